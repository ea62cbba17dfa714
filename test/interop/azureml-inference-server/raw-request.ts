import { request } from 'node:http'

/** A request, byte for byte; without headers and body unless they are given. */
export interface RawRequest {
  readonly name: string
  /** @default 'POST' */
  readonly method?: string
  /** @default '/score' */
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Sends the body in chunks, without its length. */
  readonly chunked?: boolean
}

/** What came back: a response, or how the connection ended without one. */
export type RawAnswer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly ended: string }

/** Sends a request on a connection of its own; the body of the answer is one character per byte. */
export function send(origin: string, { method = 'POST', path = '/score', headers = {}, body, chunked }: RawRequest) {
  return new Promise<RawAnswer>((resolve) => {
    const url = new URL(origin)
    const length: Record<string, string> =
      body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const options = { host: url.hostname, port: url.port, agent: false, timeout: 20_000, method, path }
    const call = request({ ...options, headers: { ...length, ...headers } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', (error) => resolve({ ended: error.message }))
      response.once('end', () => {
        const entries = Object.entries(response.headersDistinct).map(([name, values = []]) => [name, values.join(', ')])
        const received = Buffer.concat(parts).toString('latin1')
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(entries), body: received })
      })
    })
    call.once('timeout', () => call.destroy(new Error('no answer in time')))
    call.once('error', (error) => resolve({ ended: error.message }))
    if (chunked) call.write(body)
    call.end(chunked ? undefined : body)
  })
}
