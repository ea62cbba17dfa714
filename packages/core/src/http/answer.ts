import type { BodyReader } from './body-reader.ts'
import type { Call } from './call.ts'

/** An answer whose first bytes have arrived, so that the call is not retried any more. */
export class Answer {
  readonly call: Call
  readonly status: number
  readonly body: BodyReader
  readonly #received: Headers
  #headers: Headers | undefined

  constructor(call: Call, { status, headers }: Response, body: BodyReader) {
    this.call = call
    this.status = status
    this.body = body
    this.#received = headers
  }

  get contentType(): string {
    return this.#received.get('content-type') ?? ''
  }

  /** The headers with echoed secrets redacted, computed on first use. */
  get headers(): Headers {
    return (this.#headers ??= this.#redacted())
  }

  #redacted(): Headers {
    const received = this.#received
    // A loop over `Headers` makes Node keep a sorted list of them, 500 bytes for each open stream; here a copy keeps it. Known by its
    // name, since the class itself would load undici where another `fetch` does without.
    const isCopied = !this.body.hasEnded && received.constructor?.name === 'Headers'
    return this.call.secrets.redactHeaders(received, isCopied ? new Headers(received) : received)
  }
}
