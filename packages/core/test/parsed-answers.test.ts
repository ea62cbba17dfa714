// What a formatter may return for an answer and for an event, and what reaches the caller of it.
import { type ChatChunk, ContentFormatterBase, FormatError, type ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { jsonProblem } from '../src/json/json-problem.ts'
import { clientOf, collect, failure, hello, key, sse } from './client-of.ts'

/** The answer is what was parsed of it; `at` stands for a date, which JSON does not have. */
function parsedOf(body: unknown): never {
  if (typeof body !== 'object' || body === null || !('at' in body)) return body as never
  const { at, ...fields } = body
  return { ...fields, createdAt: at === 'date' ? new Date(0) : at === 'no date' ? new Date(Number.NaN) : at } as never
}

class Formatter extends ContentFormatterBase {
  readonly name = 'f'
  readonly codecs = {
    serverless: {
      formatRequest: () => ({}),
      parseResponse: (body: unknown) => parsedOf((body as { parsed: unknown }).parsed),
      openStream: () => (event: unknown) =>
        event === undefined ? undefined : parsedOf((event as { parsed: unknown }).parsed),
    },
  }
}

const clientFor = (body: string, contentType = 'application/json') =>
  clientOf(() => new Response(body, { headers: { 'content-type': contentType } }), { contentFormatter: Formatter })
const whole = (parsed: unknown) => clientFor(JSON.stringify({ parsed })).chat(hello)
const streamed = (...events: unknown[]) =>
  collect(clientFor(sse(...events.map((parsed) => ({ parsed }))), 'text/event-stream').stream(hello))

/** Fields with a wrong type, and what is said of them, whole or streamed. */
const invalid: readonly [fields: object, problem: string][] = [
  [{ text: 5 }, 'returned number as `text`, not a string'],
  [{ text: null }, 'returned object as `text`, not a string'],
  [{ reasoning: 5 }, 'returned a `reasoning` that is not a string'],
  [{ finishReason: null }, 'returned a `finishReason` that is not a string'],
  [{ rawFinishReason: 5 }, 'returned a `finishReason` that is not a string'],
  [{ id: 5 }, 'returned an `id` or `model` that is not a string'],
  [{ model: {} }, 'returned an `id` or `model` that is not a string'],
  [{ usage: 5 }, 'returned a `usage` that is not an object'],
  [{ usage: null }, 'returned a `usage` that is not an object'],
  [{ at: '1970-01-01' }, 'returned a `createdAt` that is not a valid Date'],
  [{ at: 0 }, 'returned a `createdAt` that is not a valid Date'],
  [{ at: 'no date' }, 'returned a `createdAt` that is not a valid Date'],
  [{ refusal: true }, 'returned a `refusal` that is not a string'],
  [{ sources: {} }, 'returned `sources` that are not a list of objects'],
  [{ sources: [{}, 'x'] }, 'returned `sources` that are not a list of objects'],
  [{ sources: [null] }, 'returned `sources` that are not a list of objects'],
  [{ audio: 'AAAA' }, 'returned an `audio` that is not an object'],
  [{ serviceTier: 5 }, 'returned a `serviceTier` or `systemFingerprint` that is not a string'],
  [{ systemFingerprint: [] }, 'returned a `serviceTier` or `systemFingerprint` that is not a string'],
  [{ toolCalls: {} }, 'returned `toolCalls` that are not a list'],
  [{ toolCalls: [null] }, 'returned a tool call that is not an object'],
  [{ toolCalls: [{ name: 'f', arguments: '{}' }, 'g'] }, 'returned a tool call that is not an object'],
  [{ toolCalls: [{ id: 5, name: 'f', arguments: '{}' }] }, 'returned a tool call whose `id` is not a string'],
  [{ toolCalls: [{ name: 5, arguments: '{}' }] }, 'returned a tool call without a name'],
  [{ toolCalls: [{ name: 'f', arguments: {} }] }, 'returned tool-call `arguments` that are not JSON text'],
]

async function problemOf(error: unknown, payload: unknown): Promise<[method: string, problem: string | undefined]> {
  if (!(error instanceof FormatError)) throw error
  expect(error).toMatchObject({ formatter: 'f', apiType: 'serverless', payload })
  const [, method = '', problem] = /^`(\w+)` of formatter "f" \(serverless\) (.*?)\. [IT]/.exec(error.message) ?? []
  expect(error.method).toBe(method)
  return [method, problem]
}

it.each(invalid)('%j is refused in an answer and in an event', async (fields, problem) => {
  const parsed = { text: 'Hi', ...fields }
  expect(await problemOf(await failure(whole(parsed)), { parsed })).toEqual(['parseResponse', problem])
  const { chunks, error } = await streamed({ text: 'one' }, parsed)
  expect(await problemOf(error, { parsed })).toEqual(['openStream', problem])
  expect(chunks.map(({ text }) => text)).toEqual(['one'])
})

it.each<[parsed: unknown, problem: string]>([
  [null, 'returned null'],
  ['x', 'returned string'],
  [5, 'returned number'],
  [{}, 'returned undefined as `text`, not a string'],
  [{ text: '', toolCalls: [{ arguments: '{}' }] }, 'returned a tool call without a name'],
  [{ text: '', toolCalls: [{ name: 'f' }] }, 'returned tool-call `arguments` that are not JSON text'],
])('%j is refused as a whole answer', async (parsed, problem) => {
  expect(await problemOf(await failure(whole(parsed)), { parsed })).toEqual(['parseResponse', problem])
})

it.each<[parsed: unknown, problem: string]>([
  ['x', 'returned string instead of a chunk'],
  [5, 'returned number instead of a chunk'],
  [false, 'returned boolean instead of a chunk'],
])('%j is refused as an event', async (parsed, problem) => {
  expect(await problemOf((await streamed(parsed)).error, { parsed })).toEqual(['openStream', problem])
})

describe('the fields of an answer', () => {
  const usage = { inputTokens: 1, raw: null }
  const full = {
    text: 'Hi',
    reasoning: 'Hm.',
    finishReason: 'length',
    rawFinishReason: `max ${key}`,
    usage,
    id: `id ${key}`,
    model: `model ${key}`,
    refusal: 'No.',
    sources: [{ url: 'https://example.org/' }],
    logprobs: 0,
    audio: { id: 'a1' },
    serviceTier: `tier ${key}`,
    systemFingerprint: `print ${key}`,
    providerData: null,
  }
  const shown = {
    ...full,
    rawFinishReason: 'max <redacted>',
    id: 'id <redacted>',
    model: 'model <redacted>',
    serviceTier: 'tier <redacted>',
    systemFingerprint: 'print <redacted>',
    createdAt: new Date(0),
  }

  it('are all there, with the key redacted where names are', async () => {
    const { headers, request, raw, ...answer } = await whole({ ...full, at: 'date' })
    expect(answer).toStrictEqual({ ...shown, toolCalls: [] })
    expect([headers.get('content-type'), request.body, raw]).toEqual([
      'application/json',
      {},
      { parsed: { ...full, at: 'date' } },
    ])
    const { chunks } = await streamed({ ...full, at: 'date' })
    const joined: ChatChunk = Object.assign({}, ...chunks)
    expect(joined).toMatchObject(shown)
  })

  it('are absent where they are empty', async () => {
    const empty = {
      text: '',
      reasoning: '',
      id: '',
      model: '',
      refusal: '',
      sources: [],
      logprobs: null,
      serviceTier: '',
      systemFingerprint: '',
    }
    const { headers: _headers, request: _request, raw: _raw, ...answer } = await whole({ ...empty, toolCalls: [] })
    expect(answer).toStrictEqual({ text: '', toolCalls: [], finishReason: 'stop' })
    const { chunks } = await streamed({ text: 'Hi' }, empty)
    expect(chunks.map(({ headers: _h, request: _r, raw: _w, ...chunk }) => chunk)).toEqual([
      { text: 'Hi' },
      {},
      { finishReason: 'stop' },
    ])
  })

  it('of a call are its name, arguments, a new id, and data of the provider if it has some', async () => {
    const answer = await whole({
      text: '',
      toolCalls: [
        { id: 'c1', name: 'f', arguments: '{"a":1}', providerData: { s: 1 } },
        { id: 'c1', name: 'g', arguments: ' \n' },
        { id: '', name: 'h', arguments: '[]', other: 1 },
      ],
    })
    expect(answer.toolCalls).toStrictEqual([
      { id: 'c1', name: 'f', arguments: '{"a":1}', providerData: { s: 1 } },
      { id: expect.stringMatching(/./), name: 'g', arguments: '{}' },
      { id: expect.stringMatching(/./), name: 'h', arguments: '[]' },
    ])
    expect(new Set(answer.toolCalls.map(({ id }) => id)).size).toBe(3)
  })
})

describe('the finish reason', () => {
  const call = { name: 'f', arguments: '{}' }
  const cut = { name: 'f', arguments: '{"a":' }
  it.each<[given: string | undefined, toolCalls: readonly object[] | undefined, expected: string]>([
    [undefined, undefined, 'stop'],
    [undefined, [], 'stop'],
    [undefined, [call], 'tool-calls'],
    [undefined, [call, cut], 'stop'],
    [undefined, [cut, call], 'stop'],
    ['stop', undefined, 'stop'],
    ['stop', [call], 'tool-calls'],
    ['stop', [call, call], 'tool-calls'],
    ['other', [call], 'tool-calls'],
    ['length', undefined, 'length'],
    ['length', [call], 'length'],
    ['error', [call], 'error'],
    ['content-filter', [call], 'content-filter'],
    ['tool-calls', [call], 'tool-calls'],
    ['interrupted', undefined, 'interrupted'],
  ])('%j with the calls %j is %s', async (finishReason, toolCalls, expected) => {
    expect((await whole({ text: '', finishReason, toolCalls })).finishReason).toBe(expected)
  })
})

describe('a whole answer as a chunk', () => {
  const chunkOf = async (parsed: unknown): Promise<ChatChunk[]> =>
    (await collect(clientFor(JSON.stringify({ parsed })).stream(hello))).chunks

  it('has no text and no calls if there are none, and the index of each call', async () => {
    const metadata = { headers: expect.any(Headers), request: { url: expect.any(String), body: {} } }
    const toolCalls = ['a', 'b'].map((id) => ({ id, name: 'f', arguments: '{}' }))
    for (const [parsed, chunk] of [
      [{ text: '' }, { finishReason: 'stop' }],
      [
        { text: 'Hi', toolCalls: [] },
        { text: 'Hi', finishReason: 'stop' },
      ],
      [
        { text: '', toolCalls },
        { toolCalls: toolCalls.map((call, index) => Object.assign({ index }, call)), finishReason: 'tool-calls' },
      ],
    ]) {
      expect(await chunkOf(parsed)).toStrictEqual([{ ...chunk, raw: { parsed }, ...metadata }])
    }
  })
})

describe('the reader of a stream', () => {
  const withReader = (openStream: unknown, body = sse({ a: 1 })) => {
    class Faulty extends Formatter {
      override readonly codecs = {
        serverless: { ...new Formatter().codecs.serverless, openStream: openStream as () => never },
      }
    }
    const headers = { 'content-type': 'text/event-stream' }
    let requests = 0
    const answer = (): Response => {
      requests += 1
      return new Response(body, { headers })
    }
    return { client: clientOf(answer, { contentFormatter: Faulty }), requests: () => requests }
  }

  it.each([
    [() => null, 'object'],
    [() => 'x', 'string'],
    [() => ({ read() {} }), 'object'],
  ])('must be a function: %s', async (openStream, type) => {
    const { client, requests } = withReader(openStream)
    const { error } = await collect(client.stream(hello))
    expect(await problemOf(error, undefined)).toEqual(['openStream', `returned ${type} instead of a reader`])
    expect(requests()).toBe(0)
    expect(await problemOf(await failure(client.chat(hello)), undefined)).toEqual([
      'openStream',
      `returned ${type} instead of a reader`,
    ])
  })

  it('that throws at the end is shown the event before it', async () => {
    const read = (event: unknown): ParsedChatChunk | undefined => {
      if (event === undefined) throw new Error('no end')
      return { text: 'Hi' }
    }
    const { error } = await collect(withReader(() => read, sse({ a: 1 }, { b: 2 })).client.stream(hello))
    expect(await problemOf(error, { b: 2 })).toEqual(['openStream', 'threw: no end'])
  })

  it('may skip events with null and with undefined', async () => {
    const results = [null, undefined, { text: 'Hi' }, null]
    const { chunks, error } = await collect(
      withReader(() => () => results.shift(), sse(1, 2, 3, 4)).client.stream(hello),
    )
    expect([chunks.map(({ text }) => text), error]).toEqual([['Hi', undefined], undefined])
  })

  it('gets the body that was sent, and so does the parser of a whole answer', async () => {
    const seen: unknown[] = []
    class Curious extends Formatter {
      override readonly codecs = {
        serverless: {
          formatRequest: () => ({ sent: 1 }),
          parseResponse: (_body: unknown, sent: unknown) => ({ text: `${seen.push(sent)}` }),
          openStream: (sent: unknown) => {
            seen.push(sent)
            return () => ({ text: 'Hi' })
          },
        } as never,
      }
    }
    await clientOf(() => Response.json({}), { contentFormatter: Curious }).chat(hello)
    const stream = (): Response => new Response(sse(1), { headers: { 'content-type': 'text/event-stream' } })
    const client = clientOf(stream, { contentFormatter: Curious })
    await client.chat(hello)
    await collect(client.stream(hello))
    expect(seen).toEqual([{ sent: 1 }, { sent: 1 }, { sent: 1 }])
  })
})

describe('a body that is no JSON object', () => {
  const python =
    'The body is not JSON but a value as Python prints it. Have the deployment return a dictionary, or the result of json.dumps.'
  const number = (name: string): string =>
    `The body is not valid JSON: it contains ${name}, which Python writes but JSON does not have. Have the deployment return null or a finite number.`
  const early = 'The body is JSON that ends too early.'
  const invalidJson = 'The body is not valid JSON.'

  it.each<[text: string, problem: string | undefined]>([
    ['', 'The body is empty.'],
    [' \n', 'The body is empty.'],
    ['"{}"', 'The body is a JSON string, not an object.'],
    ['"', undefined],
    ['hello', undefined],
    ['5', undefined],
    ['null', undefined],
    ['{}', undefined],
    [' [1] ', undefined],
    ['NaN', number('NaN')],
    ['-Infinity', number('-Infinity')],
    ['NaN or so', undefined],
    ['a NaN', undefined],
    ['{"a": NaN}', number('NaN')],
    ['{"a": -Infinity, "b": "x"}', number('-Infinity')],
    ['[Infinity]', number('Infinity')],
    ['{"a": "NaN"', early],
    ['{"a": BaNaNa}', invalidJson],
    ["{'a': 1}", python],
    ['{"a": None}', python],
    ['[True]', python],
    ['[1, False]', python],
    ['[Nonesuch]', invalidJson],
    ['{"it\'s": 1', early],
    ['{"a\\"\'": 1', early],
    ['{"a": "None', early],
    ['{"a":', early],
    ['[1,\n', early],
    ['{"a": x} \n', invalidJson],
    ['[1 2]', invalidJson],
    [`{${'"a":1,'.repeat(9362)}"`, early],
    [`{${'"a":1,'.repeat(20_000)}`, invalidJson],
    [`{${' '.repeat(65_536)}NaN`, invalidJson],
    [`${' '.repeat(70_000)}{'a`, python],
  ])('%# is named for what it is', (text, problem) => {
    expect(jsonProblem(text)).toBe(problem)
  })
})
