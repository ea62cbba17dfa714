import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { type RecordedRequest, escapeLine, escapeText } from '../src/index.ts'
import { describeRequest } from '../src/terminal/request-log.ts'

const bidirectional = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]
const below00A0 = Array.from({ length: 0xa0 }, (_, code) => code)
const dangerous = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const hidden = [
  ...below00A0.filter((code) => code !== 9 && dangerous.test(String.fromCharCode(code))),
  0x2028,
  0x2029,
  ...bidirectional,
]
const plain = [
  '\t',
  ...below00A0.map((code) => String.fromCharCode(code)).filter((one) => !dangerous.test(one)),
  '\u00A0',
  'é',
  '日本',
  '👩‍👩‍👧‍👦',
  'שלום',
  '\u200F',
]

describe('control characters', () => {
  it.each(hidden)('U+%i is escaped as in JSON', (code) => {
    const character = String.fromCharCode(code)
    const line = escapeLine(`a${character}b`)
    expect(line).not.toMatch(dangerous)
    expect(JSON.parse(`"${line}"`)).toBe(`a${character}b`)
    expect(escapeText(`a${character}b`)).toBe(code === 10 ? 'a\nb' : line)
  })

  it.each(plain)('%j is kept', (text) => {
    expect([escapeLine(text), escapeText(text)]).toEqual([text, text])
  })

  it('are escaped without changing the value of JSON', () => {
    const value = { text: hidden.map((code) => String.fromCharCode(code)).join('') }
    const json = escapeText(JSON.stringify(value, null, 2))
    expect(json.replaceAll('\n', '')).not.toMatch(dangerous)
    expect(JSON.parse(json)).toEqual(value)
  })

  it.each(['\u001B', '\r', '\r\n', '\u202E', 'a'])('are escaped in linear time: %j', async (text) => {
    const work: SizedWork = (size) => {
      const repeated = text.repeat(size)
      return () => escapeText(escapeLine(repeated))
    }
    expect(await tooFastGrowth(work)).toBeUndefined()
  })
})

/** The colours of the log itself. */
const ours = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')

describe('a line of the request log', () => {
  const places = ['method', 'url', 'deployment', 'endpoint', 'prompt'] as const
  const cases = places.flatMap((place) => hidden.map((code) => [place, code] as const))

  it.each(cases)('shows no control character of the %s: U+%i', (place, code) => {
    const text = `a${String.fromCharCode(code)}b`
    const request: RecordedRequest = {
      method: place === 'method' ? text : 'POST',
      url: place === 'url' ? text : '/score',
      path: '/score',
      query: {},
      headers: {},
      body: { prompt: place === 'prompt' ? text : 'x' },
      text: '',
      time: new Date(0),
      deployment: place === 'deployment' ? text : undefined,
      endpoint: place === 'endpoint' ? text : undefined,
      status: 200,
    }
    expect(describeRequest(request, 1).replaceAll(ours, '')).not.toMatch(dangerous)
  })

  it('is short, whatever the prompt', () => {
    const body = { prompt: '👩'.repeat(1_000_000) }
    const request = {
      method: 'POST',
      url: `/${'a'.repeat(100_000)}`,
      path: '/',
      query: {},
      headers: {},
      body,
      text: '',
      time: new Date(0),
    }
    expect(describeRequest(request, 1).length).toBeLessThan(2_300)
  })
})
