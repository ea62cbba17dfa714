import type { BodyReader } from './body-reader.ts'
import type { Call } from './call.ts'

/** An answer that has begun: its first bytes are here, and no other attempt will be made. */
export class Answer {
  readonly call: Call
  readonly status: number
  readonly body: BodyReader
  readonly #response: Response
  #headers: Headers | undefined

  constructor(call: Call, response: Response, body: BodyReader) {
    this.call = call
    this.status = response.status
    this.body = body
    this.#response = response
  }

  get contentType(): string {
    return this.#response.headers.get('content-type') ?? ''
  }

  /** The headers, without what the endpoint may have echoed; redacted only when they are wanted, since few look at them. */
  get headers(): Headers {
    return (this.#headers ??= this.call.secrets.redactHeaders(this.#response.headers))
  }
}
