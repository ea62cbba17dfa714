import { describe, expect, it } from 'vitest'
import { parseFailureBody } from '../../src/failures/body/failure-body.ts'
import type { ParsedFailure } from '../../src/failures/body/parsed-failure.ts'

const parse = (value: unknown): ParsedFailure => parseFailureBody(JSON.stringify(value))
const words = (text: string): readonly string[] => text.split(' ')

const wrapped = words(
  'error Error err fault Fault innererror inner_error innerError inner_exception innerException cause original_error originalError exception root_cause upstream_error',
)
const responses = words('body response data raw metadata result payload content upstream output')
const messages = words(
  'message Message msg Msg messages error_message errorMessage ErrorMessage error_msg errorMsg errMsg errmsg err_msg error_description errorDescription user_message userMessage developerMessage description Description title faultstring faultString',
)
const findings = words('details detail Details Detail errors Errors error_details validation_errors')
const lesser = words('reason Reason status statusText status_text failure problem hint text')
/** Parts of an error that repeat the request or say nothing. */
const silent = words(
  'input request prompt query headers config usage url path loc instance timestamp stack traceback documentation_url code type param id object model choices tools',
)

describe('a message is found', () => {
  it.each([...wrapped, ...responses, ...messages, ...findings, ...lesser, 'unheard_of'])(
    'as the text of %s',
    (name) => {
      expect(parse({ [name]: 'the whole reason' }).message).toBe('the whole reason')
    },
  )

  it.each([...wrapped, ...responses, ...messages, ...findings])('in %s, rather than in lesser names', (name) => {
    const inner = { message: 'one' }
    expect(parse({ reason: 'another word', unheard_of: 'another word', [name]: inner }).message).toBe('one')
  })

  it.each(wrapped)('in %s, rather than beside it', (name) => {
    expect(parse({ message: 'outside', [name]: { message: 'inside' } }).message).toBe('inside')
    expect(parse({ message: 'outside', [name]: 'error' }).message).toBe('outside')
    expect(parse({ message: 'outside', [name]: null }).message).toBe('outside')
  })

  it.each(responses)('in %s, if that is an error or nothing else says anything', (name) => {
    const [error, answer] = [{ msg: 'inside' }, { say: 'the answer is here' }]
    expect(parse({ message: 'outside', [name]: error }).message).toBe('inside')
    expect(parse({ message: 'outside', [name]: [error] }).message).toBe('inside')
    expect(parse({ message: 'outside', [name]: JSON.stringify(error) }).message).toBe('inside')
    expect(parse({ message: 'outside', [name]: answer }).message).toBe('outside')
    expect(parse({ message: 'failed', [name]: answer }).message).toBe('the answer is here')
  })

  it.each(words('error message Message detail msg errors error_message'))('in a response that has %s', (name) => {
    expect(parse({ message: 'outside', response: { [name]: 'inside' } }).message).toBe('inside')
    expect(parse({ message: `HTTP 400: ${JSON.stringify({ [name]: 'inside' })}` }).message).toBe('inside')
  })

  it.each(findings)('in %s, with the field that it is about', (name) => {
    const found = [
      { loc: ['body', 'a'], msg: 'odd' },
      { field: 'b', message: 'big' },
    ]
    expect(parse({ message: 'Wrong.', [name]: found }).message).toBe('Wrong (body.a: odd; b: big)')
  })

  it.each(words('target field param path'))('of a finding with its field as %s', (name) => {
    expect(parse({ errors: [{ [name]: ' f ', msg: 'odd' }] }).message).toBe('f: odd')
  })

  it.each(words('msg message description detail reason'))('of a finding under the name %s', (name) => {
    expect(parse({ errors: [{ loc: ['f'], [name]: ' odd ' }] }).message).toBe('f: odd')
  })

  it('under the first name of several', () => {
    const all = (names: readonly string[]): object =>
      Object.fromEntries(names.toReversed().map((name) => [name, { message: `named ${name}` }]))
    for (const names of [wrapped, messages]) expect(parse(all(names)).message).toBe(`named ${names[0]}`)
    expect(parse(all(lesser)).message).toBe('named reason')
  })
})

describe('no message is found', () => {
  it.each(silent)('in %s', (name) => {
    for (const value of [{ [name]: 'a part of the request' }, { [name]: { message: 'a part of the request' } }]) {
      expect(parse(value).message).toBe(JSON.stringify(value))
    }
  })

  it.each([
    { unheard_of: 'word' },
    { unheard_of: ' word ' },
    { unheard_of: 5 },
    ...[...wrapped, ...messages, ...findings].map((name) => ({ [name]: ' ' })),
  ])('in %j', (value) => {
    expect(parse(value).message).toBe(JSON.stringify(value).replaceAll(/\s+/g, ' '))
  })

  it('beyond the first ten parts, 200 levels and 2000 values', () => {
    const parts = (count: number): object =>
      Object.fromEntries([...Array(count).keys()].map((index) => [`x${index}`, index]))
    expect(parse({ ...parts(9), late: 'the whole reason' }).message).toBe('the whole reason')
    expect(parse({ ...parts(10), late: 'the whole reason' }).message).toMatch(/^\{/)
    const nested = (levels: number): object => (levels === 0 ? { message: 'deep' } : { error: nested(levels - 1) })
    expect(parse(nested(199)).message).toBe('deep')
    expect(parse(nested(200)).message).toMatch(/^\{/)
  })
})
