import { AzureMLEndpointClient, type ChatChunk, EndpointError, type EndpointOptions } from '@azureml-endpoints/core'
import {
  type EndpointEmulatorOptions,
  type Fault,
  type Reply,
  startEndpointEmulator,
} from '@azureml-endpoints/endpoint-emulator'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { clientOf, collect, delta, failure, hello, key, sse } from './client-of.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function start(emulated: EndpointEmulatorOptions, options: Partial<EndpointOptions> = {}) {
  const emulator = await startEndpointEmulator({ apiKey: key, ...emulated })
  closing.push(emulator.close)
  const client = new AzureMLEndpointClient({
    endpointUrl: `${emulator.url}/v1/chat/completions`,
    endpointApiKey: key,
    contentFormatter: CustomOpenAIChatContentFormatter,
    ...options,
  })
  return { emulator, client }
}

const stream = sse(delta({ content: 'one ' }), delta({ content: 'two' }), delta({}, { finish_reason: 'stop' }))
const firstEvent = stream.slice(0, stream.indexOf('\n\n') + 2)
const streamed: Reply = { raw: { headers: { 'content-type': 'text/event-stream' }, body: stream } }
const wholeAnswer = JSON.stringify({ choices: [{ message: { content: 'one two' }, finish_reason: 'stop' }] })

/** Sends the first character of a body at once, and each other after a wait in milliseconds. */
function paced(text: string, wait: number): Response {
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    if (sent > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    controller.enqueue(new TextEncoder().encode(text[sent++]))
    if (sent === text.length) controller.close()
  }
  let sent = 0
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }))
}

const times = (count: number, fault: Fault): Fault[] => [{ ...fault, times: count }]
const soon = { headers: { 'retry-after-ms': '1' } }

describe('retries', () => {
  it.each([408, 429, 500, 502, 503, 504])('repeat a request after %i until it succeeds', async (status) => {
    const { client, emulator } = await start({ faults: times(2, { status, ...soon }) })
    expect((await client.chat(hello)).finishReason).toBe('stop')
    expect(emulator.requests).toHaveLength(3)
  })

  it.each([400, 401, 403, 404, 409, 413, 422])('do not repeat a request after %i', async (status) => {
    const { client, emulator } = await start({ faults: times(2, { status, ...soon }) })
    expect(await failure(client.chat(hello))).toMatchObject({ status, retryable: false })
    expect(emulator.requests).toHaveLength(1)
  })

  it('stop after `maxRetries`, where the call’s option overrides the client’s', async () => {
    const { client, emulator } = await start({ faults: [{ status: 503, ...soon }] }, { maxRetries: 3 })
    await failure(client.chat(hello))
    expect(emulator.requests).toHaveLength(4)
    await failure(client.chat(hello, { maxRetries: 0 }))
    expect(emulator.requests).toHaveLength(5)
  })

  it('repeat a request whose connection was reset before an answer', async () => {
    const { client, emulator } = await start({ faults: times(1, { reset: 'before-headers' }) })
    expect((await client.chat(hello)).finishReason).toBe('stop')
    expect(emulator.requests).toHaveLength(2)
  })

  it('repeat a request whose answer was reset before its first byte, but not later', async () => {
    const early = await start({ replies: [streamed, streamed], faults: times(1, { reset: 'after-headers' }) })
    const { chunks } = await collect(early.client.stream(hello))
    expect(chunks.map((chunk) => chunk.text ?? '').join('')).toBe('one two')
    const late = await start({ replies: [streamed, streamed], faults: times(1, { reset: { atByte: 100 } }) })
    const { error } = await collect(late.client.stream(hello))
    expect(error).toBeInstanceOf(EndpointError)
    expect(late.emulator.requests).toHaveLength(1)
  })

  it('get a fresh token before each attempt', async () => {
    const tokens = ['token-number-one', 'token-number-two']
    const { client, emulator } = await start(
      { apiKey: [...tokens], faults: times(1, { status: 503, ...soon }) },
      { endpointApiKey: async () => tokens.shift() ?? 'none-is-left' },
    )
    await client.chat(hello)
    expect(emulator.requests.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token-number-one',
      'Bearer token-number-two',
    ])
  })

  it('call a token function once more after a 401, whatever `maxRetries` is', async () => {
    const tokens = ['token-that-expired', 'token-that-is-good']
    const { client, emulator } = await start(
      { apiKey: 'token-that-is-good' },
      { endpointApiKey: () => tokens.shift() ?? 'x', maxRetries: 0 },
    )
    await client.chat(hello)
    expect(emulator.requests).toHaveLength(2)
    const hopeless = await start({}, { endpointApiKey: () => 'token-that-is-bad', maxRetries: 0 })
    expect(await failure(hopeless.client.chat(hello))).toMatchObject({ status: 401 })
    expect(hopeless.emulator.requests).toHaveLength(2)
  })
})

describe('the wait before a retry', () => {
  const waitFor = async (headers: Record<string, string>, body = ''): Promise<number> => {
    let wait = Number.NaN
    const stop = new AbortController()
    const client = clientOf(() => new Response(body, { status: 429, headers }), {
      maxRetries: 1,
      onRetry({ delayMs }) {
        wait = delayMs
        stop.abort()
      },
    })
    await failure(client.chat(hello, { signal: stop.signal }))
    return wait
  }

  it.each<[name: string, headers: Record<string, string>, body: string, expected: number]>([
    [
      'x-ms-retry-after-ms first',
      { 'x-ms-retry-after-ms': '1500', 'retry-after-ms': '1', 'retry-after': '1' },
      '',
      1500,
    ],
    ['retry-after-ms next', { 'retry-after-ms': '250', 'retry-after': '9' }, '', 250],
    ['Retry-After in seconds', { 'retry-after': '7' }, '', 7000],
    [
      'a message in the body',
      {},
      '{"error":{"code":"429","message":"Rate limit is exceeded. Try again in 2 seconds."}}',
      2000,
    ],
    ['a message with a fraction', {}, 'Please retry after 1.5 seconds', 1500],
    ['a message in milliseconds', {}, 'Please try again in 300ms.', 300],
    ['Retry-After, up to a minute', { 'retry-after': '86400' }, '', 60_000],
    ['a message, up to a minute', {}, 'Please retry after 86400 seconds.', 60_000],
  ])('is taken from %s', async (_name, headers, body, expected) => {
    expect(await waitFor(headers, body)).toBe(expected)
  })

  it('is taken from a date', async () => {
    const wait = await waitFor({ 'retry-after': new Date(Date.now() + 20_000).toUTCString() })
    expect(wait).toBeGreaterThan(17_000)
    expect(wait).toBeLessThanOrEqual(20_000)
  })

  it.each<[name: string, headers: Record<string, string>]>([
    ['in a past date', { 'retry-after': new Date(Date.now() - 60_000).toUTCString() }],
    ['in milliseconds', { 'retry-after-ms': '0', 'x-ms-retry-after-ms': '0', 'retry-after': '0' }],
    ['in seconds', { 'retry-after': '0' }],
    ['that is negative', { 'retry-after': '-1' }],
  ])('backs off from a wait of zero, which Azure asks for while a limit is used up: %s', async (_name, headers) => {
    const wait = await waitFor(headers)
    expect(wait).toBeGreaterThanOrEqual(250)
    expect(wait).toBeLessThanOrEqual(500)
  })

  it('is taken from the first header that has more than zero', async () => {
    expect(await waitFor({ 'x-ms-retry-after-ms': '0', 'retry-after': '55' })).toBe(55_000)
    expect(await waitFor({ 'retry-after-ms': '0', 'retry-after': '0' }, 'Try again in 3 seconds.')).toBe(3000)
  })

  it('otherwise backs off, doubled each time up to eight seconds, with jitter', async () => {
    const waits = await Promise.all(Array.from({ length: 20 }, () => waitFor({})))
    expect(new Set(waits).size).toBeGreaterThan(1)
    vi.useFakeTimers()
    try {
      for (const [random, share] of [
        [0, 0.5],
        [0.5, 0.75],
        [1, 1],
      ] as const) {
        vi.spyOn(Math, 'random').mockReturnValue(random)
        const delays: number[] = []
        const onRetry = ({ delayMs }: { delayMs: number }): void => void delays.push(delayMs)
        const call = failure(clientOf(() => new Response('', { status: 429 }), { maxRetries: 6, onRetry }).chat(hello))
        await vi.advanceTimersByTimeAsync(60_000)
        await call
        expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 8000].map((delay) => delay * share))
      }
    } finally {
      vi.useRealTimers()
      vi.restoreAllMocks()
    }
  })
})

describe('timeout', () => {
  it('ends each attempt that receives no byte', async () => {
    const { client, emulator } = await start({ faults: [{ firstByteDelayMs: 60_000 }] }, { timeout: 50, maxRetries: 1 })
    const error = await failure(client.chat(hello))
    expect(error).toBeInstanceOf(EndpointError)
    expect(error).toMatchObject({ status: undefined, retryable: true })
    expect((error as Error).message).toContain('No byte of the answer arrived within 50 ms (`timeout`)')
    expect(emulator.requests).toHaveLength(2)
  })

  it('lasts until the first byte of the body, and the call’s option overrides the client’s', async () => {
    const { client } = await start({ faults: [{ bodyDelayMs: 60_000 }] }, { maxRetries: 0 })
    expect(((await failure(client.chat(hello, { timeout: 50 }))) as Error).message).toContain('50 ms (`timeout`)')
    expect((await collect(client.stream(hello, { timeout: 50 }))).error).toMatchObject({ name: 'EndpointError' })
  })

  it('also limits the wait for a token', async () => {
    const { client } = await start(
      {},
      { endpointApiKey: () => new Promise<string>(() => {}), timeout: 50, maxRetries: 0 },
    )
    expect(await failure(client.chat(hello))).toBeInstanceOf(EndpointError)
  })

  it('no longer applies after the first byte', async () => {
    vi.useFakeTimers()
    const chat = clientOf(() => paced(wholeAnswer, 1_000), { timeout: 60 }).chat(hello)
    await vi.advanceTimersByTimeAsync(1_000 * wholeAnswer.length)
    expect((await chat).finishReason).toBe('stop')
  })
})

describe('idleTimeout', () => {
  it('ends a stream that goes silent, after emitting the text that arrived', async () => {
    const { client } = await start(
      { replies: [streamed], faults: [{ stallAtByte: stream.indexOf('two') - 10 }] },
      { idleTimeout: 80 },
    )
    const { chunks, error } = await collect(client.stream(hello))
    expect(chunks.map((chunk) => chunk.text)).toEqual(['one '])
    expect(error).toMatchObject({ name: 'EndpointError', retryable: true, status: undefined })
    expect((error as Error).message).toContain('no byte for 80 ms (`idleTimeout`)')
  })

  it('ends a whole answer that goes silent', async () => {
    const { client } = await start({ faults: [{ stallAtByte: 20 }] }, { idleTimeout: 80 })
    expect(((await failure(client.chat(hello))) as Error).message).toContain('`idleTimeout`')
  })

  it('does not apply to a slow but steady stream', async () => {
    vi.useFakeTimers()
    const chunks = collect(clientOf(() => paced(stream, 59), { idleTimeout: 60 }).stream(hello))
    await vi.advanceTimersByTimeAsync(59 * stream.length)
    expect((await chunks).error).toBeUndefined()
  })
})

describe('a signal', () => {
  const reason = new Error('changed my mind')

  it('that is already aborted prevents the request', async () => {
    const { client, emulator } = await start({})
    expect(await failure(client.chat(hello, { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect((await collect(client.stream(hello, { signal: AbortSignal.abort() }))).error).toMatchObject({
      name: 'AbortError',
    })
    expect(emulator.requests).toHaveLength(0)
    let tokens = 0
    const withToken = clientOf(() => Response.json({}), { endpointApiKey: () => `token-number-${++tokens}` })
    expect(await failure(withToken.chat(hello, { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(tokens).toBe(0)
  })

  it.each<[name: string, emulated: EndpointEmulatorOptions, options: Partial<EndpointOptions>]>([
    ['while a token is requested', {}, { endpointApiKey: () => new Promise<string>(() => {}) }],
    ['before the first byte', { faults: [{ firstByteDelayMs: 60_000 }] }, {}],
    ['between headers and body', { faults: [{ bodyDelayMs: 60_000 }] }, {}],
    ['in the middle of the body', { faults: [{ stallAtByte: 20 }] }, {}],
    ['while waiting to retry', { faults: [{ status: 503, retryAfter: 30 }] }, {}],
    ['while an error body is read', { faults: [{ status: 500, body: 'x'.repeat(100), stallAtByte: 10 }] }, {}],
  ])('%s ends the call with its reason', async (_name, emulated, options) => {
    const { client } = await start(emulated, options)
    const stop = new AbortController()
    setTimeout(() => stop.abort(reason), 60)
    const started = Date.now()
    expect(await failure(client.chat(hello, { signal: stop.signal }))).toBe(reason)
    expect(Date.now() - started).toBeLessThan(20_000)
  })

  it('in the middle of a stream ends it, and nothing is emitted after it', async () => {
    const { client } = await start({ replies: [streamed] })
    const stop = new AbortController()
    const chunks: ChatChunk[] = []
    const run = (async () => {
      for await (const chunk of client.stream(hello, { signal: stop.signal })) {
        chunks.push(chunk)
        stop.abort(reason)
      }
    })()
    expect(await failure(run)).toBe(reason)
    expect(chunks).toHaveLength(1)
  })

  it('rethrows the reason of AbortSignal.timeout unchanged', async () => {
    const { client } = await start({ faults: [{ firstByteDelayMs: 60_000 }] })
    expect(await failure(client.chat(hello, { signal: AbortSignal.timeout(50) }))).toMatchObject({
      name: 'TimeoutError',
    })
  })

  it('ends a call even if fetch ignores it', async () => {
    const deaf = clientOf(() => new Promise<Response>(() => {}))
    expect(await failure(deaf.chat(hello, { signal: AbortSignal.timeout(30) }))).toMatchObject({ name: 'TimeoutError' })
    const endless = clientOf(() => new Response(new ReadableStream({ pull: () => new Promise<void>(() => {}) })))
    expect((await collect(endless.stream(hello, { signal: AbortSignal.timeout(30) }))).error).toMatchObject({
      name: 'TimeoutError',
    })
  })
})

describe('a connection', () => {
  it('is closed at once when the caller leaves the loop', async () => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(firstEvent)),
      cancel: () => void (cancelled = true),
    })
    for await (const chunk of clientOf(() => new Response(body)).stream(hello)) {
      expect(chunk.text).toBe('one ')
      break
    }
    expect(cancelled).toBe(true)
  })

  it('that is refused causes a retryable error that names the host', async () => {
    const { client, emulator } = await start({}, { maxRetries: 0 })
    await emulator.close()
    const error = await failure(client.chat(hello))
    expect(error).toBeInstanceOf(EndpointError)
    expect(error).toMatchObject({ code: 'ECONNREFUSED', retryable: true, status: undefined })
    expect((error as Error).message).toContain('127.0.0.1')
  })

  it.each<[fault: Fault, words: string]>([
    [{ reset: { atByte: 30 } }, 'The connection was lost in the middle of the answer'],
    [{ reset: 'after-headers' }, 'The connection was lost before the answer began'],
  ])('lost by %j causes an EndpointError that says so', async (fault, words) => {
    const { client } = await start({ faults: [fault] }, { maxRetries: 0 })
    expect(await failure(client.chat(hello))).toMatchObject({
      name: 'EndpointError',
      retryable: true,
      message: expect.stringContaining(words),
    })
  })

  it('does not follow redirects', async () => {
    const { client, emulator } = await start({
      replies: [{ raw: { status: 302, headers: { location: '/v1/chat/completions' } } }],
    })
    expect(await failure(client.chat(hello))).toMatchObject({ status: 302, retryable: false })
    expect(emulator.requests).toHaveLength(1)
  })
})

describe('headers', () => {
  it('of the call override the client’s, and undefined removes one', async () => {
    const { client, emulator } = await start({}, { headers: { 'x-one': '1', 'x-two': '2' }, deploymentName: 'blue' })
    await client.chat(hello, { headers: { 'X-One': 'mine', 'x-two': undefined, 'extra-parameters': 'pass-through' } })
    expect(emulator.requests[0]?.headers).toMatchObject({
      'x-one': 'mine',
      'extra-parameters': 'pass-through',
      'azureml-model-deployment': 'blue',
      'content-type': 'application/json',
    })
    expect(emulator.requests[0]?.headers).not.toHaveProperty('x-two')
  })
})

describe('hooks', () => {
  it('see every attempt without its key, and cannot fail a call', async () => {
    const events: string[] = []
    const { client } = await start(
      { faults: times(1, { status: 503, ...soon }) },
      {
        onRequest: ({ attempt, headers, body }) =>
          events.push(`request ${attempt} ${headers.get('authorization')} ${Object.keys(body as object).join()}`),
        onResponse: ({ attempt, status }) => events.push(`response ${attempt} ${status}`),
        onRetry({ attempt, error, delayMs }) {
          events.push(`retry ${attempt} ${error.status} ${delayMs}`)
          throw new Error('a hook with a bug')
        },
      },
    )
    await client.chat(hello)
    expect(events).toEqual([
      'request 0 Bearer <redacted> messages',
      'response 0 503',
      'retry 0 503 1',
      'request 1 Bearer <redacted> messages',
      'response 1 200',
    ])
  })
})

it('a hook sees how long an attempt took, up to its headers', async () => {
  vi.useFakeTimers()
  const durations: number[] = []
  const client = clientOf(() => Response.json({}), {
    endpointApiKey: () => new Promise((resolve) => setTimeout(() => resolve(key), 100)),
    fetch: () => new Promise((resolve) => setTimeout(() => resolve(Response.json({})), 250)),
    onResponse: ({ durationMs }) => durations.push(durationMs),
  })
  void failure(client.chat(hello))
  await vi.advanceTimersByTimeAsync(350)
  vi.useRealTimers()
  expect(durations).toEqual([250])
})

describe('the default limits', () => {
  const waiting = async (milliseconds: number): Promise<unknown> => {
    vi.useFakeTimers()
    try {
      const client = clientOf(() => new Promise<never>(() => {}))
      let outcome: unknown
      void client.chat(hello).catch((error: unknown) => (outcome = error))
      await vi.advanceTimersByTimeAsync(milliseconds)
      return outcome
    } finally {
      vi.useRealTimers()
    }
  }

  it('let a model think for ten minutes', async () => {
    expect(await waiting(599_000)).toBeUndefined()
    expect(await waiting(600_001)).toMatchObject({ retryable: true, message: expect.stringContaining('600000 ms') })
  })
})
