import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { safeCause } from '../src/redaction/redact-values.ts'
import { Secrets } from '../src/redaction/secrets.ts'

const secret = 'zq7xw-vp3mn9-tr5kl'
const secrets = new Secrets()
secrets.add(secret)

describe('a cause', () => {
  const fetchFailed = (fields: object, options?: ErrorOptions): Error =>
    Object.assign(new Error('boom', options), fields)

  it('without secrets is the thrown value itself', () => {
    const circle = fetchFailed({ code: 'EX', errno: -1, list: [{ port: 1 }] })
    for (const value of [circle, Object.assign(circle, { self: circle }), 'text', 5, null, undefined, { a: 1 }]) {
      expect(safeCause(secrets, value)).toBe(value)
    }
  })

  it.each<[what: string, thrown: Error]>([
    ['its message', new Error(`refused ${secret}`)],
    ['its code', fetchFailed({ code: secret })],
    ['its name', fetchFailed({ name: secret })],
    ['its stack', fetchFailed({ stack: `at ${secret}` })],
    ['a field', fetchFailed({ request: { headers: [secret] } })],
    ['a symbol', fetchFailed({ [Symbol('request')]: secret })],
    ['a circle', ((one: Error) => Object.assign(one, { one, inner: { secret, one } }))(new Error('boom'))],
    ['its cause', fetchFailed({}, { cause: fetchFailed({ code: secret }) })],
    ['a class', fetchFailed({ request: new Map([[1, 2]]) })],
    ['a function', fetchFailed({ retry() {} })],
    ['an accessor', Object.defineProperty(new Error('boom'), 'request', { enumerable: true, get: () => secret })],
    ['the start of one', new Error(`refused ${secret.slice(0, 8)}`)],
    ['too many fields', fetchFailed({ list: Array.from({ length: 101 }, () => ({})) })],
    ['the bytes of a parser', fetchFailed({ data: 'x' })],
    ['control characters', new Error('a\u001b[31mb')],
  ])('with a secret in %s is a copy of its texts alone', (_what, thrown) => {
    const copy = safeCause(secrets, thrown) as Error
    expect(copy).not.toBe(thrown)
    expect(copy).toBeInstanceOf(Error)
    expect(inspect(copy, { depth: 9, showHidden: true })).not.toContain(secret.slice(0, 8))
    expect(Object.keys(copy).filter((name) => !['name', 'code', 'cause'].includes(name))).toEqual([])
    expect(copy.message).toMatch(/^boom$|^refused <redacted>$|^a\\u001b/)
  })

  it('keeps its code and causes, five of them', () => {
    let thrown = new Error(secret)
    for (let depth = 0; depth < 8; depth++) thrown = fetchFailed({ code: `E${depth}` }, { cause: thrown })
    const codes: unknown[] = []
    for (
      let one = safeCause(secrets, thrown) as { code?: unknown; cause?: unknown } | undefined;
      one;
      one = one.cause as never
    )
      codes.push(one.code)
    expect(codes).toEqual(['E7', 'E6', 'E5', 'E4', 'E3'])
  })

  it('that is no error is dropped if it has a secret', () => {
    expect([safeCause(secrets, secret), safeCause(secrets, { secret })]).toEqual([undefined, undefined])
  })
})
