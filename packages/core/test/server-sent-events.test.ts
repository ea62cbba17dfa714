import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverSentEvents } from '../src/streaming/event-forms.ts'
import type { StreamEvent } from '../src/streaming/stream-event.ts'
import { bodyOf, clientOf, collect, hello } from './client-of.ts'

const never = (): never => {
  throw new Error('too large')
}

/** The events of a text in these pieces. */
function eventsOf(pieces: readonly string[]): readonly StreamEvent[] {
  const source = serverSentEvents(never)
  return pieces.flatMap((piece) => source.feed(piece)).map(({ data, event }) => ({ data, event: event || undefined }))
}

/** The events of a text in one piece. */
function expectedOf(text: string): readonly StreamEvent[] {
  const events: StreamEvent[] = []
  createParser({ onEvent: ({ data, event }) => events.push({ data, event: event || undefined }) }).feed(text)
  return events
}

const lineEnd = fc.constantFrom('\n', '\n', '\r\n', '\r')
const field = fc.constantFrom(
  'data: ',
  'data:',
  'data',
  'event: ',
  'event:',
  'event',
  'id: ',
  'retry: ',
  ':',
  ': ',
  'datax:',
  '',
)
const value = fc.oneof(fc.constantFrom('', ' ', '{"a":1}', '[DONE]', 'a:b', '  x ', 'é\u2028'), fc.string())
const lines = fc.array(fc.tuple(field, value, lineEnd), { maxLength: 12 })
/** Each line is one line, and no text by itself an object, which is ours and not the standard's. */
const written = lines.map((all) =>
  all
    .map(([name, text, end]) => name + text.replaceAll(/[\r\n]/g, '') + end)
    .map((line) => line.replace(/^[\uFEFF\u00EF{]+/, ''))
    .join(''),
)

/** Cuts a text at some places. */
function cut(text: string, places: readonly number[]): readonly string[] {
  const at = [0, ...places.map((place) => place % (text.length + 1)), text.length].toSorted((one, other) => one - other)
  return at.slice(1).map((end, index) => text.slice(at[index], end))
}

describe('server-sent events', () => {
  it('are those of the whole text, split anywhere', () => {
    fc.assert(
      fc.property(written, fc.array(fc.nat(), { maxLength: 8 }), (text, places) => {
        expect(eventsOf(cut(text, places))).toEqual(expectedOf(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('are the same in single characters', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(eventsOf([...text])).toEqual(expectedOf(text))
      }),
    )
  })

  it('include lines of JSON between them, split anywhere', () => {
    const text = 'data: {"a":1}\n\n{"error":{"message":"no"}}\n\ndata: {"b":2}\r\n\r\n{"c":3}\r'
    const expected = ['{"a":1}', '{"error":{"message":"no"}}', '{"b":2}', '{"c":3}']
    for (let place = 0; place <= text.length; place++) {
      expect(eventsOf(cut(text, [place])).map(({ data }) => data)).toEqual(expected)
    }
  })

  it('may be long: the size counts what has not ended', () => {
    const source = serverSentEvents(never)
    const half = 'x'.repeat(9 * 2 ** 20)
    for (let count = 0; count < 4; count++) expect(source.feed(`data: ${half}\n\n`)).toHaveLength(1)
    source.feed(`data: ${half}\n`)
    expect(() => source.feed(`data: ${half}\n`)).toThrow('too large')
    expect(() => serverSentEvents(never).feed(`: ${half}${half}`)).toThrow('too large')
  })
})

describe('a failure between the events of an answer', () => {
  const said = 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'

  it.each([
    ['as a line of JSON', '{"error":{"message":"The reason.","code":500}}\n\n'],
    ['in a field of its own', 'error: {"message":"The reason.","code":500,"type":"server_error"}\n\ndata: [DONE]\n\n'],
    ['in a field of its own, at the end', 'error: {"message":"The reason.","code":500}'],
  ])('is an error %s, however it is split into reads', async (_, failure) => {
    const failed = said + failure
    for (let place = 1; place < failed.length; place += 3) {
      const { chunks, error } = await answered(cut(failed, [place]))
      expect(chunks[0]?.text).toBe('Hi')
      expect(error).toMatchObject({ message: expect.stringContaining('The reason.'), retryable: true })
    }
  })

  it.each([
    'error:\n\n',
    'error: null\n\n',
    'error: a line of the answer\n\n',
    'errors: {"message":"x"}\n\n',
    ': error: x\n\n',
  ])('is none of %j', async (line) => {
    const { chunks, error } = await answered([said, line, 'data: [DONE]\n\n'])
    expect([chunks.at(-1)?.finishReason, error]).toEqual(['stop', undefined])
  })
})

function answered(pieces: readonly string[]): ReturnType<typeof collect> {
  const client = clientOf(() => new Response(bodyOf(pieces), { headers: { 'content-type': 'text/event-stream' } }))
  return collect(client.stream(hello))
}
