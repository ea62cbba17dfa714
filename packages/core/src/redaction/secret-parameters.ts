import { isSecretName } from './secret-names.ts'
import { replaceInUrl } from './secret-urls.ts'

/**
 * Copies body parameters with every secret among them replaced, at any depth, or left out where there is no replacement. Secrets
 * are the strings under a name such as `api_key` or `password`, and in a URL its password and the query parameters with such a
 * name. Returns the parameters themselves if there are none.
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
  }).of(asSent(parameters))
  return found
}

/** The JSON form of parameters, which is what an endpoint can echo. */
function asSent(parameters: object): unknown {
  try {
    return JSON.parse(JSON.stringify(parameters))
  } catch {
    return parameters
  }
}

/** Levels that are copied; what is nested more deeply is left out. */
const deepest = 256

/** One copy. It copies each object once, however often it is referred to, also by itself. */
class Copy {
  readonly #replacement: ((secret: string) => string | undefined) | undefined
  readonly #open = new Map<object, unknown>()
  readonly #secret = new Map<object, unknown>()

  constructor(replacement: ((secret: string) => string | undefined) | undefined) {
    this.#replacement = replacement
  }

  /** Copies a value. Under a secret name every text is secret, but for what only describes it. */
  of(value: unknown, isSecret = false, depth = 0): unknown {
    if (typeof value === 'string') {
      return isSecret ? this.#replacement?.(value) : replaceInUrl(value, (secret) => this.#replacement?.(secret) ?? '')
    }
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof URL) return this.of(value.href, isSecret, depth)
    if (depth > deepest) return undefined
    const copies = isSecret ? this.#secret : this.#open
    if (copies.has(value)) return copies.get(value)
    const copy: object = Array.isArray(value) ? [] : {}
    copies.set(value, copy)
    for (const [name, inner] of Object.entries(value)) {
      const part = schemaNames.has(name) ? inner : this.of(inner, isSecretPart(name, isSecret), depth + 1)
      // Defined and not assigned: a key may be `__proto__`.
      if (part !== undefined) Object.defineProperty(copy, name, { value: part, ...plainProperty })
    }
    return copy
  }
}

function isSecretPart(name: string, isParentSecret: boolean): boolean {
  return isSecretName(name) || (isParentSecret && !/^(endpoint|format|kind|mode|name|scheme|type|url)$/i.test(name))
}

/** Below these, a JSON schema has the names of properties, which are not parameters. */
const schemaNames: ReadonlySet<string> = new Set(['$defs', 'definitions', 'patternProperties', 'properties'])

const plainProperty = { configurable: true, enumerable: true, writable: true }
