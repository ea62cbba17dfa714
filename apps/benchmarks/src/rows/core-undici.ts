import { Agent, request } from 'undici'
import { headersOf } from './core-node-http.ts'
import { coreModel } from './core.ts'
import type { Row } from './row.ts'
import { asResponse } from './seam-response.ts'

/** Our core over undici's `request` behind the `fetch` seam. */
export const coreUndici: Row = { open: (baseUrl) => coreModel(baseUrl, undiciFetch as typeof fetch) }

const dispatcher = new Agent({ pipelining: 1 })

async function undiciFetch(url: string, { headers, body, signal }: RequestInit): Promise<Response> {
  const answer = await request(url, {
    dispatcher,
    method: 'POST',
    headers: Object.fromEntries(new Headers(headers)),
    body: body as string,
    signal: signal ?? null,
  })
  const chunks: AsyncIterator<Uint8Array> = answer.body[Symbol.asyncIterator]()
  const destroy = (): void => void answer.body.destroy()
  return asResponse({ status: answer.statusCode, headers: headersOf(answer.headers), chunks, destroy })
}
