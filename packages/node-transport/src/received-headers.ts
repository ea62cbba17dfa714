import { inheritLate } from './inherit-late.ts'

/**
 * The headers of a response, as `node:http` has them. `Headers` itself would load undici, which takes longer than a small call.
 * They cannot be changed, like those of a response of `fetch`.
 */
export class ReceivedHeaders implements Headers {
  /** Names and values, alternating. */
  readonly #raw: readonly string[]

  constructor(rawHeaders: readonly string[]) {
    this.#raw = rawHeaders
  }

  get(name: string): string | null {
    const values = this.#valuesOf(name)
    return values.length === 0 ? null : values.join(', ')
  }

  has(name: string): boolean {
    return this.#valuesOf(name).length > 0
  }

  getSetCookie(): string[] {
    return this.#valuesOf('set-cookie')
  }

  forEach(callback: (value: string, name: string, parent: Headers) => void, thisArg?: unknown): void {
    for (const [name, value] of this.#sorted()) callback.call(thisArg, value, name, this)
  }

  entries(): HeadersIterator<[string, string]> {
    return this.#sorted().values() as HeadersIterator<[string, string]>
  }

  keys(): HeadersIterator<string> {
    return this.#sorted()
      .map(([name]) => name)
      .values() as HeadersIterator<string>
  }

  values(): HeadersIterator<string> {
    return this.#sorted()
      .map(([, value]) => value)
      .values() as HeadersIterator<string>
  }

  [Symbol.iterator](): HeadersIterator<[string, string]> {
    return this.entries()
  }

  append(): never {
    return refuseChange()
  }

  set(): never {
    return refuseChange()
  }

  delete(): never {
    return refuseChange()
  }

  get [Symbol.toStringTag](): string {
    return 'Headers'
  }

  /** Prints like the headers of `fetch`. */
  [Symbol.for('nodejs.util.inspect.custom')](): Headers {
    return new Headers(this)
  }

  #valuesOf(name: string): string[] {
    const wanted = String(name).toLowerCase()
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(wanted))
      throw new TypeError(`${JSON.stringify(name)} is not a valid header name.`)
    const values: string[] = []
    for (let index = 0; index < this.#raw.length; index += 2) {
      if (this.#raw[index]?.toLowerCase() === wanted) values.push(trimmed(this.#raw[index + 1]))
    }
    return values
  }

  /** Returns names and values as `Headers` lists them: sorted by name, and values of one name joined, except those of cookies. */
  #sorted(): [string, string][] {
    const values = new Map<string, string>()
    const cookies: [string, string][] = []
    for (let index = 0; index < this.#raw.length; index += 2) {
      const name = this.#raw[index]?.toLowerCase() ?? ''
      const value = trimmed(this.#raw[index + 1])
      const before = values.get(name)
      if (name === 'set-cookie') cookies.push([name, value])
      else values.set(name, before === undefined ? value : `${before}, ${value}`)
    }
    return [...values, ...cookies].toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  }
}

inheritLate(ReceivedHeaders.prototype, () => Headers.prototype)

/** Removes trailing spaces, which `node:http` leaves. A regular expression would take quadratic time for many spaces. */
function trimmed(value = ''): string {
  let end = value.length
  while (value[end - 1] === ' ' || value[end - 1] === '\t') end -= 1
  return value.slice(0, end)
}

function refuseChange(): never {
  throw new TypeError('The headers of a response cannot be changed. Copy them with `new Headers(response.headers)`.')
}
