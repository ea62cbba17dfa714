import { type ChatChunk, ContentFormatterBase, type ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { bodyOf, clientOf, collect, hello, key } from '../client-of.ts'

/** Events are chunks as they are, and texts are pieces of the answer. */
class PlainFormatter extends ContentFormatterBase {
  override readonly name = 'plain'
  override readonly codecs = {
    serverless: {
      formatRequest: () => ({}),
      parseResponse: (body: unknown) => ({ text: JSON.stringify(body) }),
      openStream:
        () =>
        (event: unknown): ParsedChatChunk | undefined => {
          if (event === 'bad' || (event as { bad?: true } | undefined)?.bad) throw new Error('odd event')
          if (typeof event === 'string') return { text: event }
          return (event as { skip?: true } | undefined)?.skip ? undefined : (event as ParsedChatChunk | undefined)
        },
    },
  }
}

function* losing(...pieces: string[]): Generator<string, never> {
  yield* pieces
  throw new TypeError('terminated')
}

const clientWith = (pieces: Iterable<string>): ReturnType<typeof clientOf> =>
  clientOf(() => new Response(bodyOf(pieces), { headers: { 'content-type': 'text/event-stream', 'x-echo': key } }), {
    contentFormatter: new PlainFormatter(),
  })

/** Returns the chunks of each read, and what was thrown after them. */
async function read(pieces: Iterable<string>): Promise<{ batches: ChatChunk[][]; error: unknown; after: unknown }> {
  const batches: ChatChunk[][] = []
  const stream = clientWith(pieces).streamBatches(hello)
  let error: unknown
  try {
    for (let next = await stream.next(); !next.done; next = await stream.next()) batches.push([...next.value])
  } catch (thrown) {
    error = thrown
  }
  return { batches, error, after: await stream.next() }
}

const textsIn = (batches: readonly ChatChunk[][]): (string | undefined)[][] =>
  batches.map((batch) => batch.map(({ text }) => text))
const reasonIn = (batches: readonly ChatChunk[][]): unknown => batches.at(-1)?.at(-1)?.finishReason

describe('the events of a stream', () => {
  it.each<[what: string, pieces: string[], texts: (string | undefined)[][], reason: string]>([
    [
      'end at [DONE], and what follows is dropped',
      ['data: a\n\ndata: [DONE]\n\ndata: b\n\n', 'data: c\n\n'],
      [['a'], [undefined]],
      'stop',
    ],
    ['end with the body', ['data: a\n\n', 'data: {"text":"b"}'], [['a'], ['b', undefined]], 'interrupted'],
    [
      'that are words of a JSON stream are skipped',
      ['data: {"text":"a"}\n\ndata: null\n\ndata:  \n\ndata: \n\n'],
      [['a'], [undefined]],
      'interrupted',
    ],
    [
      'that are words of a text stream are kept',
      ['data: a\n\ndata: null\n\ndata:  b \n\ndata:   \n\ndata:\n\n'],
      [['a', 'null', ' b ', '  '], [undefined]],
      'interrupted',
    ],
    [
      'that look like numbers and words are text',
      ['data: 5\n\ndata: true\n\ndata: -1\n\n'],
      [['5', 'true', '-1'], [undefined]],
      'interrupted',
    ],
    ['that are JSON strings are texts', ['data: "a"\n\ndata: "null"\n\n'], [['a', 'null'], [undefined]], 'interrupted'],
    [
      'that are broken JSON are texts',
      ['data: {a\n\ndata: "b\n\ndata: [c\n\n'],
      [['{a', '"b', '[c'], [undefined]],
      'interrupted',
    ],
    [
      'that the codec skips emit nothing',
      ['data: {"skip":true}\n\n', 'data: {"text":"a"}\n\n'],
      [['a'], [undefined]],
      'interrupted',
    ],
    [
      'with white space before their JSON are parsed',
      ['data:   {"text":"a"}\n\n'],
      [['a'], [undefined]],
      'interrupted',
    ],
  ])('%s', async (_what, pieces, texts, reason) => {
    const { batches, error, after } = await read(pieces)
    expect([textsIn(batches), reasonIn(batches), error]).toEqual([texts, reason, undefined])
    expect(after).toEqual({ done: true, value: undefined })
  })

  it('have the headers and the request on the first chunk only', async () => {
    const { batches } = await read(['data: a\n\n', 'data: b\n\n'])
    expect(batches.flat().map((chunk) => ['headers' in chunk, 'request' in chunk])).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ])
    expect([batches[0]?.[0]?.headers?.get('x-echo'), batches[0]?.[0]?.raw]).toEqual(['<redacted>', 'a'])
  })

  it('of no content have them on the only chunk', async () => {
    const { batches } = await read(['data: [DONE]\n\n'])
    expect(batches).toMatchObject([[{ finishReason: 'stop', request: { body: {} } }]])
  })
})

describe('a failure', () => {
  it.each<[what: string, pieces: Iterable<string>, texts: string[][], error: object]>([
    [
      'named so, with JSON',
      ['data: a\n\nevent: error\ndata: {"message":"the reason"}\n\n'],
      [['a']],
      { name: 'EndpointError', message: expect.stringContaining('the reason') },
    ],
    [
      'named so, with text',
      ['event: error\ndata: the reason\n\n'],
      [],
      { name: 'EndpointError', message: expect.stringContaining('the reason') },
    ],
    [
      'next to text',
      ['data: {"text":"a","error":"the reason"}\n\n'],
      [],
      { name: 'EndpointError', message: expect.stringContaining('the reason') },
    ],
    [
      'beside a skipped event',
      ['data: {"skip":true,"error":"the reason"}\n\n'],
      [],
      { name: 'EndpointError', message: expect.stringContaining('the reason') },
    ],
    [
      'of the codec',
      ['data: a\n\n', 'data: bad\n\n'],
      [['a']],
      { name: 'FormatError', method: 'openStream', payload: 'bad', message: expect.stringContaining('odd event') },
    ],
    [
      'of the codec, whose event is a failure',
      ['data: {"bad":true,"error":"the reason"}\n\n'],
      [],
      { name: 'EndpointError', message: expect.stringContaining('the reason') },
    ],
    [
      'of the connection',
      losing('data: a\n\n', 'data: {"usage":{"outputTokens":1}}\n\n'),
      [['a']],
      {
        name: 'EndpointError',
        retryable: true,
        message: 'The connection was lost in the middle of the answer: terminated.',
      },
    ],
    [
      'of the last chunk',
      ['data: {"toolCalls":[{"id":"a","arguments":"{}"}]}\n\n'],
      [],
      { name: 'FormatError', message: expect.stringContaining('a tool call has no name') },
    ],
    [
      'of nesting',
      [`data: {"text":"a","x":${'['.repeat(257)}${']'.repeat(257)}}\n\n`],
      [],
      { name: 'EndpointError', message: expect.stringContaining('256 levels') },
    ],
  ])('%s is thrown after the chunks before it, once', async (_what, pieces, texts, expected) => {
    const { batches, error, after } = await read(pieces)
    expect(textsIn(batches).slice(0, texts.length)).toEqual(texts)
    expect(error).toMatchObject(expected)
    expect(after).toEqual({ done: true, value: undefined })
  })

  it('of the connection after the finish reason is none, but any other is', async () => {
    const finished = 'data: {"text":"a","finishReason":"length"}\n\n'
    const lost = await collect(clientWith(losing(finished)).stream(hello))
    expect([lost.error, lost.chunks.map(({ text, finishReason }) => [text, finishReason])]).toEqual([
      undefined,
      [['a', 'length']],
    ])
    const failed = await collect(clientWith([finished, 'data: {"error":"gone"}\n\n']).stream(hello))
    expect([failed.error, failed.chunks.map(({ text, finishReason }) => [text, finishReason])]).toEqual([
      expect.objectContaining({ name: 'EndpointError' }),
      [['a', undefined]],
    ])
  })
})

it.each<[what: string, pieces: string[], isCancelled: boolean]>([
  ['has ended', ['data: a\n\n'], false],
  ['says [DONE], and is read to its end', ['data: a\n\ndata: [DONE]\n\n', ': x\n'], false],
  ['reports a failure', ['data: {"error":"gone"}\n\n', ': x\n'], true],
])('a body that %s is released', async (_what, pieces, isCancelled) => {
  let cancelled = false
  const rest = [...pieces]
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = rest.shift()
        if (piece === undefined) controller.close()
        else controller.enqueue(new TextEncoder().encode(piece))
      },
      cancel: () => void (cancelled = true),
    },
    { highWaterMark: 0 },
  )
  const client = clientOf(() => new Response(body), { contentFormatter: new PlainFormatter() })
  await collect(client.stream(hello))
  expect([cancelled, rest.length]).toEqual([isCancelled, isCancelled ? 1 : 0])
})
