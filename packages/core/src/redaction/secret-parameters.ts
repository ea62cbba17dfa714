import { isSecretParameter } from './secret-names.ts'

/**
 * Copies body parameters with every secret among them replaced, at any depth, or left out where there is no replacement. Secrets
 * are the texts under a name such as `api_key` or `password`. Returns the parameters themselves when there are none.
 */
export function redactParameters<Parameters>(
  parameters: Parameters,
  replacement?: (secret: string) => string | undefined,
): Parameters {
  if (secretsInParameters(parameters).length === 0) return parameters
  return new Copy(replacement).of(parameters) as Parameters
}

/** Lists the secrets among body parameters, at any depth. */
export function secretsInParameters(parameters: unknown): readonly string[] {
  if (typeof parameters !== 'object' || parameters === null) return []
  const found: string[] = []
  new Copy((secret) => {
    found.push(secret)
    return secret
  }).of(parameters)
  return found
}

/** Levels that are copied; what is nested more deeply is left out. */
const deepest = 64

/** One copy. It copies each object once, however often it is referred to, also by itself. */
class Copy {
  readonly #replacement: ((secret: string) => string | undefined) | undefined
  readonly #open = new Map<object, unknown>()
  readonly #secret = new Map<object, unknown>()

  constructor(replacement: ((secret: string) => string | undefined) | undefined) {
    this.#replacement = replacement
  }

  /** Copies a value. Under a secret name every text is secret. */
  of(value: unknown, isSecret = false, depth = 0): unknown {
    if (typeof value === 'string') return isSecret ? this.#replacement?.(value) : value
    if (typeof value !== 'object' || value === null) return value
    if (depth > deepest) return undefined
    const copies = isSecret ? this.#secret : this.#open
    if (copies.has(value)) return copies.get(value)
    const copy: object = Array.isArray(value) ? [] : {}
    copies.set(value, copy)
    for (const [name, inner] of Object.entries(value)) {
      const part = this.of(inner, isSecret || isSecretParameter(name), depth + 1)
      // Defined and not assigned: a key may be `__proto__`.
      if (part !== undefined) Object.defineProperty(copy, name, { value: part, ...plainProperty })
    }
    return copy
  }
}

const plainProperty = { configurable: true, enumerable: true, writable: true }
