/**
 * Copies body parameters without the values that are secret by their names, at any depth: each is replaced, or left out where there
 * is no replacement. Gives the parameters themselves when none is secret.
 */
export function withoutSecrets<Parameters>(
  parameters: Parameters,
  replacement?: (secret: string) => string,
): Parameters {
  if (secretsIn(parameters).length === 0) return parameters
  return new Copy(replacement).of(parameters) as Parameters
}

/** Finds the values of all body parameters that are secret by their names. */
export function secretsIn(parameters: unknown): readonly string[] {
  const found: string[] = []
  new Copy((secret) => {
    found.push(secret)
    return secret
  }).of(parameters)
  return found
}

/** Levels that are looked through; what is nested more deeply is left out, as nothing that a request could carry. */
const deepest = 64

/** One copy. It copies each object once, however often it is referred to, also by itself. */
class Copy {
  readonly #replacement: ((secret: string) => string) | undefined
  readonly #open = new Map<object, unknown>()
  readonly #secret = new Map<object, unknown>()

  constructor(replacement: ((secret: string) => string) | undefined) {
    this.#replacement = replacement
  }

  /** Copies a value. Under a secret name every text is secret. */
  of(value: unknown, isSecret = false, depth = 0): unknown {
    if (typeof value === 'string') return isSecret ? this.#replacement?.(value) : value
    if (typeof value !== 'object' || value === null) return value
    if (depth > deepest) return undefined
    const made = isSecret ? this.#secret : this.#open
    if (made.has(value)) return made.get(value)
    const copy: object = Array.isArray(value) ? [] : {}
    made.set(value, copy)
    for (const [name, inner] of Object.entries(value)) {
      const part = this.of(inner, isSecret || isSecretParameter(name), depth + 1)
      // Defined and not assigned: a key may be `__proto__`.
      if (part !== undefined) Object.defineProperty(copy, name, { value: part, ...plainProperty })
    }
    return copy
  }
}

const plainProperty = { configurable: true, enumerable: true, writable: true }

/** Tells by its name that a parameter holds a secret. Numbers of tokens, and tokens of a vocabulary, are none. */
function isSecretParameter(name: string): boolean {
  const words = name
    .slice(0, 200)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^a-zA-Z\d]+/g, '_')
  return secretName.test(words.toLowerCase())
}

const secretName =
  /^(key|apikey|token|auth|sig|signature|pwd)$|secret|passw|authorization|credential|connection_?string|cookie|(^|_)(api|access|auth|bearer|subscription|account|admin|master|private|shared|functions?|client|refresh|session|security|sas|id)_?(key|token)s?(_|$)/
