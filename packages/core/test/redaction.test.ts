import { ConfigurationError, type EndpointOptions, isSecretName } from '@azureml-endpoints/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, clientOf, collect, hello, sse } from './client-of.ts'
import { findSecret } from './secret-search.ts'

const hex = (character: string, digits: number): string => character.charCodeAt(0).toString(16).padStart(digits, '0')

/** Ways to write a character inside a JSON string. */
const jsonEscapes: readonly ((character: string) => string)[] = [
  (character) => JSON.stringify(character).slice(1, -1),
  (character) => `\\u${hex(character, 4)}`,
  (character) => `\\u${hex(character, 4).toUpperCase()}`,
  (character) => (character === '/' ? '\\/' : JSON.stringify(character).slice(1, -1)),
]

/** Ways to encode a text before it is put into a JSON string. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'URL-encoded': (text) => [...text].map((one) => (/[\w.~-]/.test(one) ? one : `%${hex(one, 2)}`)).join(''),
  'URL-encoded throughout': (text) => [...text].map((one) => `%${hex(one, 2).toUpperCase()}`).join(''),
  'HTML, named': (text) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('+', '&plus;'),
  'HTML, decimal': (text) => [...text].map((one) => `&#${one.charCodeAt(0)};`).join(''),
  'HTML, hexadecimal': (text) => [...text].map((one) => `&#x${hex(one, 2)};`).join(''),
  base64: (text) => btoa(text),
  'base64 of a header': (text) => btoa(`Bearer ${text}`),
  'base64 of a user': (text) => btoa(`user:${text}`),
  base64url: (text) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  'JSON once more': (text) => JSON.stringify({ said: text }),
  'JSON twice more': (text) => JSON.stringify({ said: JSON.stringify({ said: text }) }),
}

/** Places for a message in a body or an event; `text` is the inside of a JSON string. */
const places: Readonly<Record<string, (text: string) => string>> = {
  message: (text) => `{"error":{"message":"bad ${text}"}}`,
  code: (text) => `{"error":{"code":"${text}","message":"bad"}}`,
  type: (text) => `{"error":{"type":"${text}"}}`,
  'flat message': (text) => `{"object":"error","message":"bad ${text}"}`,
  detail: (text) => `{"error":true,"detail":[{"loc":["body","${text}"],"msg":"bad ${text}","input":"${text}"}]}`,
  'input alone': (text) => `{"error":true,"detail":[{"input":{"key":"${text}"}}]}`,
  'details by place': (text) => `{"error":true,"errors":{"key":["${text}"]}}`,
  'an inner error': (text) => `{"error":{"error":{"error":{"message":"${text}"}}}}`,
  'a name': (text) => `{"error":{"message":"bad","${text}":1}}`,
  'a list': (text) => `{"error":[["${text}"]]}`,
  'a filter': (text) => `{"error":{"message":"bad","innererror":{"content_filter_result":{"x":"${text}"}}}}`,
  'text beside it': (text) => `{"error":"bad ${text}"}`,
  'JSON and more': (text) => `{"error":{"message":"bad"}} "${text}"`,
  'an answer of another format': (text) => `{"unknown":{"key":"${text}"}}`,
  'a page': (text) => `<html><title>${text}</title><body>${text}</body></html>`,
  'plain text': (text) => `bad key ${text}`,
}

/** Ways in which a body arrives. */
const arrivals: Readonly<Record<string, (body: string) => { response: () => Response; method: 'chat' | 'stream' }>> = {
  'status 401': (body) => ({ response: () => new Response(body, { status: 401 }), method: 'chat' }),
  'status 424, streamed': (body) => ({ response: () => new Response(body, { status: 424 }), method: 'stream' }),
  'under 200': (body) => ({ response: () => new Response(body), method: 'chat' }),
  'under 200, streamed': (body) => ({ response: () => new Response(body), method: 'stream' }),
  'an event': (body) => ({ response: () => streamOf(`data: ${body}\n\n`), method: 'stream' }),
  'an event named error': (body) => ({ response: () => streamOf(`event: error\ndata: ${body}\n\n`), method: 'stream' }),
  'byte by byte': (body) => ({
    response: () => new Response(bodyOf(body), { status: 500 }),
    method: 'chat',
  }),
}

function streamOf(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}

/** Sources of the secrets of a call. */
const sources: Readonly<Record<string, (secret: string) => { options: Partial<EndpointOptions>; call: object }>> = {
  'a key': (secret) => ({ options: { endpointApiKey: secret }, call: {} }),
  'a function': (secret) => ({ options: { endpointApiKey: () => secret }, call: {} }),
  'a credential': (secret) => ({
    options: {
      endpointApiKey: undefined,
      credential: { getToken: async () => ({ token: secret, expiresOnTimestamp: Date.now() + 1e7 }) },
    },
    call: {},
  }),
  'a header of the client': (secret) => ({ options: { headers: { authorization: `Bearer ${secret}` } }, call: {} }),
  'a header of the call': (secret) => ({ options: {}, call: { headers: { 'x-api-key': secret } } }),
  'a cookie': (secret) => ({ options: {}, call: { headers: { cookie: `a=1; session=${secret}` } } }),
  'basic authentication': (secret) => ({
    options: {},
    call: { headers: { authorization: `Basic ${btoa(`user:${secret}`)}` } },
  }),
  'the query': (secret) => ({
    options: { endpointUrl: `https://my-ep.example.org/v1/chat/completions?a=1&code=${encodeURIComponent(secret)}` },
    call: {},
  }),
  'modelKwargs of the client': (secret) => ({ options: { modelKwargs: { a: { apiKey: secret } } }, call: {} }),
}

const secretText = fc
  .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 8, maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes))
  // Told apart from any word of ours, and not itself an escape of something else.
  .map((text) => `Sk${text.replace(/[\\%&;]/g, '+')}9/`)

async function visibleValues(
  source: string,
  secret: string,
  arrival: string,
  body: string,
): Promise<readonly unknown[]> {
  const { options, call } = (sources[source] as (typeof sources)[string])(secret)
  const { response, method } = (arrivals[arrival] as (typeof arrivals)[string])(body)
  const events: unknown[] = []
  const hook = (event: unknown): void => void events.push(event)
  const client = clientOf(response, { ...options, onRequest: hook, onResponse: hook, onRetry: hook })
  if (method === 'stream') return [...events, await collect(client.stream(hello, call))]
  return [...events, await client.chat(hello, call).catch((error: unknown) => error)]
}

describe('a secret that the endpoint echoes is always redacted', () => {
  it.each(Object.keys(sources))('when it is %s', async (source) => {
    await fc.assert(
      fc.asyncProperty(
        secretText,
        fc.constantFrom(...Object.keys(encodings)),
        fc.constantFrom(...Object.keys(places)),
        fc.constantFrom(...Object.keys(arrivals)),
        fc.array(fc.constantFrom(...jsonEscapes), { minLength: 1, maxLength: 8 }),
        async (secret, encoding, place, arrival, escapes) => {
          const encoded = (encodings[encoding] as (text: string) => string)(secret)
          const text = [...encoded].map((one, index) =>
            (escapes[index % escapes.length] as (one: string) => string)(one),
          )
          const body = (places[place] as (text: string) => string)(text.join(''))
          for (const one of await visibleValues(source, secret, arrival, body)) {
            expect(findSecret(one, secret), `${encoding} · ${place} · ${arrival} · ${body}`).toBeUndefined()
          }
        },
      ),
      { numRuns: 250 },
    )
  })

  it.each(Object.keys(arrivals))('in every encoding and place: %s', async (arrival) => {
    const secret = 'Sk-Az+9/Xy=8.Q~2_w'
    for (const [encoding, encode] of Object.entries(encodings)) {
      for (const [place, put] of Object.entries(places)) {
        for (const escape of jsonEscapes) {
          const body = put([...encode(secret)].map(escape).join(''))
          for (const one of await visibleValues('a key', secret, arrival, body)) {
            expect(findSecret(one, secret), `${encoding} · ${place}`).toBeUndefined()
          }
        }
      }
    }
  })
})

describe('the token of the current call', () => {
  it('is redacted even if many calls run concurrently', async () => {
    let count = 0
    const client = clientOf(() => Response.json({}), {
      endpointApiKey: () => `token-number-${++count}-of-many`,
      fetch: async (_url, init) => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        return Response.json({ message: String(new Headers(init?.headers).get('authorization')) }, { status: 403 })
      },
    })
    const errors = await Promise.all(
      Array.from({ length: 100 }, () => client.chat(hello).catch((error: unknown) => error)),
    )
    for (const error of errors) expect(String(error)).toMatch(/Bearer <redacted>/)
    for (const error of errors) expect(findSecret(error, 'token-number-')).toBeUndefined()
  })
})

describe('the metadata of a successful answer', () => {
  const secret = 'Sk-Az+9/Xy=8.Q~2_w'
  const event = (fields: object): object => ({ id: `c-${secret}`, model: `m-${secret}`, ...fields })

  it('shows no secret in id, model and finish reason, whole or streamed', async () => {
    const whole = event({ choices: [{ message: { content: 'Hi' }, finish_reason: secret }] })
    const { raw: _, ...answer } = await clientOf(() => Response.json(whole), { endpointApiKey: secret }).chat(hello)
    expect(findSecret(answer, secret)).toBeUndefined()
    const events = ['Hi', ' there'].map((content) => event({ choices: [{ index: 0, delta: { content } }] }))
    const end = event({ choices: [{ index: 0, delta: {}, finish_reason: secret }] })
    const { chunks } = await collect(
      clientOf(() => streamOf(sse(...events, end)), { endpointApiKey: secret }).stream(hello),
    )
    expect(chunks.map(({ text }) => text).join('')).toBe('Hi there')
    expect(chunks.map(({ id }) => id)).toEqual(['c-<redacted>', 'c-<redacted>', 'c-<redacted>'])
    for (const { raw: _raw, ...chunk } of chunks) expect(findSecret(chunk, secret)).toBeUndefined()
  })

  it('shows no secret in the model of embeddings', async () => {
    const body = { data: [{ index: 0, embedding: [1] }], model: secret }
    const client = clientOf(() => Response.json(body), { endpointApiKey: secret })
    expect((await client.embed({ values: ['Hi'] })).model).toBe('<redacted>')
  })
})

describe('a body that is cut in the middle of a secret', () => {
  const secret = 'Sk-Az+9/Xy=8.Q~2_w-and-so-on-and-on'
  it.each([0, 1, 7, 12, 20, 34])(
    'does not show the start of the secret: %i characters before the limit',
    async (before) => {
      const start = `bad key `.padEnd(64 * 1024 - before, 'x')
      for (const escape of jsonEscapes) {
        const body = start + [...secret].map(escape).join('') + 'x'.repeat(1000)
        const error = await clientOf(() => new Response(body, { status: 400 }), { endpointApiKey: secret })
          .chat(hello)
          .catch((failed: unknown) => failed)
        expect(findSecret(error, secret.slice(0, 7))).toBeUndefined()
      }
    },
  )

  it('does not show it if the connection was lost', async () => {
    function* pieces(): Generator<string> {
      yield `bad key ${secret.slice(0, 20)}`
      throw new Error('lost')
    }
    const client = clientOf(() => new Response(bodyOf(pieces()), { status: 400 }), { endpointApiKey: secret })
    const error = await client.chat(hello).catch((failed: unknown) => failed)
    expect(findSecret(error, secret.slice(0, 7))).toBeUndefined()
    expect(String(error)).toContain('bad key <redacted>')
  })
})

describe('a request as it is shown to the caller', () => {
  const kwargs = { api_key: 'Sk-Az+9-secret', eos_token: '<|im_end|>', nested: [{ authToken: 'Sk-other-secret' }] }

  it('has the secrets in modelKwargs redacted, but is sent with them', async () => {
    let sent = ''
    const shown: unknown[] = []
    const client = clientOf(() => Response.json({}), {
      modelKwargs: kwargs,
      onRequest: (event) => shown.push(event.body),
      fetch: async (_url, init) => {
        sent = String(init?.body)
        return Response.json({ choices: [{ message: { content: 'Hi' } }] })
      },
    })
    for (const options of [hello, { ...hello, modelKwargs: { password: 'Sk-of-this-call' } }]) {
      shown.push((await client.chat(options)).request.body)
    }
    expect(JSON.parse(sent)).toMatchObject({ ...kwargs, password: 'Sk-of-this-call' })
    for (const secret of ['Sk-Az+9-secret', 'Sk-other-secret', 'Sk-of-this-call']) {
      expect(findSecret(shown, secret)).toBeUndefined()
    }
    expect(shown[0]).toMatchObject({ api_key: '<redacted>', eos_token: '<|im_end|>' })
  })

  it.each([
    ['?code=Sk-secret', '?code=<redacted>'],
    [
      '?api-version=2024-05-01-preview&subscription-key=Sk-secret',
      '?api-version=2024-05-01-preview&subscription-key=<redacted>',
    ],
    ['?%63ode=Sk-secret&x', '?%63ode=<redacted>&x'],
    ['?sv=2024-01-01&sig=Sk%2Bsecret%3D', '?sv=2024-01-01&sig=<redacted>'],
    ['?id=a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6', '?id=<redacted>'],
    ['?version=3', '?version=3'],
  ])('has no secret of the query: %s', async (query, expected) => {
    let requested = ''
    const base = 'https://my-ep.example.org/v1/chat/completions'
    const client = clientOf(() => Response.json({}), {
      endpointUrl: base + query,
      fetch: async (url) => {
        requested = String(url)
        return Response.json({ choices: [{ message: { content: 'Hi' } }] })
      },
    })
    expect((await client.chat(hello)).request.url).toBe(base + expected)
    expect(requested).toBe(base + query)
  })
})

describe('a secret that is cut before it is redacted', () => {
  const secret = 'Zq7xW/vP3mN9+tR5kLb2Hd8Jc4Gf6Ys1'
  const before = (count: number): string => 'y'.repeat(count) + secret
  const bodies: readonly [where: string, body: (count: number) => unknown][] = [
    ['a message', (count) => ({ error: { message: before(count) } })],
    ['a code', (count) => ({ error: { code: before(count), message: 'm' } })],
    ['an input', (count) => ({ error: { detail: [{ loc: ['body'], input: before(count) }] } })],
    ['a place', (count) => ({ error: { detail: [{ loc: [before(count)], msg: 'm' }] } })],
    ['the name of a place', (count) => ({ error: { detail: { [before(count)]: ['m'] } } })],
    ['the name of a field', (count) => ({ [before(count)]: 1 })],
    ['an unknown shape', (count) => ({ choices: before(count) })],
  ]
  it.each(bodies)('shows no start of it: %s', async (_where, body) => {
    for (const count of [0, 30, 60, 75, 80, 90, 960, 980, 990]) {
      const client = clientOf(() => Response.json(body(count)), { endpointApiKey: secret })
      const error = await client.chat(hello).catch((failed: unknown) => failed)
      expect(findSecret(error, secret.slice(0, 8)), `${count} characters before it`).toBeUndefined()
    }
  })
})

describe('ordinary words stay readable', () => {
  const answer =
    (message: string): (() => Response) =>
    () =>
      Response.json({ error: { message } }, { status: 400 })
  const said = async (message: string, options: Partial<EndpointOptions>, call = {}): Promise<string> =>
    String(
      await clientOf(answer(message), options)
        .chat(hello, call)
        .catch((failed: unknown) => failed),
    )

  it.each<[what: string, message: string, options: Partial<EndpointOptions>]>([
    [
      'the types of a schema',
      'Input should be a valid string, not an object',
      {
        modelKwargs: {
          guided_json: { type: 'object', properties: { key: { type: 'string' }, token: { type: 'object' } } },
        },
      },
    ],
    ['a mode', 'The default is unknown', { modelKwargs: { auth: { mode: 'default' } } }],
    [
      'cookies',
      'The language english is not supported by default',
      { headers: { cookie: 'lang=english; theme=default' } },
    ],
    ['an author', 'Contoso has no quota', { headers: { 'x-author': 'Contoso' } }],
    ['a tokenizer', 'model mistral is unknown', { headers: { 'x-tokenizer': 'mistral' } }],
    [
      'a model in the URL',
      'Mistral-7B-Instruct-v0.3-AWQ-INT4 is gone',
      {
        endpointUrl:
          'https://a.example.org/v1/chat/completions?model=Mistral-7B-Instruct-v0.3-AWQ-INT4&keyspace=production',
      },
    ],
  ])('of %s', async (_what, message, options) => {
    expect(await said(message, options)).toContain(message)
  })

  it('in the request as it is shown', async () => {
    const modelKwargs = {
      guided_json: { properties: { key: { type: 'string' } } },
      api_key: 'prompt',
      password: 'content',
    }
    const body = { choices: [{ message: { content: 'Hi' } }] }
    const { request } = await clientOf(() => Response.json(body), { modelKwargs }).chat({
      messages: [{ role: 'user', content: 'Write a string of content.' }],
    })
    expect(request.body).toMatchObject({
      messages: [{ role: 'user', content: 'Write a string of content.' }],
      guided_json: { properties: { key: { type: 'string' } } },
      api_key: '<redacted>',
      password: '<redacted>',
    })
  })
})

describe('names of secrets', () => {
  it.each(
    'api_key apiKey X-API-Key ocp-apim-subscription-key x-functions-key authorization Proxy-Authorization cookie set-cookie access_token accessTokens authtoken privatekey secretkey accesskey userPassword1 token1 key2 session_id sas pat pass conn_str connectionString client_secret x-bearer x-sig code sig password pwd jwt otp dpop credentials'.split(
      ' ',
    ),
  )('%s is one', (name) => expect(isSecretName(name)).toBe(true))

  it.each(
    'max_tokens eos_token stop_token_ids tokenizer x-tokenizer x-author keyspace monkey prompt_cache_key key_field token_type auth_mode model temperature x-request-id user keywords'.split(
      ' ',
    ),
  )('%s is none', (name) => expect(isSecretName(name)).toBe(false))

  const words =
    'assertion auth authentication authorization bearer code cookie cookies credential credentials csrf dpop hmac jwt otp pass passcode passphrase passwd password pat pwd sas session sessionid sig signature key keys secret secrets token tokens passwords apikey authtoken clientsecret userpassword'
  it.each(words.split(' '))('%s is one, alone, as a part and with a number', (word) => {
    const capitalized = word.charAt(0).toUpperCase() + word.slice(1)
    const names = [word, word.toUpperCase(), `x-${word}`, `${word}-x`, `my${capitalized}`, `my.${word}`, `${word}2`]
    expect(names.filter((name) => !isSecretName(name))).toEqual([])
  })

  it('also written with the sign for Kelvin, which is a k in lower case', () => {
    expect(['api_\u212aey', 'TO\u212aEN', 'COO\u212aIE'].filter((name) => !isSecretName(name))).toEqual([])
  })

  it.each('session_id sessionId session-id conn_str connstr conn_string connection_str connectionString'.split(' '))(
    '%s is one, wherever it stands in a name',
    (name) => expect([name, `my_${name}`, `${name}_url`].filter((one) => !isSecretName(one))).toEqual([]),
  )

  const ofModels =
    'allowed audio bad bos cls completion end eos image mask max min new num pad prompt prompt_cache sep start stop total unk'
  const ofKeys = 'column count field format id limit mode name path phrase point type url word'
  it.each([
    ...ofModels.split(' ').flatMap((word) => [`${word}_token`, `${word}_tokens`, `${word}-key`, `my_${word}_keys`]),
    ...ofKeys.split(' ').flatMap((word) => [`key_${word}`, `token_${word}s`, `password-${word}`]),
    ...'donkey hockey jockey monkey turkey whiskey'.split(' ').flatMap((word) => [word, `${word}s`, `x-${word}`]),
    'authority',
    'codec',
    'encoded',
    'passenger',
    'patch',
    'signal',
    'design',
    'sessions',
    'renew_tokenizer',
  ])('%s is none', (name) => expect(isSecretName(name)).toBe(false))

  it.each<[what: string, parameters: Record<string, unknown>]>([
    [
      'at any depth',
      JSON.parse(`${'{"a":'.repeat(100)}{"api_key":"Sk-hidden-1"}${'}'.repeat(100)}`) as Record<string, unknown>,
    ],
    ['behind toJSON', { api_key: { toJSON: () => 'Sk-hidden-1' } }],
    ['in a URL', { api_key: new URL('https://a.example.org/?sig=Sk-hidden-1') }],
    ['in an object', { api_key: Object('Sk-hidden-1') as object }],
  ])('their values are found %s', async (_what, modelKwargs) => {
    const failing = clientOf(() =>
      Response.json({ message: 'bad Sk-hidden-1, https://a.example.org/?sig=Sk-hidden-1' }, { status: 400 }),
    )
    const error = await failing.chat({ ...hello, modelKwargs }).catch((failed: unknown) => failed)
    expect(String(error)).not.toContain('https://a.example.org/?sig=Sk-hidden-1')
    if (!('api_key' in modelKwargs && modelKwargs['api_key'] instanceof URL))
      expect(String(error)).not.toContain('hidden')
  })
})

describe('settings that were swapped', () => {
  const secret = 'Zq7xW/vP3mN9+tR5kLb2Hd8Jc4Gf6Ys1'
  it.each<[what: string, options: object]>([
    ['the URL', { endpointUrl: secret }],
    ['a user of the URL', { endpointUrl: `https://user:a@${secret.replaceAll('/', 'x')}@host/score` }],
    ['a user without a scheme', { endpointUrl: `user:${secret.replaceAll('/', 'x')}@host/score` }],
    ['the API type', { endpointApiType: secret }],
    ['the timeout', { timeout: secret }],
    ['the retries', { maxRetries: secret }],
    ['the deployment', { deploymentName: `${secret}\n` }],
    ['the name of a header', { headers: { [`Authorization: Bearer ${secret}`]: '' } }],
  ])('do not show the key: %s', (_what, options) => {
    expect(() => clientOf(() => Response.json({}), options)).toThrow(
      expect.toSatisfy(
        (error) => error instanceof ConfigurationError && findSecret(error, secret.slice(0, 8)) === undefined,
      ),
    )
  })
})

it('keeps all cookies of an answer when one of them is redacted', async () => {
  const secret = 'Sk-Az+9/Xy=8.Q~2_w'
  const headers = new Headers([
    ['set-cookie', 'first=1'],
    ['set-cookie', `echo=${secret}`],
    ['x-other', 'kept'],
  ])
  const answer = { choices: [{ message: { content: 'Hi' } }] }
  const { headers: shown } = await clientOf(() => Response.json(answer, { headers }), { endpointApiKey: secret }).chat(
    hello,
  )
  expect(shown.getSetCookie()).toEqual(['first=1', 'echo=<redacted>'])
  expect(shown.get('x-other')).toBe('kept')
})

it('a huge body with a secret in it costs little time and memory', async () => {
  const secret = 'Sk-Az+9/Xy=8.Q~2_w'
  const bodies = [
    JSON.stringify({ x: 'a'.repeat(60 * 2 ** 20) + secret }),
    JSON.stringify({ id: '%2541 '.repeat(700_000), choices: [{ message: { content: 'Hi' } }] }),
    JSON.stringify({ x: '%41 '.repeat(2 ** 20) + secret }),
  ]
  for (const body of bodies) {
    const started = process.cpuUsage()
    const client = clientOf(() => new Response(body), { endpointApiKey: secret })
    const result = await client.chat(hello).catch((failed: unknown) => failed)
    expect(process.cpuUsage(started).user).toBeLessThan(4_000_000)
    if (result instanceof Error) expect(JSON.stringify(result)).not.toContain(secret)
  }
})
