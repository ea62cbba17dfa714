import { describe, expect, it } from 'vitest'
import { limits } from '../../src/errors/limits.ts'
import { decodedLayers, decodedTexts } from '../../src/redaction/encoded-text.ts'
import { redactCutText, redactLongText } from '../../src/redaction/redact-cut.ts'
import {
  formsOf,
  mapTexts,
  maxDecoded,
  redactText,
  withoutRanges,
  withoutValues,
} from '../../src/redaction/redact-text.ts'

const secret = 'zq7xw-vp3mn9-tr5kl'
const forms = formsOf(secret)

describe('escapes are decoded', () => {
  const named = `amp& apos' ast* colon: comma, commat@ dollar$ equals= excl! gt> hyphen- lowbar_ lpar( lt< num# percnt% period. plus+ quest? quot" rpar) semi; sol/ tilde~`
  it.each<[text: string, decoded: string]>([
    ['\\u0041\\u00E9\\u00e9', 'Aéé'],
    ['\\x41\\xe9', 'Aé'],
    [`\\"\\'\\\\\\/`, `"'\\/`],
    ['%41%2b', 'A+'],
    ['&#65;&#1114111;', 'A\u{10FFFF}'],
    ['&#x41;&#X41;&#x10ffff;', 'AA\u{10FFFF}'],
    ...named.split(' ').map((one): [string, string] => [`&${one.slice(0, -1)};`, one.slice(-1)]),
    ['&QUOT;&Lt;', '"<'],
    ['x%41y&#65;z', 'xAyAz'],
  ])('%s is %s', (text, decoded) => {
    expect([...decodedTexts(text)].slice(0, 2)).toEqual([text, decoded])
    expect([...decodedLayers(text)].map((layer) => layer.text)).toEqual([...decodedTexts(text)])
  })

  it.each([
    '\\u004',
    '\\x4',
    '\\n',
    '%4',
    '%4g',
    '&#12345678;',
    '&#1114112;',
    '&#x1234567;',
    '&#x110000;',
    '&x;',
    '&nbsp;',
    '&#;',
    'amp;',
  ])('%s stays', (text) => {
    expect([...decodedTexts(text)]).toEqual([text])
    expect([...decodedLayers(text)].map((layer) => layer.text)).toEqual([text])
  })

  it('with the position of each character', () => {
    expect([...decodedLayers('a%2541b&nbsp;&#65;')]).toEqual([
      { text: 'a%2541b&nbsp;&#65;', starts: Array.from({ length: 19 }, (_, index) => index) },
      { text: 'a%41b&nbsp;A', starts: [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 18] },
      { text: 'aAb&nbsp;A', starts: [0, 1, 6, 7, 8, 9, 10, 11, 12, 13, 18] },
    ])
    expect([...decodedLayers('&#x1f600;x')].at(-1)?.starts).toEqual([0, 0, 9, 10])
  })

  it('in five layers', () => {
    const text = `%${'25'.repeat(6)}41`
    for (const layers of [[...decodedTexts(text)], [...decodedLayers(text)].map((layer) => layer.text)]) {
      expect(layers).toEqual([6, 5, 4, 3, 2, 1].map((count) => `%${'25'.repeat(count)}41`))
    }
  })
})

describe('the forms of a secret', () => {
  it('are itself, its decoded texts, its bytes, and its base64', () => {
    expect(formsOf('abc+def/?')).toEqual(
      expect.arrayContaining(['abc+def/?', btoa('abc+def/?'), btoa('abc+def/?').replaceAll('/', '_')]),
    )
    expect(formsOf('sécret%41')).toEqual(expect.arrayContaining(['sécret%41', 'sécretA', 's\u00c3\u00a9cret%41']))
    expect(formsOf('zq7xwv')).toEqual(['zq7xwv', btoa('zq7xwv')])
    expect(formsOf('12345')).toEqual([])
    for (const before of ['', 'a', 'ab', 'abc']) {
      const encoded = btoa(`${before}${secret}after`)
      expect(forms.filter((form) => encoded.includes(form))).toHaveLength(1)
    }
  })
})

describe('a text', () => {
  it.each<[text: string, shown: string]>([
    ['', ''],
    ['plain', 'plain'],
    [secret, '<redacted>'],
    [`a ${secret} b ${secret}${secret} c`, 'a <redacted> b <redacted><redacted> c'],
    [`a ${btoa(secret)} b`, `a <redacted> b`],
    [`a%20${secret.replaceAll('-', '%2D')}%20b`, 'a%20<redacted>%20b'],
    [`&lt;${secret}&gt;`, '&lt;<redacted>&gt;'],
  ])('%j is shown as %j', (text, shown) => {
    expect(redactText(text, forms)).toBe(shown)
  })

  it('with quotes in its secret is redacted if they are escaped', () => {
    expect(redactText('x pass\\"word1 y', formsOf('pass"word1'))).toBe('x <redacted> y')
    expect(redactText("x pass\\'word1 y", formsOf("pass'word1"))).toBe('x <redacted> y')
    expect(redactText('x pass\\\\word1 y', formsOf('pass\\word1'))).toBe('x <redacted> y')
  })

  it('that is too long to be decoded is dropped, or cut, if it may have one', () => {
    const long = 'x'.repeat(maxDecoded)
    const exact = `${secret}${long.slice(secret.length)}`
    expect(redactText(exact, forms)).toBe(`<redacted>${long.slice(secret.length)}`)
    expect(redactText(`${secret}${long}`, forms)).toBe('<redacted>')
    expect(redactText(`${long}y`, forms)).toBe(`${long}y`)
    expect(redactLongText(exact, forms)).toBe(`<redacted>${long.slice(secret.length)}`)
    expect(redactLongText(`${long}y`, forms)).toBe(`${long}y`)
    expect(redactLongText(`${secret}${long}`, forms)).toBe(`<redacted>${long.slice(secret.length)}…`)
    expect(redactLongText(`${long.slice(9)}${secret}`, forms)).toBe(`${long.slice(9)}<redacted>…`)
  })

  it.each<[text: string, shown: string]>([
    [`a ${secret.slice(0, 7)} b`, `a ${secret.slice(0, 7)} b`],
    [`a ${secret.slice(0, 8)} b ${secret.slice(0, 12)}c`, 'a <redacted> b <redacted>c'],
    [`a ${secret.slice(0, 5)}`, `a ${secret.slice(0, 5)}`],
    [`a ${secret.slice(0, 6)}`, 'a <redacted>'],
    [`a ${secret.slice(0, 17)}`, 'a <redacted>'],
    [`a ${secret}`, 'a <redacted>'],
    [`a %7A${secret.slice(1, 6)}`, 'a <redacted>'],
    ...['\\', '\\u', '\\u00', '\\u004', '\\x', '\\x4', '%', '%4', '&', '&#', '&#x4', '&quo'].map(
      (cut): [string, string] => [`a ${secret.slice(0, 6)}${cut}`, 'a <redacted>'],
    ),
    [`a ${secret.slice(0, 6)}$`, `a ${secret.slice(0, 6)}$`],
  ])('that was cut, %j, is shown as %j', (text, shown) => {
    expect(redactCutText(text, forms)).toBe(shown)
  })

  it('that was cut shows the start of a short secret, unless at its end', () => {
    const short = ['abcdefghijklmno']
    expect(redactCutText('x abcdefghij y', short)).toBe('x abcdefghij y')
    expect(redactCutText('x abcdefghij', short)).toBe('x <redacted>')
    expect(redactCutText('x abcdefgh y', ['abcdefghijklmnop'])).toBe('x <redacted> y')
  })

  it.each<[ranges: [number, number][], shown: string]>([
    [[], '0123456789'],
    [
      [
        [7, 9],
        [1, 3],
      ],
      '0<redacted>3456<redacted>9',
    ],
    [
      [
        [1, 5],
        [3, 7],
      ],
      '0<redacted>789',
    ],
    [
      [
        [1, 7],
        [2, 4],
        [5, 6],
      ],
      '0<redacted>789',
    ],
    [
      [
        [1, 3],
        [3, 5],
      ],
      '0<redacted><redacted>56789',
    ],
    [[[0, 10]], '<redacted>'],
  ])('without the parts %j is %s', (ranges, shown) => {
    expect(withoutRanges('0123456789', ranges)).toBe(shown)
  })
})

describe('the texts of a value', () => {
  const upper = (text: string): string => text.toUpperCase()

  it('are changed, with its names unless told otherwise', () => {
    const date = new Date(0)
    const value = { a: ['b', 1, null, true, undefined, date], c: new URL('https://x.test/') }
    expect(mapTexts(value, upper)).toEqual({ A: ['B', 1, null, true, undefined, date], C: 'HTTPS://X.TEST/' })
    expect(mapTexts(value, upper, (key) => key)).toMatchObject({
      a: ['B', 1, null, true, undefined, date],
      c: 'HTTPS://X.TEST/',
    })
    expect(mapTexts('a', upper)).toBe('A')
  })

  it('are changed once for each object, and a circle is named', () => {
    const shared = { a: 'b' }
    const circle: Record<string, unknown> = { one: shared, other: shared }
    circle['self'] = circle
    const copy = mapTexts(circle, upper, (key) => key) as Record<string, unknown>
    expect(copy).toEqual({ one: { a: 'B' }, other: { a: 'B' }, self: '<circular>' })
    expect(copy['one']).toBe(copy['other'])
  })

  it('are changed 256 levels deep', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'a' : [nested(levels - 1)])
    const textOf = (value: unknown): unknown => (Array.isArray(value) ? textOf(value[0]) : value)
    expect(textOf(mapTexts(nested(limits.nesting), upper))).toBe('A')
    expect(textOf(mapTexts(nested(limits.nesting + 1), upper))).toBe('<nested too deeply>')
  })

  it('are replaced that are exactly a secret, or have it in a URL', () => {
    const value = { k1: ['k1', 'k1 ', 'https://u:k1@x.test?sig=k2&code=k3'] }
    expect(withoutValues(value, ['k1', 'k2'])).toEqual({
      k1: ['<redacted>', 'k1 ', 'https://u:<redacted>@x.test?sig=<redacted>&code=k3'],
    })
    expect(withoutValues(value, [])).toBe(value)
  })
})
