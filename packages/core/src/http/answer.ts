import type { BodyReader } from './body-reader.ts'
import type { Call } from './call.ts'

/** An answer whose first bytes have arrived, so that the call is not retried any more. */
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

  /** The headers with echoed secrets redacted, computed on first use since few callers read them. */
  get headers(): Headers {
    return (this.#headers ??= this.call.secrets.redactHeaders(this.#response.headers))
  }
}
