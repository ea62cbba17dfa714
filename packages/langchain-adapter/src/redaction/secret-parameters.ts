import { redactParameters } from '@azureml-endpoints/core'

/** Body parameters, as passed. */
export type Parameters = Readonly<Record<string, unknown>>

/** Wraps a call's body parameters that contain secrets, because LangChain passes call options to traces and caches. */
export class SecretParameters {
  readonly #values: Parameters

  private constructor(values: Parameters) {
    this.#values = values
  }

  /** Wraps parameters that contain a secret; all others are returned unchanged. */
  static wrap(values: unknown): unknown {
    const needsNoWrapping = values instanceof SecretParameters || redactParameters(values) === values
    return needsNoWrapping ? values : new SecretParameters(values as Parameters)
  }

  /** Returns the parameters with their values; parameters that are not wrapped are returned unchanged. */
  static expose(values: Parameters | SecretParameters | undefined): Parameters | undefined {
    return values instanceof SecretParameters ? values.#values : values
  }

  /** LangChain stores what has this property as `toJSON` returns it, and of any other object only its fields. */
  get lc_serializable(): true {
    return true
  }

  /** Returns the parameters for traces, with secrets redacted. */
  toJSON(): Parameters {
    return tracedParameters(this.#values)
  }
}

/** Redacts the secrets among body parameters, for traces and messages. */
export function tracedParameters<Values extends Parameters | undefined>(values: Values): Values {
  return redactParameters(values, () => '<redacted>')
}
