import { ConfigurationError, type EndpointOptions, type TokenCredential } from '@azureml-endpoints/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { clientOf, failure, hello } from './client-of.ts'

afterEach(() => void vi.useRealTimers())

const good = (): Response => Response.json({ choices: [{ message: { content: 'Hi' } }] })
const loose = (value: unknown): never => value as never

/** What is wrong with each of these keys. */
const mistakes: readonly [key: unknown, problem: string][] = [
  ...[undefined, null, 5, '', ' \n'].map((given): [unknown, string] => [
    given,
    'provided no key or token; it must be a non-empty string.',
  ]),
  ...['Bearer abc', 'bearer abc', ' BEARER\tabc'].map((given): [string, string] => [
    given,
    'starts with "Bearer". Pass the key or token alone; the scheme is added.',
  ]),
  ...['a b', 'bearer b', 'a\nb', 'a\u007F', 'cl\u00E9', '\u00A0b'].map((given): [string, string] => [
    `x${given}`,
    'contains characters that are not valid in a key (a space, a line break, or non-ASCII). Copy it again from the endpoint\'s "Consume" tab.',
  ]),
]
const refusal = (setting: string, problem: string): object => ({
  name: 'ConfigurationError',
  setting,
  message: `\`${setting}\` ${problem}`,
})

it.each(mistakes)('the key %j is refused, whatever it comes from', async (given, problem) => {
  let requests = 0
  const answer = (): Response => {
    requests += 1
    return good()
  }
  if (typeof given === 'string') {
    expect(() => clientOf(answer, { endpointApiKey: given })).toThrow(
      expect.objectContaining(refusal('endpointApiKey', problem)),
    )
  }
  const sources: readonly [setting: string, options: Partial<EndpointOptions>][] = [
    ['endpointApiKey', { endpointApiKey: () => loose(given) }],
    ['endpointApiKey', { endpointApiKey: async () => loose(given) }],
    ['credential', credential(async () => ({ token: loose(given), expiresOnTimestamp: Date.now() + 1e9 }))],
  ]
  for (const [setting, options] of sources) {
    expect(await failure(clientOf(answer, options).chat(hello))).toMatchObject(refusal(setting, problem))
  }
  expect(requests).toBe(0)
})

it.each(['a', '!~', 'Bearer', 'bearerabc', 'abc.DEF-_=+/'])('the key %j is sent as it is', async (given) => {
  let sent: Headers | undefined
  const fetch = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    sent = new Headers(init?.headers)
    return good()
  }
  for (const endpointApiKey of [given, ` ${given}\n`, () => given, async () => `${given} `]) {
    await clientOf(good, { endpointApiKey, fetch }).chat(hello)
    expect(sent?.get('authorization')).toBe(`Bearer ${given}`)
  }
})

function credential(getToken: TokenCredential['getToken']): Partial<EndpointOptions> {
  return { endpointApiKey: undefined, credential: { getToken } }
}

describe('a source of keys that fails', () => {
  const token = { token: 'token-of-entra', expiresOnTimestamp: Number.POSITIVE_INFINITY }

  it.each<[what: string, thrown: unknown, reason: string]>([
    ['an error', new Error('az login first'), 'az login first'],
    ['a text', 'no identity', 'no identity'],
    ['nothing', undefined, 'undefined'],
  ])('with %s is named, and called again by the next call', async (_what, thrown, reason) => {
    for (const fail of [() => Promise.reject(thrown), raise(thrown)]) {
      let calls = 0
      const once = <Value>(value: Value): Value => (calls++ === 0 ? (fail() as Value) : value)
      for (const [setting, source, options] of [
        ['endpointApiKey', 'The `endpointApiKey` function', { endpointApiKey: () => once('key-of-a-test') }],
        ['credential', 'The `credential`', credential(() => once(Promise.resolve(token)))],
      ] as const) {
        calls = 0
        const client = clientOf(good, options)
        const error = (await failure(client.chat(hello))) as ConfigurationError
        expect(error).toBeInstanceOf(ConfigurationError)
        expect([error.setting, error.message]).toEqual([setting, `${source} provided no token: ${reason}`])
        expect(error.cause).toBe(thrown)
        expect((await client.chat(hello)).text).toBe('Hi')
        expect(calls).toBe(2)
      }
    }
  })

  it('fails all calls that wait for the same token, and none after them', async () => {
    let calls = 0
    const getToken = async (): Promise<typeof token> => {
      if (calls++ === 0) throw new Error('busy')
      return token
    }
    const client = clientOf(good, credential(getToken))
    const waiting = await Promise.allSettled([client.chat(hello), client.chat(hello), client.stream(hello).next()])
    expect([calls, waiting.map(({ status }) => status)]).toEqual([1, ['rejected', 'rejected', 'rejected']])
    await Promise.all([client.chat(hello), client.chat(hello)])
    expect(calls).toBe(2)
  })
})

function raise(thrown: unknown): () => never {
  return () => {
    throw thrown
  }
}

describe('a token', () => {
  const margin = 5 * 60_000

  /** Calls a client at these times, and returns how often it got a new token. */
  async function countAt(expiresOnTimestamp: number | undefined, times: readonly number[]): Promise<number> {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 })
    let calls = 0
    const client = clientOf(
      good,
      credential(async () => ({ token: `token-of-entra-${++calls}`, expiresOnTimestamp: loose(expiresOnTimestamp) })),
    )
    for (const time of times) {
      vi.setSystemTime(time)
      await client.chat(hello)
    }
    return calls
  }

  it('is cached until exactly five minutes before expiry', async () => {
    expect(await countAt(3_600_000, [0, 1, 3_600_000 - margin - 1])).toBe(1)
    expect(await countAt(3_600_000, [0, 3_600_000 - margin])).toBe(2)
  })

  it('is not cached if it does not say when it expires', async () => {
    expect(await countAt(undefined, [0, 0, 0])).toBe(3)
  })

  it.each([
    [50, 50],
    [60_000, 60_000],
    [60_001, 60_000],
    [Infinity, 60_000],
  ])('is awaited, with a timeout of %d ms, for %d ms', async (timeout, limit) => {
    await failure(
      clientOf(good, { endpointApiKey: () => Promise.reject(new Error('load the code for tokens')) }).chat(hello),
    )
    vi.useFakeTimers()
    for (const options of [{ endpointApiKey: endless }, credential(endless)]) {
      let outcome: unknown
      const call = failure(clientOf(good, { ...options, timeout }).chat(hello)).then((error) => (outcome = error))
      await vi.advanceTimersByTimeAsync(limit - 1)
      expect(outcome).toBeUndefined()
      await vi.advanceTimersByTimeAsync(1)
      await call
      expect(outcome).toMatchObject({
        name: 'EndpointError',
        retryable: true,
        status: undefined,
        message: `No token arrived within ${limit} ms.`,
        request: { body: { messages: hello.messages } },
      })
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  it('that arrives leaves no timer', async () => {
    vi.useFakeTimers()
    await clientOf(good, { endpointApiKey: async () => 'key-of-a-test' }).chat(hello)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that comes too late for one call serves the next ones', async () => {
    const { promise, resolve } = Promise.withResolvers<{ token: string; expiresOnTimestamp: number }>()
    let calls = 0
    const options = credential(() => (calls++ === 0 ? promise : endless()))
    const client = clientOf(good, { ...options, timeout: 20 })
    await failure(client.chat(hello))
    resolve({ token: 'token-of-entra', expiresOnTimestamp: Date.now() + 3_600_000 })
    await new Promise((done) => setImmediate(done))
    expect((await client.chat(hello)).text).toBe('Hi')
    expect(calls).toBe(1)
  })
})

function endless(): Promise<never> {
  return new Promise(() => {})
}

describe('a rejected token', () => {
  /** Rejects every token but the last. */
  const until = (last: string) => async (_url: unknown, init?: RequestInit) =>
    new Headers(init?.headers).get('authorization') === `Bearer ${last}` ? good() : new Response('', { status: 401 })

  it('is renewed once in a call, and counted as an attempt, but not as a retry', async () => {
    let calls = 0
    const events: unknown[] = []
    const client = clientOf(good, {
      ...credential(async () => ({ token: `token-of-entra-${++calls}`, expiresOnTimestamp: Date.now() + 1e9 })),
      fetch: until('token-of-entra-3'),
      onRequest: ({ attempt }) => events.push(attempt),
      onResponse: ({ attempt, status }) => events.push(`${attempt}: ${status}`),
      onRetry: (event) => events.push(event),
      maxRetries: 5,
    })
    expect(await failure(client.chat(hello))).toMatchObject({ status: 401, retryable: false })
    expect(events.splice(0)).toEqual([0, '0: 401', 1, '1: 401'])
    expect((await client.chat(hello)).text).toBe('Hi')
    expect(events).toEqual([0, '0: 401', 1, '1: 200'])
    expect(calls).toBe(3)
  })

  it('is not renewed if it is a key that never changes', async () => {
    const events: number[] = []
    const client = clientOf(() => new Response('', { status: 401 }), {
      maxRetries: 5,
      onRequest: ({ attempt }) => events.push(attempt),
    })
    await failure(client.chat(hello))
    expect(events).toEqual([0])
  })

  it.each([400, 403, 407])('is a 401, and no %i', async (status) => {
    let calls = 0
    const client = clientOf(() => new Response('', { status }), { endpointApiKey: () => `key-of-a-test-${++calls}` })
    expect(await failure(client.chat(hello))).toMatchObject({ status })
    expect(calls).toBe(1)
  })

  it('between retries does not start their count anew', async () => {
    const statuses = [503, 401, 503, 503, 503]
    const events: unknown[] = []
    const client = clientOf(
      () => new Response('', { status: statuses.shift() ?? 200, headers: { 'retry-after-ms': '1' } }),
      {
        endpointApiKey: ({ rejectedKey }) => {
          events.push(`after ${rejectedKey}`)
          return `key-of-a-test-${events.length}`
        },
        onRetry: ({ attempt, delayMs, error }) => events.push(`retry ${attempt} ${delayMs} ${error.status}`),
        maxRetries: 2,
      },
    )
    expect(await failure(client.chat(hello))).toMatchObject({ status: 503 })
    expect(events).toEqual([
      'after undefined',
      'retry 0 1 503',
      'after undefined',
      'after key-of-a-test-3',
      'retry 2 1 503',
      'after key-of-a-test-3',
    ])
  })
})
