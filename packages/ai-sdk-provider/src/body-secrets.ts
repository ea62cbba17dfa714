import { secretsIn, withoutSecrets } from './secret-parameters.ts'

/** The secrets among the body parameters of a call, such as a key for a search index: `ai` shows bodies in results and errors. */
export class BodySecrets {
  readonly #secrets: ReadonlySet<string>

  constructor(...parameters: readonly (Readonly<Record<string, unknown>> | undefined)[]) {
    this.#secrets = new Set(parameters.flatMap(secretsIn))
  }

  /** Gives the body as it may be shown. Only what was given as a secret is redacted: tools may have fields of such names. */
  redact(body: unknown): unknown {
    if (this.#secrets.size === 0) return body
    return withoutSecrets(body, (value) => (this.#secrets.has(value) ? '<redacted>' : value))
  }
}
