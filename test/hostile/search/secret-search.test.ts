import { describe, expect, it } from 'vitest'
import { encodings } from './encodings.ts'
import { secretOf } from './secret-kinds.ts'
import { searchSecret } from './secret-search.ts'

const secret = secretOf(1)

class Holder {
  readonly #hidden: string
  constructor(hidden: string) {
    this.#hidden = hidden
  }
  get shown(): string {
    return this.#hidden
  }
}

const places: Readonly<Record<string, unknown>> = {
  'a message': new Error(`bad ${secret}`),
  'a cause of a cause': new Error('a', { cause: new Error('b', { cause: { text: secret } }) }),
  'an aggregate': new AggregateError([new Error(secret)], 'a'),
  headers: { headers: new Headers({ 'x-a': secret }) },
  'a map': new Map([['a', new Map([[secret, 1]])]]),
  'a set': new Set([secret]),
  'a symbol': { [Symbol('a')]: secret },
  'the name of a property': { [secret]: 1 },
  'a property that is not enumerable': Object.defineProperty({}, 'a', { value: secret }),
  'a getter of a class': new Holder(secret),
  'a URL': new URL(`https://a.example/?code=${encodeURIComponent(secret)}`),
  bytes: { bytes: Buffer.from(`a ${secret}`) },
  'a function': Object.assign(() => {}, { secret }),
  'a circle': circle(),
}

function circle(): object {
  const one: Record<string, unknown> = { deep: { secret } }
  one['self'] = one
  return one
}

describe('the search for secrets', () => {
  it.each(Object.entries(places))('finds one in %s', (_name, value) => {
    expect(searchSecret(secret, value)).not.toEqual([])
  })

  it.each(encodings)('finds one written $name', ({ encode }) => {
    expect(searchSecret(secret, `before ${encode(secret)} after`)).not.toEqual([])
  })

  it('finds the larger part of one', () => {
    expect(searchSecret(secret, secret.slice(0, 20))).not.toEqual([])
    expect(searchSecret(secret, secret.slice(-20))).not.toEqual([])
  })

  it('finds none where there is another, or a redacted one', () => {
    expect(searchSecret(secret, new Error(`bad ${secretOf(2)} <redacted>`))).toEqual([])
  })

  it('leaves out what it is told to', () => {
    expect(searchSecret(secret, { request: { body: secret } }, { without: new Set(['request']) })).toEqual([])
  })
})
