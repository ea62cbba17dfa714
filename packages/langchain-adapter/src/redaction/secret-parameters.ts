import { redactParameters } from '@azureml-endpoints/core'
import { sha256 } from '@langchain/core/utils/hash'

/** Body parameters as they were given. */
export type Parameters = Readonly<Record<string, unknown>>

/** A call's body parameters with secrets among them on their way through LangChain, which shows call options to traces and caches. */
export class SecretParameters {
  readonly #values: Parameters

  private constructor(values: Parameters) {
    this.#values = values
  }

  /** Seals parameters that hold a secret; any others are given as they are. */
  static wrap(values: unknown): unknown {
    const isOpen = values instanceof SecretParameters || redactParameters(values) === values
    return isOpen ? values : new SecretParameters(values as Parameters)
  }

  /** Gives the parameters themselves; whatever was never sealed is given as it is. */
  static expose(values: Parameters | SecretParameters | undefined): Parameters | undefined {
    return values instanceof SecretParameters ? values.#values : values
  }

  /** Gives what traces may show. */
  toJSON(): Parameters {
    return tracedParameters(this.#values)
  }
}

/** Gives body parameters as traces may show them. */
export function tracedParameters(values: Parameters): Parameters {
  return redactParameters(values, () => '<redacted>')
}

/** Gives what a cache goes by: another secret may get another answer, and is told from the first without being shown. */
export function cacheKeyParameters(values: Parameters | SecretParameters): Parameters {
  return redactParameters(SecretParameters.expose(values) ?? {}, (secret) => `sha256 ${sha256(secret)}`)
}
