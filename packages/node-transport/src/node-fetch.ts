import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import { builtins } from './builtins.ts'
import { nextRested } from './connection-rest.ts'
import { Exchange } from './exchange.ts'
import { isRequest, type SentRequest, toSentRequest } from './sent-request.ts'

/** How connections are made. An agent without `keepAlive: true` opens one for every request. */
export interface NodeFetchOptions {
  /** The agent for `http:` URLs. @default Node's `http.globalAgent`, which keeps idle connections for five seconds */
  readonly httpAgent?: HttpAgent | undefined
  /** The agent for `https:` URLs: certificates, a proxy, a limit of sockets. @default Node's `https.globalAgent` */
  readonly httpsAgent?: HttpsAgent | undefined
}

/**
 * Creates a `fetch` over `node:http` and `node:https`. It returns responses like those of `fetch`, and fails as `fetch` does: with a
 * `TypeError` whose cause is the system's error, or with the signal's reason. It never sends a request twice. Unlike `fetch` it
 * never follows redirects, does not ask for compression (but decompresses), and takes only text or bytes as a body. Read every response or cancel its body: until then its connection
 * stays open and keeps the process alive.
 */
export function createNodeFetch(options: NodeFetchOptions = {}): typeof fetch {
  return async (input, init = {}) => {
    const body = init.body ?? (isRequest(input) && input.body ? await input.arrayBuffer() : undefined)
    const request = toSentRequest(input, init, body)
    return await send(request, agentFor(request.url, options))
  }
}

/** A `fetch` over `node:http` and `node:https` with Node's own agents; see `createNodeFetch`. */
export const nodeFetch: typeof fetch = /* @__PURE__ */ createNodeFetch()

/** Sends a request, once a connection that rests can be used again. */
async function send(request: SentRequest, agent: HttpAgent): Promise<Response> {
  request.signal?.throwIfAborted()
  const rested = nextRested(agent, request.url.host)
  if (rested !== undefined) {
    await rested
    request.signal?.throwIfAborted()
  }
  return await new Promise((resolve, reject) => {
    try {
      // oxlint-disable-next-line no-new -- it calls `resolve` or `reject`
      new Exchange(request, agent, { resolve, reject })
    } catch (error) {
      reject(error instanceof TypeError ? error : new TypeError('fetch failed', { cause: error }))
    }
  })
}

function agentFor({ protocol }: URL, { httpAgent, httpsAgent }: NodeFetchOptions): HttpAgent {
  if (protocol === 'https:') return httpsAgent ?? builtins.https().globalAgent
  return httpAgent ?? builtins.http().globalAgent
}
