import { ConfigurationError } from '../errors/configuration-error.ts'
import { formsOf, mayContain, redacted, redactText } from './redact-text.ts'
import { isSecretName } from './secret-names.ts'

/** Shorter secrets are not redacted in texts, where they would match ordinary words. */
const minLength = 6

/** Characters of an id or a name that are kept. */
const maxLabel = 1000

/** The number of earlier tokens that are still redacted. */
const recentTokens = 32

/** The keys and tokens of one client or call, to be redacted in data from the endpoint and in errors of other code. */
export class Secrets {
  readonly #forms = new Map<string, readonly string[] | undefined>()
  readonly #recent: string[] = []
  #allForms: readonly string[] | undefined
  /** The forms as the name of a header can hold them. */
  #nameForms: readonly string[] | undefined
  readonly #outer: Secrets | undefined

  constructor(outer?: Secrets) {
    this.#outer = outer
  }

  /** Adds a secret for the lifetime of this object. */
  add(secret: string): void {
    if (secret.length < minLength || this.#forms.has(secret)) return
    // Its forms are computed on first use, usually after a failure.
    this.#forms.set(secret, undefined)
    this.#allForms = undefined
    this.#nameForms = undefined
  }

  /** Adds a token that will be replaced by others; only the latest ones are kept. */
  addToken(token: string): void {
    if (this.#forms.has(token)) return
    this.add(token)
    this.#recent.push(token)
    if (this.#recent.length > recentTokens) this.#forms.delete(this.#recent.shift() ?? '')
  }

  /**
   * Returns these secrets and more, for one call. Refers to these instead of copying them, since a token may be added later.
   * @throws ConfigurationError if one of them was redacted, because the endpoint would get the mark in its place.
   */
  with(more: readonly string[]): Secrets {
    if (more.length === 0) return this
    if (more.includes(redacted)) {
      throw new ConfigurationError(
        `A secret header or body parameter is \`${redacted}\`, as traces and serialized models show it. Pass the secret itself.`,
      )
    }
    const all = new Secrets(this)
    for (const secret of more) if (!isOrdinary(secret)) all.add(secret)
    return all
  }

  /** The forms of all secrets, to search for. */
  get forms(): readonly string[] {
    this.#allForms ??= [...this.#forms.keys()].flatMap((secret) => this.#formsOf(secret))
    return this.#outer === undefined ? this.#allForms : [...this.#outer.forms, ...this.#allForms]
  }

  /** Redacts all known secrets in a text, even if they are escaped. */
  redact(text: string): string {
    return redactText(text, this.forms)
  }

  /** Redacts an id or a name, of which only so many characters are kept. */
  redactLabel(label: string): string {
    const safe = this.redact(label)
    if (label.length <= maxLabel) return safe
    // The cut might leave the start of a secret.
    return safe === label ? label.slice(0, maxLabel) : redacted
  }

  /** Copies the headers of a request, with values redacted that are secret by name or by content. */
  redactRequestHeaders(headers: Headers): Headers {
    const shown = new Headers()
    for (const [name, value] of headers) {
      shown.set(
        name,
        isSecretName(name) ? value.replace(/^(Bearer |Basic )?.*$/s, `$1${redacted}`) : this.redact(value),
      )
    }
    return shown
  }

  /** Redacts every known secret in the headers of an answer; one whose name holds a secret is left out. */
  redactHeaders(headers: Headers, searched: Headers = headers): Headers {
    // Almost no answer has any, so its headers are looked through as one text.
    let text = ''
    searched.forEach((value, name) => void (text += `${name}\n${value}\n`))
    const nameForms = this.#formsInNames()
    if (!mayContain(text, this.forms) && !containsOne(text, nameForms)) return headers
    const shown = new Headers()
    for (const [name, value] of headers) if (!containsOne(name, nameForms)) shown.append(name, this.redact(value))
    return shown
  }

  /** The name of a header is in lower case, and lacks some characters. */
  #formsInNames(): readonly string[] {
    this.#nameForms ??= [...this.#forms.keys()]
      .flatMap((secret) => this.#formsOf(secret))
      .map((form) => form.replaceAll(/[^\w-]/g, '').toLowerCase())
      .filter((form) => form.length >= minLength)
    return this.#outer === undefined ? this.#nameForms : [...this.#outer.#formsInNames(), ...this.#nameForms]
  }

  #formsOf(secret: string): readonly string[] {
    const forms = this.#forms.get(secret) ?? formsOf(secret)
    this.#forms.set(secret, forms)
    return forms
  }
}

function containsOne(text: string, forms: readonly string[]): boolean {
  return forms.some((form) => text.includes(form))
}

/** Whether a value under a secret name is an ordinary word, such as the theme in a cookie, which must stay readable elsewhere. */
function isOrdinary(value: string): boolean {
  return value.length < 16 && /^[a-z]+([ _-][a-z]+)*$/.test(value)
}
