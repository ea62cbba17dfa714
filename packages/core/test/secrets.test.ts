import { describe, expect, it } from 'vitest'
import { AzureMLEndpointClient, type EndpointOptions } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter as contentFormatter } from '@azureml-endpoints/formatters-openai'
import { limits } from '../src/errors/limits.ts'
import { redactCut, redactValue } from '../src/redaction/redact-values.ts'
import { Secrets } from '../src/redaction/secrets.ts'

const secret = 'zq7xw-vp3mn9-tr5kl'
const secrets = new Secrets()
const hello = { messages: [{ role: 'user' as const, content: 'Hello' }] }
secrets.add(secret)

describe('the secrets of a client', () => {
  it('are kept for ever, its tokens until 32 others have come', () => {
    const all = new Secrets()
    all.add(secret)
    const tokens = Array.from({ length: 40 }, (_, index) => `token-number-${index + 10}`)
    for (const token of tokens) all.addToken(token)
    all.addToken(tokens.at(-1) ?? '')
    expect(all.redact(secret)).toBe('<redacted>')
    expect(tokens.filter((token) => all.redact(token) === token)).toEqual(tokens.slice(0, 8))
  })

  it('stay secrets of the client if they are its tokens too', () => {
    const all = new Secrets()
    all.add(secret)
    all.addToken(secret)
    for (let index = 0; index < 40; index++) all.addToken(`token-number-${index}`)
    expect(all.redact(secret)).toBe('<redacted>')
  })

  it('are found by those of a call, even if they are added during it', () => {
    const client = new Secrets()
    const call = client.with(['secret-of-a-call'])
    expect(call.redact('late-token secret-of-a-call')).toBe('late-token <redacted>')
    client.addToken('late-token')
    expect(call.redact('late-token secret-of-a-call')).toBe('<redacted> <redacted>')
    expect([...call.redactHeaders(new Headers({ 'x-late-token': '1', a: 'b' }))]).toEqual([['a', 'b']])
    expect(client.redact('secret-of-a-call')).toBe('secret-of-a-call')
    expect(client.with([])).toBe(client)
  })

  it.each<[string, (client: () => AzureMLEndpointClient) => unknown, Partial<EndpointOptions>?]>([
    ['a header of a call', (client) => client().chat(hello, { headers: { 'x-api-key': '<redacted>' } })],
    ['a scheme', (client) => client().chat(hello, { headers: { authorization: 'Bearer <redacted>' } })],
    ['a body parameter of a call', (client) => client().chat({ ...hello, modelKwargs: { api_key: '<redacted>' } })],
    ['a key', (client) => client(), { endpointApiKey: '<redacted>' }],
    ['a token', (client) => client().chat(hello), { endpointApiKey: () => '<redacted>' }],
    ['a header', (client) => client(), { headers: { 'x-api-key': '<redacted>' } }],
    ['a body parameter', (client) => client(), { modelKwargs: { sources: [{ password: '<redacted>' }] } }],
  ])('are not sent as what traces show in their place: %s', async (_name, call, options) => {
    const requests: unknown[] = []
    const fetch = async (...request: unknown[]): Promise<Response> => {
      requests.push(request)
      return Response.json({ choices: [{ message: { content: 'Yes.' } }] })
    }
    const endpoint = { endpointUrl: 'https://e.x/v1/chat/completions', endpointApiKey: 'key', contentFormatter, fetch }
    const client = (): AzureMLEndpointClient => new AzureMLEndpointClient({ ...endpoint, ...options })
    await expect((async () => call(client))()).rejects.toThrow(
      'is `<redacted>`, as traces and serialized models show it',
    )
    expect(requests).toEqual([])
  })

  it('have at least six characters, and are no ordinary words of fewer than 16', () => {
    const all = new Secrets()
    for (const one of ['12345', '123456']) all.add(one)
    const call = all.with([
      'dark',
      'darkmode',
      'dark mode_on',
      'darkmodeandligh',
      'darkmodeandlight',
      'darkmode1',
      'Darkmode',
    ])
    for (const kept of ['12345', 'dark', 'darkmode', 'dark mode_on', 'darkmodeandligh'])
      expect(call.redact(kept)).toBe(kept)
    for (const hidden of ['123456', 'darkmodeandlight', 'darkmode1', 'Darkmode']) {
      expect(call.redact(`a ${hidden} b`)).toBe('a <redacted> b')
    }
  })

  it('are redacted in labels, of which 1000 characters are kept', () => {
    const label = 'x'.repeat(1000)
    expect([secrets.redactLabel(label), secrets.redactLabel(`${label}y`)]).toEqual([label, label])
    expect(secrets.redactLabel(`a ${secret}`)).toBe('a <redacted>')
    expect(secrets.redactLabel(`${'x'.repeat(990)}${secret}`)).toBe('<redacted>')
  })

  it('are redacted in the headers of an answer, and a name that has one is left out', () => {
    const headers = new Headers({ a: `1 ${secret}`, b: '2', [`x-${secret}`]: '3' })
    expect([...secrets.redactHeaders(headers)]).toEqual([
      ['a', '1 <redacted>'],
      ['b', '2'],
    ])
    const clean = new Headers({ b: '2' })
    expect(secrets.redactHeaders(clean)).toBe(clean)
    expect(headers.get('a')).toContain(secret)
  })

  it('are redacted in the headers of a request, by name or by content, with the scheme kept', () => {
    const sent = { authorization: 'Bearer x', 'x-api-key': 'y', cookie: 'z', 'x-a': secret, 'x-b': 'b' }
    expect(Object.fromEntries(secrets.redactRequestHeaders(new Headers(sent)))).toEqual({
      authorization: 'Bearer <redacted>',
      'x-api-key': '<redacted>',
      cookie: '<redacted>',
      'x-a': '<redacted>',
      'x-b': 'b',
    })
    expect(secrets.redactRequestHeaders(new Headers({ authorization: 'Basic x' })).get('authorization')).toBe(
      'Basic <redacted>',
    )
  })
})

describe('a value', () => {
  it('is the same if it is clean, else a copy with names and texts redacted', () => {
    const clean = { a: ['b', 1, null, true] }
    expect(redactValue(secrets, clean)).toBe(clean)
    expect(redactValue(secrets, { [secret]: [secret, new URL(`https://a.test/?x=${secret}`)], b: 1 })).toEqual({
      '<redacted>': ['<redacted>', 'https://a.test/?x=<redacted>'],
      b: 1,
    })
  })

  it('has its deepest parts left out, and is a text if it is huge', () => {
    const deep = JSON.parse(`${'['.repeat(limits.nesting + 2)}${']'.repeat(limits.nesting + 2)}`) as unknown
    expect(JSON.stringify(redactValue(secrets, deep))).toContain('<nested too deeply>')
    const huge = redactValue(secrets, { a: secret, b: 'x'.repeat(4 * 2 ** 20) }) as string
    expect([huge.slice(0, 20), huge.length < 2 * limits.errorBody]).toEqual(['{"a":"<redacted>","b', true])
  })

  it('that was cut has no start of a secret', () => {
    expect(redactCut(secrets, `a ${secret.slice(0, 9)}`)).toBe('a <redacted>')
    expect(redactCut(secrets, `a ${secret.slice(0, 6)}`)).toBe('a <redacted>')
    expect(redactCut(secrets, `a ${secret.slice(0, 5)}`)).toBe(`a ${secret.slice(0, 5)}`)
    expect(redactCut(secrets, `a ${secret.slice(0, 8)} b`)).toBe('a <redacted> b')
    expect(redactCut(secrets, `a ${secret.slice(0, 7)} b`)).toBe(`a ${secret.slice(0, 7)} b`)
  })
})
