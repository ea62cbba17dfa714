import { describe, expect, it } from 'vitest'
import { parseFailureBody } from '../../src/failures/body/failure-body.ts'
import type { ParsedFailure } from '../../src/failures/body/parsed-failure.ts'

const parse = (value: unknown): ParsedFailure => parseFailureBody(JSON.stringify(value))
const words = (text: string): readonly string[] => text.split(' ')

const codes = words('code Code error_code errorCode ErrorCode error_type errorType type Type __type')
const statuses = words('status statusCode status_code StatusCode http_status httpStatus code Code')

describe('a code', () => {
  it.each(codes)('may be %s', (name) => {
    expect(parse({ message: 'no', [name]: ' c_1 ' })).toMatchObject({ code: 'c_1', labels: ['c_1'] })
    expect(parse({ message: 'no', [name]: 5 })).toMatchObject({ code: '5', labels: ['5'] })
    expect(parse({ message: 'no', [name]: 'c'.repeat(101) }).code).toBe('c'.repeat(100))
  })

  it('is the first of several that is no status', () => {
    const all = Object.fromEntries(codes.toReversed().map((name) => [name, name]))
    expect(parse({ message: 'no', ...all })).toMatchObject({ code: 'code', labels: codes })
    expect(parse({ message: 'no', code: '400', type: 't' }).code).toBe('t')
    for (const status of ['099', '600', '4000', '40']) {
      expect(parse({ message: 'no', code: status, type: 't' }).code).toBe(status)
    }
    for (const status of ['100', '599']) expect(parse({ message: 'no', code: status, type: 't' }).code).toBe('t')
  })

  it.each(words('status reason name kind statusText status_text'))('is not %s, which only tells the kind', (name) => {
    expect(parse({ message: 'no', [name]: 'k_1' })).toMatchObject({ code: undefined, labels: ['k_1'] })
  })

  it.each([
    ['INVALID_ARGUMENT', 'INVALID_ARGUMENT'],
    ['INTERNAL', 'INTERNAL'],
    ['Internal', '400'],
    ['internal_error', '400'],
    ['A_', '400'],
    ['_A', '400'],
    ['A1', '400'],
  ])('that is a status gives way to the status %s: %s', (status, code) => {
    expect(parse({ message: 'no', code: 400, status }).code).toBe(code)
    expect(parse({ message: 'no', status }).code).toBeUndefined()
  })

  it.each([
    ...words('about:blank http://x.test https://x.test error Error none None NULL null <nil> undefined'),
    'type.googleapis.com/x',
    '',
    ' ',
    null,
    true,
    ['c'],
  ])('is not %j', (code) => {
    expect(parse({ message: 'no', code })).toMatchObject({ code: undefined, labels: [] })
  })

  it.each(words('errors nones nulls undefined1 an_error xhttp: mytype.googleapis'))('may be %s', (code) => {
    expect(parse({ message: 'no', code }).code).toBe(code)
  })
})

describe('a status', () => {
  it.each(statuses)('may be %s', (name) => {
    for (const status of [100, 599]) {
      expect(parse({ message: 'no', [name]: status }).status).toBe(status)
      expect(parse({ message: 'no', [name]: ` ${status} ` }).status).toBe(status)
    }
  })

  it.each([99, 600, 400.5, -400, '99', '600', '0400', '4e2', '40', 'a400', '400a', '', null, true, [400]])(
    'is not %j',
    (status) => {
      expect(parse({ message: 'no', status }).status).toBeUndefined()
    },
  )

  it('is the first of several', () => {
    const all = Object.fromEntries(statuses.map((name, index) => [name, 400 + index]).toReversed())
    expect(parse({ message: 'no', ...all }).status).toBe(400)
    expect(parse({ message: 'no', status: 'failed', code: 503 }).status).toBe(503)
  })

  it.each([
    ['Error code: 400 - x', 400],
    ['error code 599', 599],
    ['<Status: 503', 503],
    ['status code: 503.', 503],
    ['HTTP 503', 503],
    ['HTTP/1.1 503 x', 503],
    ['http/2 - 503', 503],
    ['p.errors: HTTP 503', 503],
    ['p.errors:Status 503', 503],
    ['ERROR CODE=422', 422],
    ['Error code: 399', undefined],
    ['Error code: 600', undefined],
    ['Error code: 4000', undefined],
    ['Error code 40', undefined],
    ['Error code: [400', 400],
    ['Error code: [ 400', undefined],
    ['Error code400', undefined],
    ['The HTTP 503', 503],
    ['Not the HTTP 503', undefined],
    ['code: 503', undefined],
    [`${'-'.repeat(192)}HTTP 503`, 503],
    [`${'-'.repeat(193)}HTTP 503`, undefined],
    [`${'p'.repeat(60)}: HTTP 503`, 503],
    [`${'p'.repeat(61)}: HTTP 503`, undefined],
  ])('of the text %j is %s', (text, status) => {
    expect(parse(text).status).toBe(status)
  })
})

describe('the wait before a retry', () => {
  const milliseconds = words('retry_after_ms retryAfterMs')
  const seconds = words('retry_after retryAfter retryDelay retry_after_seconds')
  const waitOf = (fields: object): number | undefined => parse({ message: 'no', ...fields }).retryAfterMs

  it.each([...milliseconds.map((name) => [name, 1] as const), ...seconds.map((name) => [name, 1000] as const)])(
    'is %s times %i ms',
    (name, unit) => {
      for (const [value, expected] of [
        [0, 0],
        [2, 2],
        [1.5, 1.5],
        ['2', 2],
        ['1.5', 1.5],
        ['12.25s', 12.25],
      ] as const) {
        expect(waitOf({ [name]: value })).toBe(expected * unit)
      }
      for (const value of [-1, '-1', '2m', ' 2', '1.', '.5', 'soon', '', null, [2], '1s2']) {
        expect(waitOf({ [name]: value })).toBeUndefined()
      }
    },
  )

  it('is the first of several', () => {
    const all = [...milliseconds, ...seconds].map((name, index) => [name, index + 1] as const)
    expect(all.map((_, index) => waitOf(Object.fromEntries(all.slice(index).toReversed())))).toEqual([
      1, 2, 3000, 4000, 5000, 6000,
    ])
  })
})
