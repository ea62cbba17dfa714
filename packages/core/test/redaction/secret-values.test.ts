import { describe, expect, it } from 'vitest'
import { redactParameters, secretsInParameters } from '../../src/redaction/secret-parameters.ts'
import { replaceInUrl } from '../../src/redaction/secret-urls.ts'
import { secretsInHeaders, secretsInUrl, shownUrl } from '../../src/redaction/secret-values.ts'

describe('the secrets in headers', () => {
  it.each<[name: string, value: unknown, secrets: readonly string[]]>([
    ['x-a', 'plain', []],
    ['x-api-key', 5, []],
    ['x-api-key', 'k', ['k']],
    ...'apikey bearer Bearer digest key negotiate SharedAccessSignature token'
      .split(' ')
      .map((scheme): [string, string, string[]] => ['authorization', `${scheme}  k1`, ['k1']]),
    ['authorization', 'other k1', ['other k1']],
    ['authorization', 'bearerk1', ['bearerk1']],
    ['authorization', 'x bearer k1', ['x bearer k1']],
    ['authorization', `Basic ${btoa('user:pass:word')}`, [btoa('user:pass:word'), 'user:pass:word', 'pass:word']],
    ['authorization', `basic ${btoa('user')}`, [btoa('user'), 'user', 'user']],
    ['authorization', 'Basic ~', ['~']],
    ['authorization', 'Bearer a=1&sig=s1; token="t1", b=2', ['a=1&sig=s1; token="t1", b=2', 's1', 't1']],
    ['authorization', 'Bearer sig="a"b', ['sig="a"b', '"a"b']],
    ['cookie', 'a=1;  session="s1"; b==2;c', ['a=1;  session="s1"; b==2;c', '1', 's1', '=2', '']],
    ['Set-Cookie', 'a=1, b', ['a=1, b', '1, b']],
  ])('%s: %j are %j', (name, value, secrets) => {
    expect(secretsInHeaders({ [name]: value })).toEqual(secrets)
  })

  it('are those of all headers', () => {
    expect(secretsInHeaders({ a: '1', 'api-key': 'k1', token: 'k2' })).toEqual(['k1', 'k2'])
    expect(secretsInHeaders(undefined)).toEqual([])
  })
})

const run = 'abcdefghij0123456789'

describe('the secrets in a URL', () => {
  it.each<[query: string, secrets: readonly string[], shown: string]>([
    ['', [], ''],
    ['?', [], ''],
    ['?a=1&b', [], '?a=1&b'],
    ['?code=a%20b+c', ['a%20b+c', 'a b c'], '?code=<redacted>'],
    ['?a=1&si%67=x&b=2', ['x', 'x'], '?a=1&si%67=<redacted>&b=2'],
    ['?sig=a=b', ['a=b', 'a=b'], '?sig=<redacted>'],
    ['?sig=', [], '?sig='],
    ['?code=%', ['%', '%'], '?code=<redacted>'],
    [`?x=${run}`, [run, run], '?x=<redacted>'],
    [`?x=a-${run.toUpperCase()}`, [`a-${run.toUpperCase()}`, `a-${run.toUpperCase()}`], '?x=<redacted>'],
    [`?${run}`, [run, run], '?<redacted>'],
    [`?x=${run.slice(1)}`, [], `?x=${run.slice(1)}`],
    ['?x=abcdefghijabcdefghij', [], '?x=abcdefghijabcdefghij'],
    ['?x=01234567890123456789', [], '?x=01234567890123456789'],
    ['?x=abcdefghijabcdefghij-01234567890123456789', [], '?x=abcdefghijabcdefghij-01234567890123456789'],
  ])('with the query %j are %j', (query, secrets, shown) => {
    const url = new URL(`https://user:pw@a.test/p${query}#f`)
    expect(secretsInUrl(url)).toEqual(secrets)
    expect(shownUrl(url)).toBe(`https://a.test/p${shown}`)
  })

  it.each<[text: string, replaced: string]>([
    ['https://a.test', 'https://a.test'],
    ['https://user:p:w@a.test/x@y', 'https://user:[p:w]@a.test/x@y'],
    ['https://user@a.test', 'https://[user]@a.test'],
    ['https://user:p@w@a.test?x=a@b', 'https://user:[p@w]@a.test?x=a@b'],
    ['https://user:@a.test', 'https://user:@a.test'],
    ['https://@a.test', 'https://@a.test'],
    ['https://u@a.test:80/:', 'https://[u]@a.test:80/:'],
    ['https://a.test/b@c:d', 'https://a.test/b@c:d'],
    ['https://a.test?x=b@c', 'https://a.test?x=b@c'],
    ['https://a.test#x@y', 'https://a.test#x@y'],
    ['a+b-c.d1://u:p@a.test', 'a+b-c.d1://u:[p]@a.test'],
    [`${'a'.repeat(21)}://u:p@a.test`, `${'a'.repeat(21)}://u:[p]@a.test`],
    [`${'a'.repeat(22)}://u:p@a.test`, `${'a'.repeat(22)}://u:p@a.test`],
    ['1a://u:p@a.test', '1a://u:p@a.test'],
    ['see https://u:p@a.test', 'see https://u:p@a.test'],
    ['https://a.test?a=1&sig=s1;code=s2#token=s3&b=2', 'https://a.test?a=1&sig=[s1];code=[s2]#token=[s3]&b=2'],
    ['https://a.test?si%67=s1', 'https://a.test?si%67=[s1]'],
    ['https://a.test?my+sig=s1=2', 'https://a.test?my+sig=[s1=2]'],
    ['https://a.test?sig=&code', 'https://a.test?sig=&code'],
    ['https://a.test/?%=x&sig%=s1', 'https://a.test/?%=x&sig%=[s1]'],
    ['mailto:a?sig=x', 'mailto:a?sig=x'],
  ])('%s are replaced: %s', (text, replaced) => {
    expect(replaceInUrl(text, (secret) => `[${secret}]`)).toBe(replaced)
  })
})

describe('the secrets in parameters', () => {
  const bracketed = (secret: string): string => `[${secret}]`
  it.each<[parameters: object, redacted: object]>([
    [
      { api_key: 'a', list: [{ token: 'b' }, 'c'] },
      { api_key: '[a]', list: [{ token: '[b]' }, 'c'] },
    ],
    [
      { password: { value: 'a', list: ['b', 5, null, true] } },
      { password: { value: '[a]', list: ['[b]', 5, null, true] } },
    ],
    [
      {
        auth: {
          ...Object.fromEntries(
            'endpoint format kind mode name scheme type url Type'.split(' ').map((name) => [name, 'x']),
          ),
          x: 'a',
        },
      },
      {
        auth: {
          ...Object.fromEntries(
            'endpoint format kind mode name scheme type url Type'.split(' ').map((name) => [name, 'x']),
          ),
          x: '[a]',
        },
      },
    ],
    [{ auth: { names: 'a', api_key: 'b' } }, { auth: { names: '[a]', api_key: '[b]' } }],
    [{ a: 'https://u:p@a.test?sig=s' }, { a: 'https://u:[p]@a.test?sig=[s]' }],
    [{ auth: { url: 'https://u:p@a.test' } }, { auth: { url: 'https://u:[p]@a.test' } }],
    [{ a: new URL('https://u:p@a.test/') }, { a: 'https://u:[p]@a.test/' }],
    [{ api_key: new URL('https://a.test/') }, { api_key: '[https://a.test/]' }],
    ...['$defs', 'definitions', 'patternProperties', 'properties'].map((name): [object, object] => [
      { [name]: { api_key: 'a' }, token: 'b' },
      { [name]: { api_key: 'a' }, token: '[b]' },
    ]),
  ])('%j are replaced: %j', (parameters, redacted) => {
    expect(redactParameters(parameters, bracketed)).toStrictEqual(redacted)
    const marked = JSON.stringify(redacted).matchAll(/\[([a-z][^\]]*)\]/g)
    expect(secretsInParameters(parameters)).toEqual([...marked].map(([, secret]) => secret))
  })

  it.each([{}, { a: 'b', n: 1, list: ['c'] }, { max_tokens: '5' }, 'text', null, undefined, 5])(
    '%j have none and stay what they are',
    (parameters) => {
      expect(redactParameters(parameters, bracketed)).toBe(parameters)
      expect(secretsInParameters(parameters)).toEqual([])
    },
  )

  it('are left out where there is no replacement, and in a URL too', () => {
    const parameters = { a: 'x', api_key: 'b', list: [{ token: 'c', d: 1 }], url: 'https://u:p@a.test' }
    const expected = { a: 'x', list: [{ d: 1 }], url: 'https://u:@a.test' }
    expect(redactParameters(parameters)).toStrictEqual(expected)
    expect(redactParameters(parameters, () => undefined)).toStrictEqual(expected)
  })

  it('are replaced in each object once, however often it is referred to', () => {
    const shared = { x: 'a', api_key: 'b' }
    const circle: Record<string, unknown> = { one: shared, other: shared, auth: shared, token: 't' }
    circle['self'] = circle
    const copy = redactParameters(circle, bracketed) as Record<string, unknown>
    expect(copy['self']).toBe(copy)
    expect(copy['other']).toBe(copy['one'])
    expect([copy['one'], copy['auth']]).toEqual([
      { x: 'a', api_key: '[b]' },
      { x: '[a]', api_key: '[b]' },
    ])
  })

  it('are found in what is sent, 256 levels deep; deeper values are left out', () => {
    expect(secretsInParameters({ a: { toJSON: () => ({ api_key: 'k' }) } })).toEqual(['k'])
    const nested = (levels: number): object => (levels === 0 ? { api_key: 'k' } : { a: nested(levels - 1) })
    expect(secretsInParameters(nested(256))).toEqual(['k'])
    expect(secretsInParameters(nested(257))).toEqual([])
    const deep = [255, 256].map((levels) =>
      JSON.stringify(redactParameters({ token: 't', deep: nested(levels) }, bracketed)),
    )
    expect(deep.map((text) => text.includes('"api_key":"[k]"'))).toEqual([true, false])
    expect(deep[1]).toContain('{"a":{}}')
  })

  it('may be under the name __proto__', () => {
    const parameters = JSON.parse('{"__proto__":{"api_key":"a"}}') as object
    const copy = redactParameters(parameters, bracketed)
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"api_key":"[a]"}}')
    expect(Object.getOwnPropertyDescriptor(copy, '__proto__')).toMatchObject({
      configurable: true,
      enumerable: true,
      writable: true,
    })
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  })
})
