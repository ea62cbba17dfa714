import { isSecretName } from '@azureml-endpoints/core'

/** The headers of a call, as passed. */
export type HeaderValues = Readonly<Record<string, string | undefined>>

/** Wraps a call's headers, because LangChain passes call options to traces and caches. Serialized, they contain no secrets. */
export class SecretHeaders {
  readonly #values: HeaderValues

  constructor(values: HeaderValues) {
    this.#values = values
  }

  /** Returns the headers with their values; headers that are not wrapped are returned unchanged. */
  static expose(headers: HeaderValues | SecretHeaders | undefined): HeaderValues | undefined {
    return headers instanceof SecretHeaders ? headers.#values : headers
  }

  /** LangChain stores what has this property as `toJSON` returns it, and of any other object only its fields. */
  get lc_serializable(): true {
    return true
  }

  /** Returns the headers for traces, with secrets redacted. */
  toJSON(): HeaderValues {
    const entries = Object.entries(this.#values).map(
      ([name, value]) => [name, value !== undefined && isSecretName(name) ? '<redacted>' : value] as const,
    )
    return Object.fromEntries(entries)
  }
}
