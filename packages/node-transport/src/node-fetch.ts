import type { ClientRequest, Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import { builtins } from './builtins.ts'
import { recordAnswer, nextRested, restBetweenAnswers } from './connection-rest.ts'
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
 * `TypeError` whose cause is the system's error, or with the signal's reason. It never sends a request twice. Unlike `fetch` it
 * never follows redirects, does not ask for compression (but decompresses), takes only text or bytes as a body, and returns
 * responses without a `url` and with no status above 599. Read every response or cancel its body: until then its connection
 * stays open and keeps the process alive.
 */
export function createNodeFetch(options: NodeFetchOptions = {}): typeof fetch {
  return async (input, init = {}) => {
    const body = init.body ?? (input instanceof Request && input.body ? await input.arrayBuffer() : undefined)
    return await send(toSentRequest(input, init, body), options)
  }
}

/** A `fetch` over `node:http` and `node:https` with Node's own agents; see `createNodeFetch`. */
export const nodeFetch: typeof fetch = /* @__PURE__ */ createNodeFetch()

/** Milliseconds to wait for a connection, the same as in `fetch`. */
const connectTimeout = 10_000

function send(request: SentRequest, options: NodeFetchOptions): Promise<Response> {
  const { url, signal } = request
  const agent = agentFor(url, options)
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    let outgoing: ClientRequest | undefined
    const abort = (): void => {
      outgoing?.destroy()
      // A request that is destroyed while it waits for a socket emits no error.
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort, { once: true })
    const stopListening = (): void => signal?.removeEventListener('abort', abort)
    const start = (): void => {
      if (signal?.aborted) return
      try {
        outgoing = dispatch(request, agent, { resolve, reject }).on('close', stopListening)
      } catch (error) {
        stopListening()
        reject(error instanceof TypeError ? error : new TypeError('fetch failed', { cause: error }))
      }
    }
    const rested = nextRested(agent, url.host)
    if (rested === undefined) start()
    else void rested.then(start)
  })
}

function agentFor({ protocol }: URL, { httpAgent, httpsAgent }: NodeFetchOptions): HttpAgent {
  if (protocol === 'https:') return httpsAgent ?? builtins.https().globalAgent
  return httpAgent ?? builtins.http().globalAgent
}

interface Outcome {
  readonly resolve: (response: Response) => void
  readonly reject: (reason: unknown) => void
}

function dispatch(request: SentRequest, agent: HttpAgent, { resolve, reject }: Outcome): ClientRequest {
  const { url, method, headers, body, signal } = request
  const { protocol, hostname, port, pathname, search } = url
  const client = protocol === 'https:' ? builtins.https() : builtins.http()
  // Not the URL itself: Node would add nine properties that it copies with the options several times.
  const address = { protocol, hostname: hostname.replaceAll(/[[\]]/g, ''), port, path: pathname + search }
  const outgoing = client.request({ ...address, method, headers, agent })
  let lost: unknown
  const fail = (cause: unknown): void => reject(new TypeError('fetch failed', { cause }))
  const failUnanswered = (): void => fail(new Error('The connection was closed without a response.'))
  outgoing.on('socket', (socket) => {
    restBetweenAnswers(socket, agent, url.host)
    limitConnecting(outgoing, socket, url)
  })
  outgoing.on('response', (incoming) => {
    // Stryker disable next-line CallExpression: a later failure changes nothing; this saves creating it for each response
    outgoing.off('close', failUnanswered)
    try {
      const response = toResponse(incoming, request, () => lost)
      recordAnswer(incoming.socket, response)
      resolve(response)
    } catch (cause) {
      incoming.destroy()
      fail(cause)
    }
  })
  // Never removed: an error during the body would otherwise end the process. The body's reader gets it.
  outgoing.on('error', (cause) => {
    lost = cause
    if (signal?.aborted) reject(signal.reason)
    else fail(cause)
  })
  // Neither a response nor an error, for example after a protocol upgrade.
  outgoing.on('close', failUnanswered)
  return outgoing.end(body)
}

/** Aborts the request if connecting takes too long. A reused connection needs no timeout. */
function limitConnecting(outgoing: ClientRequest, socket: Socket, { protocol }: URL): void {
  if (!socket.connecting) return
  const timer = setTimeout(() => {
    const error = new Error(`connect timed out after ${connectTimeout} ms`)
    outgoing.destroy(Object.assign(error, { code: 'ETIMEDOUT' }))
  }, connectTimeout)
  const stop = (): void => clearTimeout(timer)
  socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', stop)
  outgoing.once('close', stop)
}
