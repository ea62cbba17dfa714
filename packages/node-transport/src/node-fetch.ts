import { Agent as HttpAgent, type ClientRequest, globalAgent as httpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, globalAgent as httpsAgent, request as httpsRequest } from 'node:https'
import { type SentRequest, toSentRequest } from './sent-request.ts'
import { toResponse } from './to-response.ts'

/** How connections are made. An agent without `keepAlive: true` opens one for every request. */
export interface NodeFetchOptions {
  /** The agent for `http:` URLs. @default Node's `http.globalAgent`, which keeps idle connections for five seconds */
  readonly httpAgent?: HttpAgent | undefined
  /** The agent for `https:` URLs: certificates, a proxy, a limit of sockets. @default Node's `https.globalAgent` */
  readonly httpsAgent?: HttpsAgent | undefined
}

/**
 * Creates a `fetch` over `node:http` and `node:https`. It returns ordinary responses, and fails as `fetch` does: with a
 * `TypeError` whose cause is the system's error, or with the signal's reason. Unlike `fetch` it never follows redirects, does
 * not ask for compression (but decompresses), takes only text or bytes as a body, and sets no `url` on responses. Read every
 * response or cancel its body: until then its connection stays open and keeps the process alive.
 */
export function createNodeFetch(options: NodeFetchOptions = {}): typeof fetch {
  const agents: Agents = { http: options.httpAgent ?? httpAgent, https: options.httpsAgent ?? httpsAgent }
  return async (input, init) => send(await toSentRequest(input, init), agents)
}

/** A `fetch` over `node:http` and `node:https` with Node's own agents; see `createNodeFetch`. */
export const nodeFetch: typeof fetch = /* @__PURE__ */ createNodeFetch()

interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

/** Milliseconds to make a connection in, as long as `fetch` takes. */
const connectTimeout = 10_000

function send({ url, method, headers, body, signal }: SentRequest, agents: Agents): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const isSecure = url.protocol === 'https:'
    const outgoing = isSecure
      ? httpsRequest(url, { method, headers, agent: agents.https })
      : httpRequest(url, { method, headers, agent: agents.http })
    let isAnswered = false
    const abort = (): void => {
      outgoing.destroy()
      // A request that waits for a socket says nothing when it is destroyed.
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort, { once: true })
    outgoing.on('close', () => {
      signal?.removeEventListener('abort', abort)
      // Neither an answer nor an error, as when the other side changes the protocol.
      if (!isAnswered)
        reject(new TypeError('fetch failed', { cause: new Error('The connection was closed without an answer.') }))
    })
    // This listener stays: an error after the answer has begun would otherwise end the process; the body's reader gets it too.
    outgoing.on('error', (cause) => reject(signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause })))
    outgoing.on('response', (incoming) => {
      isAnswered = true
      try {
        resolve(toResponse(incoming, signal))
      } catch (cause) {
        incoming.destroy()
        reject(new TypeError('fetch failed', { cause }))
      }
    })
    limitConnecting(outgoing, isSecure ? 'secureConnect' : 'connect')
    outgoing.end(body)
  })
}

/** Gives up on a connection that is not made in time; one that is used again needs no clock. */
function limitConnecting(outgoing: ClientRequest, connected: 'connect' | 'secureConnect'): void {
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) return
    const timer = setTimeout(() => {
      const error = new Error(`connect timed out after ${connectTimeout} ms`)
      outgoing.destroy(Object.assign(error, { code: 'ETIMEDOUT' }))
    }, connectTimeout)
    const stop = (): void => clearTimeout(timer)
    socket.once(connected, stop)
    outgoing.once('close', stop)
  })
}
