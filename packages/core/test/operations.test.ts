// Every operation goes through the same exchange; what is tested of one holds for all.
import {
  AzureMLEndpointClient,
  type CallOptions,
  type ChatChunk,
  ContentFormatterBase,
  type EndpointOptions,
  type ParsedChatChunk,
  type RequestContext,
} from '@azureml-endpoints/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { clientOf, failure, hello, key } from './client-of.ts'

afterEach(() => void vi.useRealTimers())

/** Parses every answer to the same result, unless its body is a mistake. */
function parsed(body: unknown): { text: string; embeddings: number[][]; results: { index: number; score: number }[] } {
  if (body === 'mistake') throw new Error('no answer in it')
  return { text: 'Hi', embeddings: [[1]], results: [{ index: 0, score: 1 }] }
}

const codec = {
  formatRequest: (request: { modelKwargs?: object }, { stream, modelKwargs }: RequestContext): object => ({
    stream,
    ...modelKwargs,
    ...request.modelKwargs,
  }),
  parseResponse: parsed,
}

class Formatter extends ContentFormatterBase {
  readonly name = 'all'
  readonly codecs = {
    serverless: {
      ...codec,
      openStream:
        () =>
        (event: unknown): ParsedChatChunk | undefined =>
          event === undefined ? undefined : { text: parsed(event).text, finishReason: 'stop' },
    },
  }
  override readonly embeddingCodecs = { serverless: codec }
  override readonly rerankCodecs = { serverless: codec }
}

type Result = Pick<ChatChunk, 'headers' | 'request'> & { readonly raw: unknown }
type Operation = (
  client: AzureMLEndpointClient,
  options?: CallOptions,
  modelKwargs?: Record<string, unknown>,
) => Promise<Result>

/** The first result of each operation. */
const operations: Readonly<Record<string, Operation>> = {
  chat: (client, options, modelKwargs) => client.chat({ ...hello, modelKwargs }, options),
  stream: async (client, options, modelKwargs) => {
    for await (const chunk of client.stream({ ...hello, modelKwargs }, options)) return chunk
    throw new Error('There is no chunk.')
  },
  streamBatches: async (client, options, modelKwargs) => {
    for await (const [chunk] of client.streamBatches({ ...hello, modelKwargs }, options)) if (chunk) return chunk
    throw new Error('There is no chunk.')
  },
  embed: (client, options, modelKwargs) => client.embed({ values: ['a'], modelKwargs }, options),
  rerank: (client, options, modelKwargs) => client.rerank({ query: 'q', documents: ['a'], modelKwargs }, options),
}

const endpointUrl = 'https://my-ep.eastus2.inference.ml.azure.com/v1/any?sig=zq7xw-vp3mn9'
const url = 'https://my-ep.eastus2.inference.ml.azure.com/v1/any?sig=<redacted>'
const options: Partial<EndpointOptions> = { endpointUrl, endpointApiType: 'serverless', contentFormatter: Formatter }
const good = (): Response => Response.json({ output: 1 }, { headers: { 'x-request-id': 'r1' } })
const endless = (): Promise<Response> => new Promise(() => {})
const soon = { 'retry-after-ms': '1' }

/** A client with these answers in turn, and everything that it sends and reports. */
function recorded(answers: readonly (() => Response | Promise<Response>)[], more: Partial<EndpointOptions> = {}) {
  const sent: [url: unknown, init: RequestInit | undefined][] = []
  const events: string[] = []
  const client = clientOf(good, {
    ...options,
    fetch: async (given, init) => (answers[sent.push([given, init]) - 1] ?? good)(),
    onRequest: (event) => events.push(`request ${event.attempt} ${event.url} ${JSON.stringify(event.body)}`),
    onResponse: (event) => events.push(`response ${event.attempt} ${event.url} ${event.status}`),
    onRetry: ({ attempt, delayMs, error }) => events.push(`retry ${attempt} ${delayMs} ${error.status}`),
    ...more,
  })
  return { client, sent, events }
}

describe.each(Object.entries(operations))('%s()', (name, run) => {
  const isStream = name.startsWith('stream')
  const shownRequest = (more: object = {}): object => ({ url, body: { stream: isStream, ...more } })

  it('sends one POST with the options of client and call, and returns the answer whole', async () => {
    const { client, sent } = recorded([good], { headers: { 'x-a': '1', 'x-b': '2' }, modelKwargs: { a: 1, b: 2 } })
    const answer = await run(client, { headers: { 'X-B': ' 3 ', 'x-c': '4', 'content-type': undefined } }, { b: 3 })
    expect(sent).toEqual([
      [
        endpointUrl,
        {
          method: 'POST',
          headers: {
            accept: isStream ? 'text/event-stream, application/json' : 'application/json',
            authorization: `Bearer ${key}`,
            'x-a': '1',
            'x-b': '3',
            'x-c': '4',
          },
          body: `{"stream":${isStream},"a":1,"b":3}`,
          redirect: 'manual',
          signal: expect.any(AbortSignal),
        },
      ],
    ])
    expect(answer).toMatchObject({ raw: { output: 1 }, request: shownRequest({ a: 1, b: 3 }) })
    expect(answer.headers?.get('x-request-id')).toBe('r1')
  })

  it('repeats what can succeed later, and tells the hooks about it', async () => {
    const busy = (status: number) => () => new Response('', { status, headers: soon })
    const underSuccess = (): Response => Response.json({ error: { code: 'rate_limit_exceeded' } }, { headers: soon })
    const { client, events } = recorded([busy(503), underSuccess], { maxRetries: 2 })
    await run(client)
    const request = `${url} ${JSON.stringify({ stream: isStream })}`
    expect(events).toEqual([
      `request 0 ${request}`,
      `response 0 ${url} 503`,
      'retry 0 1 503',
      `request 1 ${request}`,
      `response 1 ${url} 200`,
      'retry 1 1 200',
      `request 2 ${request}`,
      `response 2 ${url} 200`,
    ])
  })

  it.each([
    [{}, 3],
    [{ maxRetries: 0 }, 1],
    [{ maxRetries: 1 }, 2],
  ])('takes the number of retries from its options: %j', async (given, requests) => {
    const { client, sent } = recorded(
      Array.from({ length: 9 }, () => () => new Response('', { status: 503, headers: soon })),
      {
        maxRetries: 2,
      },
    )
    expect(await failure(run(client, given))).toMatchObject({ status: 503 })
    expect(sent).toHaveLength(requests)
  })

  it('throws what the endpoint says, with the answer and the request', async () => {
    const headers = { 'x-request-id': 'r9' }
    const { client } = recorded([
      () => Response.json({ error: { code: 'c1', message: 'No such tool.' } }, { status: 400, headers }),
    ])
    const error = await failure(run(client))
    expect(error).toMatchObject({
      name: 'EndpointError',
      status: 400,
      code: 'c1',
      requestId: 'r9',
      retryable: false,
      body: { error: { code: 'c1', message: 'No such tool.' } },
      request: shownRequest(),
      message: expect.stringContaining('No such tool.'),
    })
    expect((error as { headers: Headers }).headers.get('x-request-id')).toBe('r9')
  })

  it('throws a failure under 200, with the answer and the request', async () => {
    const { client } = recorded([
      () => Response.json({ error: 'out of memory' }, { headers: { 'x-request-id': 'r9' } }),
    ])
    expect(await failure(run(client))).toMatchObject({
      name: 'EndpointError',
      status: 200,
      requestId: 'r9',
      body: { error: 'out of memory' },
      request: shownRequest(),
    })
  })

  it('throws for an answer that the formatter cannot parse, with the answer', async () => {
    const { client, sent } = recorded([() => Response.json('mistake')], { maxRetries: 5 })
    expect(await failure(run(client))).toMatchObject({
      name: 'FormatError',
      method: 'parseResponse',
      payload: 'mistake',
      message: expect.stringContaining('threw: no answer in it'),
    })
    expect(sent).toHaveLength(1)
  })

  it('throws for a connection that fails, with the request', async () => {
    const { client } = recorded([() => Promise.reject(new TypeError('fetch failed'))])
    expect(await failure(run(client))).toMatchObject({
      name: 'EndpointError',
      status: undefined,
      retryable: true,
      request: shownRequest(),
      message: expect.stringContaining('could not be reached: fetch failed.'),
    })
  })

  it('ends at its timeout', async () => {
    vi.useFakeTimers()
    const { client } = recorded([endless, endless], { timeout: 50 })
    for (const [given, limit] of [
      [undefined, 50],
      [{ timeout: 70 }, 70],
    ] as const) {
      const outcome = failure(run(client, given))
      await vi.advanceTimersByTimeAsync(limit)
      expect(await outcome).toMatchObject({
        retryable: true,
        request: shownRequest(),
        message: expect.stringContaining(`within ${limit} ms (\`timeout\`)`),
      })
    }
  })

  it('is prevented by a signal that is aborted', async () => {
    const { client, sent } = recorded([])
    const reason = new Error('mine')
    expect(await failure(run(client, { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(sent).toEqual([])
  })

  it.each<[given: unknown, setting: string | undefined, message: string]>([
    ...[null, 5, 'x', new Map([['timeout', 5]])].map((given): [unknown, undefined, string] => [
      given,
      undefined,
      'The options of the call must be a plain object. Pass `{ signal, headers, timeout, maxRetries }`, or nothing.',
    ]),
    [{ abort: 1 }, 'abort', '`abort` is unknown. The names are `signal`, `headers`, `timeout`, `maxRetries`.'],
    [{ abortSignal: 1 }, 'abortSignal', '`abortSignal` is unknown. Use `signal`.'],
    ...[null, {}, new AbortController()].map((signal): [unknown, string, string] => [
      { signal },
      'signal',
      '`signal` is not an AbortSignal. Pass `controller.signal`.',
    ]),
    [{ headers: [] }, 'headers', '`headers` must be a plain object of names and string values.'],
    [
      { timeout: 0 },
      'timeout',
      '`timeout` is 0; it must be a number of milliseconds above 0, or Infinity for no limit.',
    ],
    [{ maxRetries: -1 }, 'maxRetries', '`maxRetries` is -1; it must be a whole number, 0 or more.'],
    [{ maxRetries: null }, 'maxRetries', '`maxRetries` is null; it must be a whole number, 0 or more.'],
  ])('refuses the options %j', async (given, setting, message) => {
    const { client, sent } = recorded([])
    expect(await failure(run(client, given as CallOptions))).toMatchObject({
      name: 'ConfigurationError',
      setting,
      message,
    })
    expect(sent).toEqual([])
  })

  it('shows no secret of its own headers and parameters', async () => {
    const secret = 'zq7xw-of-the-call'
    const echo = (): Response => Response.json({ error: `no ${secret}` }, { status: 400 })
    const { client, events, sent } = recorded([echo, echo, good], { modelKwargs: { api_key: 'zq7xw-of-the-client' } })
    const ofHeader = await failure(run(client, { headers: { 'x-api-key': secret } }))
    const ofParameter = await failure(run(client, {}, { connection: { password: secret } }))
    for (const error of [ofHeader, ofParameter]) {
      expect(error).toMatchObject({
        body: { error: 'no <redacted>' },
        message: expect.stringContaining('no <redacted>'),
      })
    }
    expect(ofParameter).toMatchObject({
      request: shownRequest({ api_key: '<redacted>', connection: { password: '<redacted>' } }),
    })
    expect(await run(client)).toMatchObject({ request: shownRequest({ api_key: '<redacted>' }) })
    expect(events.join('\n')).not.toContain('zq7xw')
    expect(JSON.parse(String(sent[1]?.[1]?.body))).toMatchObject({
      api_key: 'zq7xw-of-the-client',
      connection: { password: secret },
    })
  })

  it('names the options of an adapter in its errors', async () => {
    const names = { renamed: { maxRetries: 'attempts', timeout: 'patience' } }
    const client = new AzureMLEndpointClient(
      { ...options, endpointApiKey: key, contentFormatter: Formatter, timeout: 50, fetch: endless },
      names,
    )
    expect(await failure(run(client, { maxRetries: -1 }))).toMatchObject({
      message: '`attempts` is -1; it must be a whole number, 0 or more.',
    })
    expect(await failure(run(client, { maxRetries: 0 }))).toMatchObject({
      message: expect.stringContaining('within 50 ms (`patience`)'),
    })
  })

  it.each<[what: string, answer: () => unknown, problem: string]>([
    ['nothing', () => undefined, 'returned no `Response`'],
    ['no status', () => ({ headers: new Headers(), body: null }), 'returned no `Response`'],
    ['no headers', () => ({ status: 200, body: null }), 'returned no `Response`'],
    ['headers as an object', () => ({ status: 200, headers: {}, body: null }), 'returned no `Response`'],
    ['no body', () => ({ status: 200, headers: new Headers() }), 'returned a response whose body is not a web stream'],
    [
      'the body of another kind',
      () => ({ status: 200, headers: new Headers(), body: { on() {} } }),
      'returned a response whose body is not a web stream',
    ],
    [
      'a body in use',
      () => ({ status: 200, headers: new Headers(), body: { locked: true, getReader() {} } }),
      'returned a response whose body it has already read; make it read a `response.clone()` instead',
    ],
    [
      'a body that was read',
      () => ({ status: 200, headers: new Headers(), body: null, bodyUsed: true }),
      'returned a response whose body it has already read; make it read a `response.clone()` instead',
    ],
    [
      'a body of texts',
      () => new Response(new ReadableStream({ start: (body) => body.enqueue('{}') })),
      'returned a response whose body is not a byte stream',
    ],
  ])('refuses a fetch that returns %s', async (_what, answer, problem) => {
    const { client, sent } = recorded([() => answer() as Response], { maxRetries: 3 })
    expect(await failure(run(client))).toMatchObject({
      name: 'ConfigurationError',
      setting: 'fetch',
      message: `The \`fetch\` option ${problem}.`,
    })
    expect(sent).toHaveLength(1)
  })
})
