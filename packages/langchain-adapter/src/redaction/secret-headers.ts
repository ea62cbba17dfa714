import { isSecretName } from '@azureml-endpoints/core'
import { sha256 } from '@langchain/core/utils/hash'

/** Headers as a call was given them. */
export type HeaderValues = Readonly<Record<string, string | undefined>>

/** A call's headers on their way through LangChain, which shows call options to traces and caches: these show no secret. */
export class SecretHeaders {
  readonly #values: HeaderValues

  constructor(values: HeaderValues) {
    this.#values = values
  }

  /** Gives the headers themselves; whatever was never sealed is given as it is. */
  static expose(headers: HeaderValues | SecretHeaders | undefined): HeaderValues | undefined {
    return headers instanceof SecretHeaders ? headers.#values : headers
  }

  /** Gives what a cache goes by: another secret may get another answer, and is told from the first without being shown. */
  toCacheKey(): HeaderValues {
    return this.#each((value) => `sha256 ${sha256(value)}`)
  }

  /** Gives what traces may show. */
  toJSON(): HeaderValues {
    return this.#each(() => '<redacted>')
  }

  #each(shown: (secret: string) => string): HeaderValues {
    const entries = Object.entries(this.#values).map(
      ([name, value]) => [name, value !== undefined && isSecretName(name) ? shown(value) : value] as const,
    )
    return Object.fromEntries(entries)
  }
}
