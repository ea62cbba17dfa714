import { isFields, type Fields } from '../../json/fields.ts'
import { type EmbeddedValue, embeddedValue } from './embedded-json.ts'
import { detailKeys, lesserKeys, messageKeys, responseKeys, triedKeys, wrappedKeys } from './failure-keys.ts'
import {
  asIs,
  fieldsOf,
  isErrorLike,
  joined,
  merged,
  nothing,
  type ParsedFailure,
  withField,
  withParameter,
  withValidation,
} from './parsed-failure.ts'
import { statusInText } from './failure-fields.ts'
import { markupMessage } from './markup.ts'
import { valueOfException } from './python-exception.ts'
import { readableText } from './readable-text.ts'
import { isUninformative } from './uninformative.ts'

/** Nested values are parsed up to this depth; JSON inside a text counts as one level. */
const maxDepth = 200
/** Only this many values are visited. */
const maxVisits = 2000
const maxItems = 10
const maxMessageLength = 1000
/** Only this many characters of all texts together are searched for JSON and markup. */
const maxSearched = 256 * 1024

/** Parses an error that is already a JSON value. */
export function parseFailureValue(value: unknown): ParsedFailure {
  return new FailureWalk().visit(value, 0) ?? nothing
}

/** Walks through one error value. The innermost message says most: wrappers tend to say no more than "bad request". */
class FailureWalk {
  #visits = 0
  #searched = 0

  visit(value: unknown, depth: number): ParsedFailure | undefined {
    if (depth > maxDepth || ++this.#visits > maxVisits) return undefined
    if (typeof value === 'string') return this.#text(value, depth)
    if (Array.isArray(value)) return this.#list(value, depth)
    return isFields(value) ? this.#fields(value, depth) : undefined
  }

  #text(text: string, depth: number): ParsedFailure | undefined {
    const embedded = this.#embedded(text)
    const exception = this.#searched > maxSearched ? undefined : this.visit(valueOfException(text), depth + 1)
    if (exception?.message !== undefined) return exception
    const inner = embedded && isErrorLike(embedded) ? this.visit(embedded.value, depth + 1) : undefined
    if (inner?.message !== undefined) return { ...inner, status: inner.status ?? statusInText(embedded?.prefix ?? '') }
    const message = markupMessage(text) ?? readableText(text, maxMessageLength)
    return message === undefined ? undefined : { ...(inner ?? nothing), message, status: statusInText(text) }
  }

  #embedded(text: string): EmbeddedValue | undefined {
    this.#searched += text.length
    return this.#searched > maxSearched ? undefined : embeddedValue(text)
  }

  /** Returns whether the response that a wrapper got looks like an error. */
  #mayBeError(value: unknown): boolean {
    const inner = typeof value === 'string' ? this.#embedded(value)?.value : value
    return isErrorLike({ value: inner, prefix: 'response: ' })
  }

  #list(list: readonly unknown[], depth: number): ParsedFailure | undefined {
    const found = list
      .slice(0, maxItems)
      .map((item) => withField(this.visit(item, depth + 1), item))
      .filter((item) => item !== undefined)
    return found.length === 0 ? undefined : { ...merged(found), message: joined(found.map((item) => item.message)) }
  }

  #fields(value: Fields, depth: number): ParsedFailure | undefined {
    // Before what is wrapped, which may be more than is visited.
    const own = withParameter(this.#first(value, messageKeys, depth), value['param'])
    const errors = responseKeys.filter((key) => this.#mayBeError(value[key]))
    const wrapped = this.#each(value, [...wrappedKeys, ...errors], depth)
    const findings = this.#findings(value, depth)
    const withFindings = own && { ...own, message: withValidation(own.message, findings?.message) }
    const found = [...wrapped, withFindings, findings].filter((one) => one !== undefined)
    const best =
      found.find(({ message }) => message !== undefined && !isUninformative(message)) ??
      this.#first(
        value,
        responseKeys.filter((key) => !errors.includes(key)),
        depth,
      ) ??
      found.find(({ message }) => message !== undefined) ??
      this.#first(value, lesserKeys, depth) ??
      this.#elsewhere(value, depth)
    const outer = fieldsOf(value)
    // An error's own code comes before those of the findings below it.
    const isWrapped = best !== undefined && wrapped.includes(best)
    const order = isWrapped ? [best, ...wrapped, outer, ...found] : [own ?? nothing, outer, ...found]
    return { ...merged(order), message: best?.message?.slice(0, maxMessageLength) }
  }

  /** Parses the findings of a validation, each with the field that it is about. */
  #findings(value: Fields, depth: number): ParsedFailure | undefined {
    const found = this.#each(value, detailKeys, depth, withField)
    return found.find(({ message }) => message !== undefined) ?? found[0]
  }

  #each(value: Fields, keys: readonly string[], depth: number, refine = asIs): readonly ParsedFailure[] {
    return keys
      .filter((key) => value[key] !== undefined && value[key] !== null)
      .map((key) => refine(this.visit(value[key], depth + 1), value[key]))
      .filter((inner) => inner !== undefined)
  }

  /** Visits the first of several fields that contains a message. */
  #first(value: Fields, keys: readonly string[], depth: number): ParsedFailure | undefined {
    for (const key of keys) {
      const found = value[key] === undefined ? undefined : this.visit(value[key], depth + 1)
      if (found?.message !== undefined) return found
    }
    return undefined
  }

  /** Looks for a sentence under a name that no known server uses. */
  #elsewhere(value: Fields, depth: number): ParsedFailure | undefined {
    for (const [key, item] of Object.entries(value).slice(0, maxItems)) {
      if (triedKeys.has(key) || (typeof item === 'string' && !maySay(item.slice(0, maxMessageLength)))) continue
      const found = this.visit(item, depth + 1)
      if (found?.message !== undefined) return found
    }
    return undefined
  }
}

/** Returns whether a text is a sentence, or JSON that may contain one. */
function maySay(text: string): boolean {
  return /\S\s+\S/.test(text) || /^\s*[[{]/.test(text)
}
