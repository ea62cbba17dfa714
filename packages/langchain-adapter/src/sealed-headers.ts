/** Headers as a call was given them. */
export type HeaderValues = Readonly<Record<string, string | undefined>>

const secretName = /auth|key|token|secret|cookie/i

/** A call's headers on their way through LangChain, which shows call options to traces and caches: these show no secret. */
export class SealedHeaders {
  readonly #values: HeaderValues

  constructor(values: HeaderValues) {
    this.#values = values
  }

  /** Gives the headers themselves; whatever was never sealed is given as it is. */
  static open(headers: HeaderValues | SealedHeaders | undefined): HeaderValues | undefined {
    return headers instanceof SealedHeaders ? headers.#values : headers
  }

  /** Gives what traces and cache keys may show. */
  toJSON(): HeaderValues {
    return Object.fromEntries(
      Object.entries(this.#values).map(([name, value]) => [
        name,
        value !== undefined && secretName.test(name) ? '<redacted>' : value,
      ]),
    )
  }
}

/** Seals the headers among call options. */
export function sealHeaders<Options extends object>(options: Options): Options {
  const { headers } = options as { readonly headers?: unknown }
  if (typeof headers !== 'object' || headers === null || headers instanceof SealedHeaders) return options
  return { ...options, headers: new SealedHeaders(headers as HeaderValues) }
}
