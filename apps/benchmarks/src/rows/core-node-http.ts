import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { coreModel } from './core.ts'
import type { Row } from './row.ts'
import { asResponse } from './seam-response.ts'

/** Our core over `node:http` behind the `fetch` seam. */
export const coreNodeHttp: Row = { open: (baseUrl) => coreModel(baseUrl, nodeFetch as typeof fetch) }

const agent = new Agent({ keepAlive: true })

function nodeFetch(url: string, { headers, body, signal }: RequestInit): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const sent = {
    ...Object.fromEntries(new Headers(headers)),
    'content-length': String(Buffer.byteLength(body as string)),
  }
  const outgoing = request(url, { method: 'POST', agent, headers: sent, signal: signal ?? undefined })
  outgoing.on('error', reject)
  outgoing.on('response', (incoming) => resolve(toResponse(incoming)))
  outgoing.end(body)
  return promise
}

function toResponse(incoming: IncomingMessage): Response {
  const chunks: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]()
  const destroy = (): void => void incoming.destroy()
  return asResponse({ status: incoming.statusCode ?? 0, headers: headersOf(incoming.headers), chunks, destroy })
}

/** Copies the headers of an answer. */
export function headersOf(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming)) {
    for (const each of [value ?? []].flat()) headers.append(name, each)
  }
  return headers
}
