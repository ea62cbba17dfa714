import { inspect } from 'node:util'
import { AzureMLEndpointClient, type ChatChunk, EndpointError, type TokenCredential } from '@azureml-endpoints/core'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { bodyOf, clientOf, collect, delta, failure, hello, key, sse } from './client-of.ts'

const good = (): Response => Response.json({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] })
const finish = delta({}, { finish_reason: 'stop' })
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
const read = (body: BodyInit, contentType = 'text/event-stream'): ReturnType<typeof collect> =>
  collect(clientOf(() => new Response(body, { headers: { 'content-type': contentType } })).stream(hello))
const texts = (chunks: readonly ChatChunk[]): string => chunks.map((chunk) => chunk.text ?? '').join('')

describe('the key', () => {
  it('is redacted everywhere, however many other secrets follow it', async () => {
    let shown: string | null = ''
    let answer = good
    const client = clientOf(() => answer(), { onRequest: ({ headers }) => (shown = headers.get('authorization')) })
    for (let call = 0; call < 40; call++)
      await client.chat(hello, { headers: { 'idempotency-key': `id-number-${call}` } })
    expect(shown).toBe('Bearer <redacted>')
    answer = () => Response.json({ message: `bad key ${key}` }, { status: 400 })
    expect(inspect(await failure(client.chat(hello)), { depth: 9 })).not.toContain(key)
  })

  it('from a function is redacted too if headers contain other secrets', async () => {
    const token = 'token-requested-later'
    const answer = (): Response => Response.json({ message: `bad token ${token}` }, { status: 400 })
    const client = clientOf(answer, { endpointApiKey: () => token, headers: { 'x-api-key': 'key-of-a-gateway' } })
    for (const headers of [{}, { 'x-user-token': 'token-of-a-user' }]) {
      expect(inspect(await failure(client.chat(hello, { headers })), { depth: 9 })).not.toContain(token)
    }
  })

  it.each<[string, (url: unknown, init: RequestInit) => unknown]>([
    ['a request', (url, init) => Object.assign(new TypeError('boom'), { request: new Request(String(url), init) })],
    [
      'an error in a field',
      (_url, init) =>
        Object.assign(new Error('boom'), {
          inner: new Error(`sent ${new Headers(init.headers).get('authorization')}`),
        }),
    ],
    [
      'several errors',
      (_url, init) => new AggregateError([new Error(String(new Headers(init.headers).get('authorization')))], 'boom'),
    ],
    ['headers, and is no error', (_url, init) => ({ headers: init.headers })],
    [
      'a circle',
      (_url, init) => {
        const error = Object.assign(new Error('boom'), { init })
        return Object.assign(error, { self: error })
      },
    ],
    ['a symbol field', (_url, init) => Object.assign(new Error('boom'), { [Symbol('kept')]: init })],
  ])('does not show in the cause when fetch throws what holds %s', async (_name, make) => {
    const client = clientOf(good, { fetch: (url, init) => Promise.reject(make(url, init ?? {})) })
    const error = await failure(client.chat(hello))
    expect(error).toBeInstanceOf(EndpointError)
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(key)
  })

  it('does not show if the error of a failed body contains it', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error(`lost Bearer ${key}`)) })
    expect(inspect(await failure(clientOf(() => new Response(body)).chat(hello)), { depth: 9 })).not.toContain(key)
  })

  it('does not change a cause without secrets', async () => {
    const cause = new TypeError('fetch failed', {
      cause: Object.assign(new Error('gone'), { code: 'ECONNRESET', socket: { port: 1 } }),
    })
    expect(await failure(clientOf(() => Promise.reject(cause)).chat(hello))).toMatchObject({
      cause: expect.toSatisfy((found) => found === cause),
      code: 'ECONNRESET',
    })
  })

  it('is not in hooks, whose headers are a copy that cannot change the request', async () => {
    let sent: string | null = ''
    const client = clientOf(good, {
      endpointApiKey: 'abc',
      onRequest: ({ headers }) => {
        expect(headers.get('authorization')).toBe('Bearer <redacted>')
        headers.set('authorization', 'Bearer other')
      },
      fetch: async (_url, init) => {
        sent = new Headers(init?.headers).get('authorization')
        return good()
      },
    })
    await client.chat(hello)
    expect(sent).toBe('Bearer abc')
  })
})

describe('there is no unhandled rejection', () => {
  const unhandled: unknown[] = []
  const onUnhandled = (error: unknown): void => void unhandled.push(error)

  it('if a signal, a token, a fetch or a hook fails at a bad moment', async () => {
    process.on('unhandledRejection', onUnhandled)
    const stopped = (make: (stop: AbortController) => Parameters<typeof clientOf>[1]): Promise<unknown> => {
      const stop = new AbortController()
      return failure(clientOf(good, make(stop)).chat(hello, { signal: stop.signal }))
    }
    await stopped((stop) => ({
      fetch: (_url, init) =>
        new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
      onRequest: () => stop.abort(),
    }))
    await stopped((stop) => ({ fetch: () => (stop.abort(), Promise.reject(new Error('late'))) }))
    await stopped((stop) => ({ endpointApiKey: () => (stop.abort(), Promise.reject(new Error('token'))) }))
    await clientOf(good, { onRequest: async () => Promise.reject(new Error('hook')) }).chat(hello)
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', onUnhandled)
    expect(unhandled).toEqual([])
  })
})

describe('a token', () => {
  const withCredential = (
    credential: TokenCredential,
    status: (headers: Headers) => number = () => 200,
  ): AzureMLEndpointClient =>
    clientOf(good, {
      endpointApiKey: undefined,
      credential,
      timeout: 60,
      fetch: async (_url, init) =>
        status(new Headers(init?.headers)) === 200 ? good() : new Response('', { status: 401 }),
    })
  afterEach(() => void vi.unstubAllEnvs())

  it('that never arrives is requested again by the next call', async () => {
    let requested = 0
    const client = withCredential({
      getToken: () =>
        requested++ === 0
          ? new Promise(() => {})
          : Promise.resolve({ token: 'token-of-entra', expiresOnTimestamp: Date.now() + 1e7 }),
    })
    expect(((await failure(client.chat(hello))) as Error).message).toContain('No token arrived within 60 ms')
    expect((await client.chat(hello)).text).toBe('Hi')
  })

  it('that is stale in many calls is renewed only once', async () => {
    let requested = 0
    const client = withCredential(
      { getToken: async () => ({ token: `token-of-entra-${++requested}`, expiresOnTimestamp: Date.now() + 1e7 }) },
      (headers) => (headers.get('authorization') === 'Bearer token-of-entra-1' ? 401 : 200),
    )
    await Promise.all(Array.from({ length: 20 }, () => client.chat(hello)))
    expect(requested).toBe(2)
  })
})

describe('a time limit', () => {
  it('ends a stalled error body, even without a `timeout`', async () => {
    await using emulator = await startEndpointEmulator({
      faults: [{ status: 400, body: 'part of it', stallAtByte: 4 }],
    })
    const client = new AzureMLEndpointClient({
      endpointUrl: `${emulator.url}/score`,
      endpointApiKey: key,
      contentFormatter: CustomOpenAIChatContentFormatter,
      timeout: Infinity,
      idleTimeout: 100,
    })
    expect(await failure(client.chat(hello))).toMatchObject({ status: 400, body: 'part' })
  })

  it('ends an error body that has gone silent after ten seconds, without an `idleTimeout` too', async () => {
    vi.useFakeTimers()
    try {
      const stalled = new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode('part of it')) })
      const client = clientOf(() => new Response(stalled, { status: 503 }), {
        timeout: Infinity,
        idleTimeout: Infinity,
      })
      const failed = failure(client.chat(hello))
      await vi.advanceTimersByTimeAsync(10_000)
      expect(await failed).toMatchObject({ status: 503, body: 'part of it' })
      expect(vi.getTimerCount()).toBe(0)
      const cut = new ReadableStream({
        start: (body) => body.enqueue(new TextEncoder().encode(`The key ${key.slice(0, -4)}`)),
      })
      const refused = failure(clientOf(() => new Response(cut, { status: 400 })).chat(hello))
      await vi.advanceTimersByTimeAsync(10_000)
      expect(await refused).toMatchObject({ status: 400, body: 'The key <redacted>' })
    } finally {
      vi.useRealTimers()
    }
  })

  it('does not depend on the system clock', async () => {
    const start = Date.now()
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => start - 3_600_000)
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(data(delta({ content: 'a' })))),
    })
    const client = clientOf(() => new Response(silent), { idleTimeout: 60 })
    expect((await collect(client.stream(hello))).error).toMatchObject({ retryable: true })
    clock.mockRestore()
  })
})

describe('cancelling a stream', () => {
  it.each(['stream', 'streamBatches'] as const)('%s: ends a pending read and closes the connection', async (method) => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(data(delta({ content: 'a' })))),
      cancel: () => void (cancelled = true),
    })
    const chunks = clientOf(() => new Response(body))[method](hello)
    await chunks.next()
    const pending = chunks.next()
    await chunks.return()
    expect(await pending).toEqual({ done: true, value: undefined })
    expect(cancelled).toBe(true)
    expect(await chunks.next()).toEqual({ done: true, value: undefined })
  })

  it('before the first byte aborts the request', async () => {
    let aborted = false
    const client = clientOf(good, {
      fetch: (_url, init) =>
        new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject((aborted = true)))),
    })
    const chunks = client.stream(hello)
    const pending = chunks.next()
    await new Promise((resolve) => setTimeout(resolve, 5))
    await chunks.return()
    expect([await pending, aborted]).toEqual([{ done: true, value: undefined }, true])
  })

  it('with `throw` rejects with the given error', async () => {
    const chunks = clientOf(() => new Response(data(finish) + data(finish))).streamBatches(hello)
    await chunks.next()
    await expect(chunks.throw(new Error('mine'))).rejects.toThrow('mine')
  })
})

describe('a stream', () => {
  it.each([
    ['empty data', 'data:\n\n'],
    ['a named ping', 'event: ping\ndata:\n\n'],
    ['null', 'data: null\n\n'],
    ['a ping object', 'data: {"type":"ping"}\n\n'],
  ])('continues after %s', async (_name, beat) => {
    const { chunks, error } = await read(data(delta({ content: 'a' })) + beat + data(finish))
    expect([texts(chunks), chunks.at(-1)?.finishReason, error]).toEqual(['a', 'stop', undefined])
  })

  it.each(['data: [DONE] \n\n', 'data:  [DONE]\n\n', 'data:[DONE]', 'data: [DONE]'])('ends at %j', async (done) => {
    expect((await read(data(delta({ content: 'a' })) + done)).chunks.at(-1)?.finishReason).toBe('stop')
  })

  it.each<[string, string, string?]>([
    ['another format', data({ answer: 'Hel' })],
    ['completions of a prompt', data({ choices: [{ index: 0, text: 'Hello' }] })],
    ['a login page', '<html><body>Sign in</body></html>'],
    ['plain text', 'no healthy upstream'],
    ['short text', 'oops'],
  ])('of %s causes an error with the payload, not an empty answer', async (_name, body, type = 'text/event-stream') => {
    for (const tail of body.startsWith('data') ? ['', 'data: [DONE]\n\n'] : ['']) {
      const { error } = await read(body + tail, type)
      expect(error).toMatchObject({ name: 'FormatError' })
      const payload = (error as { payload: unknown }).payload
      expect(JSON.stringify(payload)).toContain(
        body.startsWith('data') ? body.slice(6).trim() : JSON.stringify(body).slice(1, -1),
      )
    }
  })

  it('that is an error followed by [DONE] throws the error', async () => {
    expect((await read('{"error":{"message":"engine gone"}}\ndata: [DONE]\n\n')).error).toBeInstanceOf(EndpointError)
  })

  it('of JSON lines with any content type is parsed up to an incomplete line', async () => {
    const lines = [delta({ content: 'a' }), delta({ content: 'b' })]
      .map((event) => `${JSON.stringify(event)}\n`)
      .join('')
    for (const [tail, reason] of [
      ['{"choices":[{"de', 'interrupted'],
      ['[DONE]', 'stop'],
      ['', 'interrupted'],
    ]) {
      const { chunks } = await read(lines + tail, 'application/json')
      expect([texts(chunks), chunks.at(-1)?.finishReason]).toEqual(['ab', reason])
    }
    const sequence = [delta({ content: 'a' }), finish].map((event) => `\u001E${JSON.stringify(event)}\n`).join('')
    expect(texts((await read(sequence, 'application/json-seq')).chunks)).toBe('a')
  })

  it('that is lost after the finish reason is complete', async () => {
    const pieces = [
      data(delta({ content: 'a' })),
      data(delta({ content: 'b' }, { finish_reason: 'stop' }, { usage: { prompt_tokens: 1 } })),
    ]
    let piece = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) =>
        piece < 2
          ? controller.enqueue(new TextEncoder().encode(pieces[piece++]))
          : controller.error(new TypeError('terminated')),
    })
    const { chunks, error } = await read(body)
    expect(error).toBeUndefined()
    expect(chunks.at(-1)).toMatchObject({ text: 'b', finishReason: 'stop', usage: { inputTokens: 1 } })
  })

  it('that fails after usage has arrived still emits the usage', async () => {
    const { chunks, error } = await read(
      data(delta({ content: 'a' }, {}, { usage: { prompt_tokens: 7 } })) + data({ error: 'gone' }),
    )
    expect(error).toBeInstanceOf(EndpointError)
    expect(chunks.at(-1)?.usage?.inputTokens).toBe(7)
  })

  it('with stop and then content_filter ends with content-filter', async () => {
    expect(
      (await read(sse(delta({ content: 'a' }), finish, delta({}, { finish_reason: 'content_filter' })))).chunks.find(
        (chunk) => chunk.finishReason,
      )?.finishReason,
    ).toBe('content-filter')
  })

  it('uses a whole message if the delta is empty, but not after deltas', async () => {
    const closing = { choices: [{ index: 0, delta: {}, message: { content: 'ab' }, finish_reason: 'stop' }] }
    expect(texts((await read(sse(closing))).chunks)).toBe('ab')
    expect(texts((await read(sse(delta({ content: 'a' }), delta({ content: 'b' }), closing))).chunks)).toBe('ab')
  })

  it('is parsed in linear time', async () => {
    const line = JSON.stringify(delta({ content: 'x'.repeat(6 * 1024 * 1024) }))
    const pieces = [...Array.from({ length: 10_000 }, () => '  \n'), ...(line.match(/.{1,512}/g) ?? []), '\n']
    const before = process.cpuUsage()
    await read(bodyOf(pieces), 'application/x-ndjson')
    // Takes a tenth of a second; quadratic time would be more than ten seconds.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(4)
  })
})

describe('an error body', () => {
  it.each<[unknown, string]>([
    [{ errors: [{ message: 'the reason X' }] }, 'the reason X'],
    [{ error: ['the reason X'] }, 'the reason X'],
    [[{ error: { message: 'the reason X' } }], 'the reason X'],
    [{ detail: { error: 'the reason X' } }, 'the reason X'],
    [
      {
        type: 'https://tools.ietf.org/html/rfc9110',
        title: 'One or more validation errors occurred.',
        errors: { Messages: ['the reason X'] },
        status: 400,
      },
      'the reason X',
    ],
    [{ Message: 'the reason X' }, 'the reason X'],
    [{ fault: { faultstring: 'the reason X' } }, 'the reason X'],
    [{ error: 'the reason X', error_type: 'validation' }, 'code validation): the reason X'],
    [{ unheard: { of: 'the reason X' } }, 'the reason X'],
    ['event: error\ndata: {"error":{"message":"the reason X","code":"c1"}}\n\n', 'code c1): the reason X'],
  ])('%j keeps its words', async (body, words) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect(
      ((await failure(clientOf(() => new Response(text, { status: 400 })).chat(hello))) as Error).message,
    ).toContain(words)
  })

  it.each([
    { error: { message: 'x', code: 'c'.repeat(50_000) } },
    { detail: [{ loc: ['body'], input: 'i'.repeat(50_000) }] },
    { detail: Array.from({ length: 900 }, (_, index) => ({ loc: ['body', index], msg: 'wrong' })) },
    { message: 'm'.repeat(50_000) },
  ])('%# does not make a message that nobody reads', async (body) => {
    expect(
      ((await failure(clientOf(() => Response.json(body, { status: 400 })).chat(hello))) as Error).message.length,
    ).toBeLessThan(1800)
  })
})

describe('the wait before a retry', () => {
  it.each([
    ['Try again in 1m12.5s', 72_500],
    ['Please try again in 6s.', 6000],
    ['retry after 1 hour', 3_600_000],
    ['Try again in 0m2s', 2000],
    ['Please retry after 86400 seconds.', 86_400_000],
    ['Please try again in 2 days', 172_800_000],
    ['Try again in 1d2h30m5s.', 95_405_000],
    ['Retry after 2 hrs 10 mins', 7_800_000],
    [`retry after ${'9'.repeat(400)} s`, Number.MAX_SAFE_INTEGER],
  ])('parsed from "%s" is %i ms', async (message, expected) => {
    expect(await failure(clientOf(() => Response.json({ message }, { status: 429 })).chat(hello))).toMatchObject({
      retryAfterMs: expected,
    })
  })

  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': '86400' }, 86_400_000],
    [{ 'retry-after-ms': '86400000' }, 86_400_000],
    [{ 'x-ms-retry-after-ms': '3600000', 'retry-after': '1' }, 3_600_000],
    [{ 'retry-after': '1e308' }, Number.MAX_SAFE_INTEGER],
    [{ 'retry-after': '-5' }, 0],
  ])('in %j is what the endpoint asks for, however long: %i ms', async (headers, expected) => {
    expect(await failure(clientOf(() => new Response('', { status: 429, headers })).chat(hello))).toMatchObject({
      retryAfterMs: expected,
    })
  })

  it('in a date is not shortened either', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toUTCString()
    const client = clientOf(() => new Response('', { status: 503, headers: { 'retry-after': tomorrow } }))
    const { retryAfterMs } = (await failure(client.chat(hello))) as EndpointError
    expect(retryAfterMs).toBeGreaterThan(86_390_000)
    expect(retryAfterMs).toBeLessThanOrEqual(86_400_000)
  })

  it('is shortened to a minute where core itself waits', async () => {
    const controller = new AbortController()
    const waits: number[] = []
    const client = clientOf(() => Response.json({ retryDelay: '86400s' }, { status: 429 }), {
      maxRetries: 1,
      onRetry: ({ delayMs, error }) => {
        waits.push(delayMs, error.retryAfterMs ?? 0)
        controller.abort()
      },
    })
    await failure(client.chat(hello, { signal: controller.signal }))
    expect(waits).toEqual([60_000, 86_400_000])
  })

  it('is not parsed from a value that is not a date', async () => {
    const client = clientOf(() => new Response('', { status: 429, headers: { 'retry-after': 'soon 5' } }))
    expect(await failure(client.chat(hello))).toMatchObject({ retryAfterMs: undefined })
  })
})

describe('an invalid argument', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a header', () => clientOf(good, { headers: { 'x-a': 5 as unknown as string } }).chat(hello)],
    ['a request', () => clientOf(good).chat(null as never)],
    ['a fetch that gives nothing', () => clientOf(() => undefined as never).chat(hello)],
    [
      'a fetch that gives text',
      () =>
        clientOf(() => new Response(new ReadableStream({ start: (controller) => controller.enqueue('text') }))).chat(
          hello,
        ),
    ],
    [
      'a fetch whose body is in use',
      () =>
        clientOf(() => {
          const response = good()
          response.body?.getReader()
          return response
        }).chat(hello),
    ],
    [
      'a fetch whose body was read',
      () =>
        clientOf(async () => {
          const response = good()
          await response.text()
          return response
        }).chat(hello),
    ],
    [
      'a fetch that says its body was read',
      () =>
        clientOf(() => ({ status: 200, headers: new Headers(), body: null, bodyUsed: true }) as Response).chat(hello),
    ],
    ['a formatter that is a plain function', async () => clientOf(good, { contentFormatter: (() => ({})) as never })],
    ['modelKwargs that are a list', async () => clientOf(good, { modelKwargs: [1] as never })],
  ])('%s is a ConfigurationError', async (_name, work) => {
    expect(await failure(Promise.resolve().then(work))).toMatchObject({ name: 'ConfigurationError' })
  })
})

it('a response without a body is an answer of the endpoint, and not a mistake of fetch', async () => {
  expect(await failure(clientOf(() => new Response(null)).chat(hello))).toMatchObject({ name: 'FormatError' })
  expect(await failure(clientOf(() => new Response(null, { status: 503 })).chat(hello))).toMatchObject({ status: 503 })
  const { chunks } = await collect(clientOf(() => new Response(null)).stream(hello))
  expect(chunks).toMatchObject([{ finishReason: 'interrupted' }])
})

it('the bytes that a parser keeps show no secret, not even one without its first characters', async () => {
  const parserError = Object.assign(new Error('Expected a colon'), { code: 'HPE_INVALID', data: key.slice(3) })
  const cause = new TypeError('fetch failed', { cause: parserError })
  const error = await failure(clientOf(() => Promise.reject(cause)).chat(hello))
  expect(inspect(error, { depth: 9 })).not.toContain(key.slice(3))
  expect(error).toMatchObject({ code: 'HPE_INVALID', cause: { cause: { message: 'Expected a colon' } } })
})
