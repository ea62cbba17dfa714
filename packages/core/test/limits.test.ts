import { EndpointError } from '@azureml-endpoints/core'
import { afterEach, expect, it, vi } from 'vitest'
import { limits } from '../src/errors/limits.ts'
import { bodyOf, clientOf, collect, delta, failure, hello, key, sse } from './client-of.ts'

/** A limit, and calls whose answers exceed it or stay within it. */
interface LimitCase {
  readonly limit: string
  readonly value: string
  /** Makes a call that exceeds the limit. */
  readonly fail: () => Promise<unknown>
  /** Returns whether calls that stay just within the limit succeed. */
  readonly within: () => Promise<unknown>
}

function* repeated(piece: string, count: number, end = ''): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(piece)
  for (let index = 0; index < count; index++) yield bytes
  if (end !== '') yield new TextEncoder().encode(end)
}

const eventStream = { headers: { 'content-type': 'text/event-stream' } }
const stream = async (pieces: Iterable<string | Uint8Array>): Promise<unknown> => {
  const { error, chunks } = await collect(clientOf(() => new Response(bodyOf(pieces), eventStream)).stream(hello))
  if (error !== undefined) throw error
  return chunks
}
const chat = (pieces: Iterable<string | Uint8Array>): Promise<unknown> =>
  clientOf(() => new Response(bodyOf(pieces))).chat(hello)

const whole = (message: object): string => JSON.stringify({ choices: [{ message: { content: 'Hi', ...message } }] })
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
const calls = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ index, id: `c${index}`, function: { name: 'f', arguments: '{}' } }))
const mebibyte = 'x'.repeat(2 ** 20)
const finished = sse(delta({ content: 'Hi' }, { finish_reason: 'stop' }))
const comments = (size: number, end = finished): Iterable<Uint8Array> =>
  repeated(`:${'x'.repeat(2 ** 16 - 2)}\n`, size / 2 ** 16, end)
const slowly =
  (pieces: Iterable<string | Uint8Array>, call: (pieces: Iterable<string | Uint8Array>) => Promise<unknown>) =>
  async (milliseconds: number): Promise<unknown> => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += milliseconds / 4))
    return call(pieces)
  }

const cases: readonly LimitCase[] = [
  {
    limit: 'Size of a whole answer; 32 MiB if it answers a streamed request',
    value: '128 MiB',
    fail: () => chat(repeated(mebibyte, 129)),
    within: () => chat([whole({ content: mebibyte })]),
  },
  {
    limit: 'Size of one event of a stream, or of input without a line break',
    value: '16 Mi characters',
    fail: () => stream(repeated(`data: ${mebibyte}`, 17)),
    within: () => stream([`data: ${JSON.stringify(delta({ content: mebibyte }))}\n\n`, finished]),
  },
  {
    limit: 'Levels of nesting in an answer or an event',
    value: '256 levels',
    fail: () => chat([whole({ extra: nested(limits.nesting) })]),
    within: () => chat([whole({ extra: nested(limits.nesting - 10) })]),
  },
  {
    limit: 'Tool calls in one answer',
    value: '1024 calls',
    fail: () => stream([sse(delta({ tool_calls: calls(limits.toolCalls + 1) }))]),
    within: () => stream([sse(delta({ tool_calls: calls(limits.toolCalls) }))]),
  },
  {
    limit: 'Size of one tool call, name and arguments',
    value: '16 Mi characters',
    fail: () =>
      stream(
        repeated(
          sse(delta({ tool_calls: [{ index: 0, function: { name: 'f', arguments: mebibyte } }] })).slice(0, -14),
          17,
        ),
      ),
    within: () =>
      stream([sse(delta({ tool_calls: [{ index: 0, function: { name: 'f', arguments: `"${mebibyte}"` } }] }))]),
  },
  {
    limit: 'Successive events of a stream without content, such as `null`',
    value: '10000 events without any',
    fail: () => stream(repeated('data: null\n\n', limits.silentEvents + 1)),
    within: () => stream(repeated('data: null\n\n', limits.silentEvents, finished)),
  },
  {
    limit: 'Successive events of a stream that only repeat the finish reason or usage',
    value: '10000 events without content',
    fail: () =>
      stream(repeated(`data: ${JSON.stringify(delta({}, { finish_reason: 'stop' }))}\n\n`, limits.silentEvents + 1)),
    within: () =>
      stream(repeated(`data: ${JSON.stringify(delta({}, { finish_reason: 'stop' }))}\n\n`, limits.silentEvents)),
  },
  {
    limit: 'Bytes of a stream without content, such as comments',
    value: '32 MiB without any',
    fail: () => stream(comments(limits.silentBytes + 2 ** 17)),
    within: () => stream(comments(limits.silentBytes - 2 ** 17)),
  },
  {
    limit: 'Time of a stream without content (or `timeout`, if that is longer)',
    value: '600000 ms',
    fail: () => slowly(repeated(':\n', 20), stream)(limits.silence),
    within: () => slowly(repeated(':\n', 3, finished), stream)(limits.silence / 4),
  },
  {
    limit: 'Time from the first byte of a whole answer to its end (or `timeout`, if that is longer)',
    value: '600000 ms',
    fail: () => slowly(repeated(' ', 20), chat)(limits.silence),
    within: () => slowly(repeated(' ', 3, whole({})), chat)(limits.silence / 8),
  },
]

afterEach(() => void vi.restoreAllMocks())

it.each(cases)('$limit: the error names the limit', async ({ value, fail }) => {
  const error = await failure(fail())
  expect(error).toBeInstanceOf(EndpointError)
  expect(String(error)).toContain(`: the limit is ${value}, and the rest was not read.`)
  expect(error).toHaveProperty('retryable', value.endsWith('ms'))
})

it.each(cases)('$limit: an answer within the limit succeeds', async ({ within }) => {
  await expect(within()).resolves.toBeDefined()
})

it('applies the limit of tool calls to whole answers too', async () => {
  expect(String(await failure(chat([whole({ tool_calls: calls(limits.toolCalls + 1) })])))).toContain('1024 calls')
})

it('applies the limit of nesting to events with text too', async () => {
  const event = (levels: number): string => sse(delta({ content: 'Hi', extra: nested(levels) }))
  await expect(stream([event(limits.nesting - 10)])).resolves.toBeDefined()
  expect(String(await failure(stream([event(limits.nesting)])))).toContain('256 levels')
})

it.each<[what: string, silent: () => Iterable<string | Uint8Array>]>([
  ['events', () => repeated('data: null\n\n', limits.silentEvents - 10)],
  ['bytes', () => comments(limits.silentBytes - 2 ** 20, '')],
])('counts only the %s since the last content', async (_what, silent) => {
  function* pieces(): Generator<string | Uint8Array> {
    for (let round = 0; round < 2; round++) {
      yield* silent()
      yield sse(delta({ content: 'Hi' })).slice(0, -14)
    }
  }
  await expect(stream(pieces())).resolves.toBeDefined()
})

it('counts only the time since the last content', async () => {
  const event = sse(delta({ content: 'Hi' })).slice(0, -14)
  await expect(
    slowly([event, ':\n', event, ':\n', event, ':\n', finished], stream)(limits.silence),
  ).resolves.toBeDefined()
})

it.each([
  ['chat', ' ', whole({}), {}],
  ['stream', ':\n', finished, eventStream],
] as const)(
  '%s() gives an answer as much time as its first byte, if that is more',
  async (method, silence, end, init) => {
    const endsAfter = async (milliseconds: number): Promise<unknown> => {
      const body = bodyAt([
        [silence, 0],
        [silence, milliseconds],
        [end, milliseconds],
      ])
      const client = clientOf(() => new Response(body, init), { timeout: 1_200_000, idleTimeout: 1e7 })
      return method === 'chat' ? client.chat(hello) : client.stream(hello).next()
    }
    await expect(endsAfter(1_200_000)).resolves.toBeDefined()
    expect(String(await failure(endsAfter(1_200_001)))).toContain('the limit is 1200000 ms')
  },
)

/** A body whose pieces arrive at these times. */
function bodyAt(pieces: readonly (readonly [piece: string, time: number])[]): ReadableStream<Uint8Array> {
  const rest = [...pieces]
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const pull = (body: ReadableStreamDefaultController<Uint8Array>): void => {
    const next = rest.shift()
    if (next === undefined) return body.close()
    now = next[1]
    body.enqueue(new TextEncoder().encode(next[0]))
  }
  return new ReadableStream({ pull }, { highWaterMark: 0 })
}

it('keeps the start of a large failure under 200, as text', async () => {
  const body = JSON.stringify({ error: { message: 'the reason' }, more: 'x'.repeat(2 ** 20) })
  const bothCalls = [() => chat([body]), () => stream([`data: ${body}\n\n`])]
  for (const call of bothCalls) {
    expect(await failure(call())).toMatchObject({
      body: body.slice(0, limits.errorBody),
      message: expect.stringContaining('the reason'),
    })
  }
})

it('emits the chunks from before the limit before the error', async () => {
  const events = sse(delta({ content: 'one ' }), delta({ content: 'two' })).slice(0, -14)
  const body = bodyOf([events, ...repeated(`data: ${mebibyte}`, 17)])
  const { chunks, error } = await collect(clientOf(() => new Response(body, eventStream)).stream(hello))
  expect(chunks.map(({ text }) => text)).toEqual(['one ', 'two'])
  expect(error).toBeInstanceOf(EndpointError)
})

it('closes the connection when a limit is reached', async () => {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode(`data: ${mebibyte}`)),
    cancel: () => void (isCancelled = true),
  })
  await collect(clientOf(() => new Response(body, eventStream)).stream(hello))
  expect(isCancelled).toBe(true)
})

it('truncates a large or deeply nested error body', async () => {
  const long = await failure(clientOf(() => new Response('x'.repeat(2 ** 20), { status: 400 })).chat(hello))
  expect(long).toMatchObject({ status: 400, body: 'x'.repeat(limits.errorBody) })
  for (const levels of [1000, 30_000]) {
    const text = JSON.stringify({ detail: [{ loc: [], input: 1, msg: 'too deep' }] }).replace(
      '1',
      '['.repeat(levels) + ']'.repeat(levels),
    )
    const deep = await failure(clientOf(() => new Response(text, { status: 422 })).chat(hello))
    expect(deep).toMatchObject({ status: 422, message: expect.stringContaining('too deep') })
    expect(JSON.stringify((deep as EndpointError).body)).toContain('nested too deeply')
  }
  const list = '['.repeat(30_000) + ']'.repeat(30_000)
  for (const body of [list, `{"detail":[{"loc":${list}}]}`, `{"detail":[{"input":${list}}]}`, `{"error":${list}}`]) {
    expect(await failure(clientOf(() => new Response(body, { status: 422 })).chat(hello))).toMatchObject({
      status: 422,
    })
  }
})

it('does not wait for a slow error body, of which it keeps what came in ten seconds', async () => {
  const body = bodyAt([
    ['a', 0],
    ['b', 10_000],
    ['c', 10_001],
    ['d', 10_001],
  ])
  const slow = (): Response => new Response(body, { status: 500 })
  const options = { timeout: 1e7, idleTimeout: 1e7 }
  const error = await failure(clientOf(slow, options).chat(hello))
  expect(error).toMatchObject({ status: 500, body: 'abc' })
})

it('writes docs/production/limits.md', async () => {
  const rows = cases.map(({ limit, value }) => `| ${limit} | ${value.replace(/ without .*$/, '')} |`)
  await expect(
    [
      '# Limits',
      '',
      'A client limits how much it accepts from an endpoint. Beyond a limit, the call fails with an `EndpointError` that names the limit and its value, and the connection is closed; chunks that arrived before are emitted first. The limits are fixed and far above what models send; they keep a broken or hostile endpoint from exhausting the memory or CPU time of a process. This page is generated by `packages/core/test/limits.test.ts`.',
      '',
      '| limit | value |',
      '| --- | --- |',
      ...rows,
      '| Size of an error body; the rest is dropped, and the error keeps its status | 64 KiB |',
      '| Time of an error body; what has arrived by then is kept | 10000 ms |',
      '| Levels of nesting in an error body or payload; deeper values are left out of the error | 256 levels |',
      '| Characters of an error payload; of a larger one the first 64 Ki are kept, as text | 4 Mi |',
      '| Characters of an id, a model name or a finish reason; the rest is cut off | 1000 |',
      '',
      'The time to the first byte (`timeout`) and between two bytes (`idleTimeout`) are options of the client: see [retries and timeouts](retries-and-timeouts.md).',
      '',
      '## A fault in fetch itself',
      '',
      'The global `fetch` of Node 24 can end the whole process with an `AssertionError` when an endpoint closes a connection while its answer waits for a slow reader ([nodejs/undici#5360](https://github.com/nodejs/undici/issues/5360), fixed in later versions of undici). No client can catch it. For endpoints that you do not trust, pass `nodeFetch` of `@azureml-endpoints/node-transport` as `fetch`, which does not have this fault.',
      '',
      '## Secrets',
      '',
      'The key or token of a call, secret headers (`authorization`, `x-api-key`, `cookie` and the like), secret query parameters of the URL (`code`, `sig`, `subscription-key` and the like, or a long run of letters and digits) and secrets in `modelKwargs` (`api_key`, `token`, `password` and the like, at any depth) are sent to the endpoint and shown nowhere. They are replaced by `<redacted>` in every field of an error, in `id`, `model`, `headers` and `request` of a response, and in hooks, even if they are escaped for JSON, a URL or HTML, up to four times, or encoded as base64, on its own or after other text. If a text was cut in the middle of a secret, the start of the secret is replaced too, if it has at least eight characters (six at the end of a body).',
      '',
      'Not covered, since an endpoint can always disguise a key that it has received: other encodings (hexadecimal, compression, encryption), a key split over several fields, and secrets of fewer than six characters. Values of headers, cookies and parameters that are ordinary words, such as a theme, are not searched for in other texts. What a model writes, `raw`, and the conversation in `request.body` are passed on unchanged.',
      '',
      'In messages and codes, control characters from the endpoint are escaped as in `\\u001b`, and line breaks become spaces, so that an error is one line of a log. `body` and `payload` keep them.',
      '',
    ].join('\n'),
  ).toMatchFileSnapshot('../../../docs/production/limits.md')
})

it.each(['message', 'code', 'detail', 'title', 'html', 'text', 'header', 'formatter'])(
  'escapes control characters in messages: %s',
  async (place) => {
    const codes = [
      ...Array.from({ length: 0x20 }, (_, code) => code),
      ...Array.from({ length: 0x21 }, (_, code) => 0x7f + code),
    ]
    const text = `a${[...codes, 0x2028, 0x2029, 0x202e, 0x2066].map((code) => String.fromCharCode(code)).join('')}b\r\nERROR forged`
    const bodies: Record<string, [string, ResponseInit]> = {
      message: [JSON.stringify({ error: { message: text } }), { status: 400 }],
      code: [JSON.stringify({ error: { code: text } }), { status: 400 }],
      detail: [JSON.stringify({ detail: [{ loc: [text], msg: text, input: text }] }), { status: 422 }],
      title: [`<html><title>${text}</title>`, { status: 502 }],
      html: [`<html><body>${text}`, { status: 502 }],
      text: [text, { status: 500 }],
      header: [
        '',
        { status: 424, headers: { 'x-request-id': 'a\u009bb', 'ms-azureml-model-error-reason': 'a\u009bb' } },
      ],
      formatter: [JSON.stringify({ [text]: text, choices: text }), { status: 200 }],
    }
    const [body, init] = bodies[place] as [string, ResponseInit]
    const error = (await failure(clientOf(() => new Response(body, init)).chat(hello))) as EndpointError
    for (const shown of [error.message, error.code, error.requestId, error.reason, String(error)]) {
      expect(shown ?? '').not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u)
    }
  },
)

it('never shows the key in these errors', async () => {
  for (const { fail } of cases) expect(JSON.stringify(await failure(fail()))).not.toContain(key)
})
