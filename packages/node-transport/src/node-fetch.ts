import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { type SentRequest, toSentRequest } from './sent-request.ts'
import { toResponse } from './to-response.ts'

/** How connections are made. */
export interface NodeFetchOptions {
  /** For `http:` URLs. @default one that keeps connections alive, as many as are needed at a time */
  readonly httpAgent?: HttpAgent | undefined
  /** For `https:` URLs: certificates, a proxy's agent, a limit of sockets. @default the same for TLS */
  readonly httpsAgent?: HttpsAgent | undefined
}

/**
 * Makes a `fetch` over `node:http` and `node:https`. It gives ordinary responses, and fails as `fetch` does: with a `TypeError`
 * whose cause is the system's error, or with the signal's reason. Three things are not done: redirects are not followed, whatever
 * `redirect` says; compression is not asked for, though undone where it comes; and a body has to be text or bytes.
 */
export function createNodeFetch(options: NodeFetchOptions = {}): typeof fetch {
  const agents = {
    http: options.httpAgent ?? new HttpAgent({ keepAlive: true }),
    https: options.httpsAgent ?? new HttpsAgent({ keepAlive: true }),
  }
  return async (input, init) => send(await toSentRequest(input, init), agents)
}

let shared: typeof fetch | undefined

/** `fetch` over `node:http` and `node:https`, with connections that all its users share. See `createNodeFetch`. */
export const nodeFetch: typeof fetch = (input, init) => (shared ??= createNodeFetch())(input, init)

interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

function send({ url, method, headers, body, signal }: SentRequest, agents: Agents): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const outgoing =
      url.protocol === 'https:'
        ? httpsRequest(url, { method, headers, agent: agents.https })
        : httpRequest(url, { method, headers, agent: agents.http })
    const abort = (): void => void outgoing.destroy()
    signal?.addEventListener('abort', abort)
    outgoing.on('close', () => signal?.removeEventListener('abort', abort))
    // It stays to hear what goes wrong after the answer has begun, which the body's reader is told.
    outgoing.on('error', (cause) => reject(signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause })))
    outgoing.on('response', (incoming) => {
      try {
        resolve(toResponse(incoming, signal))
      } catch (cause) {
        incoming.destroy()
        reject(new TypeError('fetch failed', { cause }))
      }
    })
    outgoing.end(body)
  })
}
