import { describe, expect, it } from 'vitest'
import { limits } from '../../src/errors/limits.ts'
import { jsonLines, wholeBody } from '../../src/streaming/event-forms.ts'
import { isEventStream, openEventSource } from '../../src/streaming/event-source.ts'
import { LineBuffer } from '../../src/streaming/line-buffer.ts'
import type { EventSource, StreamEvent } from '../../src/streaming/stream-event.ts'

const reject = (what: string): never => {
  throw new Error(`the ${what} is too large`)
}
const dataOf = (events: readonly StreamEvent[]): string[] => events.map(({ data }) => data)

/** A source that goes on with the parser for the form, as soon as that is known. */
function openSource(contentType: string): EventSource {
  let source = openEventSource(contentType, reject, (found) => void (source = found))
  return { feed: (text) => source.feed(text), end: () => source.end() }
}

/** The events while these pieces arrive, those at the end, and the whole body if it is no stream. */
function read(pieces: readonly string[], contentType: string): readonly [fed: string[], end: string[], whole?: string] {
  const source = openSource(contentType)
  const fed = pieces.flatMap((piece) => dataOf(source.feed(piece)))
  const { events, whole } = source.end()
  return whole === undefined ? [fed, dataOf(events)] : [fed, dataOf(events), whole]
}

const sse = 'text/event-stream'
const lines = 'application/x-ndjson'
const json = 'application/json'

describe('a body', () => {
  it.each<[contentType: string, body: string, expected: readonly [fed: string[], end: string[], whole?: string]]>([
    [sse, '', [[], []]],
    [sse, ' \n\uFEFF', [[], []]],
    [json, 'data: {"a":1}\n\n', [['{"a":1}'], []]],
    [json, 'data\n\nevent: x\ndata: y\n\n', [['', 'y'], []]],
    [json, 'id: 1\ndata: x\n\n', [['x'], []]],
    [json, 'retry: 1\ndata: x\n\n', [['x'], []]],
    [json, 'event: x\ndata: y\n\n', [['y'], []]],
    [json, ': hi\n\ndata: x\n\n', [['x'], []]],
    [json, 'data \t: x\n\n', [[], []]],
    [json, ' \n\uFEFF data: x\n\n', [['x'], []]],
    [json, 'datas: x\n\n', [[], [], 'datas: x\n\n']],
    [json, 'oops', [[], [], 'oops']],
    [json, '{"a":1}', [[], [], '{"a":1}']],
    [json, '[1]', [[], [], '[1]']],
    [json, '"text"', [[], [], '"text"']],
    [sse, 'oops', [[], [], 'oops']],
    [sse, 'oops\n\nmore: x\n\n', [[], [], 'oops\n\nmore: x\n\n']],
    [sse, 'ping\n\ndata: x\n\n', [['x'], []]],
    [sse, 'oops\ndata: {"a":1}', [[], ['{"a":1}']]],
    [sse, 'data: {"a":1}\n\ndata: {"b"', [['{"a":1}'], []]],
    [sse, 'data: {"a":1}\n\ndata: {"b":1}', [['{"a":1}'], ['{"b":1}']]],
    [sse, 'data: {"a":1}\n\ndata: [DONE]', [['{"a":1}'], ['[DONE]']]],
    [sse, 'data: {"a":1}\n\ndata:  [DONE] ', [['{"a":1}'], [' [DONE] ']]],
    [sse, 'data: {"a":1}\n\ndata: text', [['{"a":1}'], []]],
    [sse, 'data: {"a":1}\n\n{"b":1}\noops\n', [['{"a":1}', '{"b":1}'], []]],
    [sse, '{"error":1}', [[], [], '{"error":1}']],
    [sse, 'error: {"a":1}\n\ndata: [DONE]\n\n', [['{"a":1}', '[DONE]'], []]],
    [sse, 'data: {"a":1}\n\nerror:{"b":1}\r\n\r\n', [['{"a":1}', '{"b":1}'], []]],
    [sse, 'error: {"a":1}', [[], ['{"a":1}']]],
    [sse, 'data: {"a":1}\n\nerror: oops', [['{"a":1}'], []]],
    [sse, 'data: {"a":1}\n\nevent: error\ndata: {"b"', [['{"a":1}'], ['{"b"']]],
    [sse, 'data: {"a":1}\n\nerrors: {"b":1}\n\n', [['{"a":1}'], []]],
    [json, 'error: {"a":1}\n\n', [[], [], 'error: {"a":1}\n\n']],
    [json, 'errors: x\n\n', [[], [], 'errors: x\n\n']],
    [lines, '{"a":1}\n\n \n{"b":1}\n', [['{"a":1}', '{"b":1}'], []]],
    [lines, '{"a":1}\n{"b":1}', [['{"a":1}'], ['{"b":1}']]],
    [lines, '{"a":1}\n{"b"', [['{"a":1}'], []]],
    [lines, '[1]\n', [['[1]'], []]],
    [lines, '\u001E{"a":1}\n\u001E{"b":1}\n\u001E\n', [['{"a":1}', '{"b":1}'], []]],
    [lines, 'oops', [[], [], 'oops']],
    [json, '{"a":1}\n{"b":1}', [[], ['{"a":1}', '{"b":1}']]],
    [json, '{"a":1}\n{"b":1}\n{"c"', [[], ['{"a":1}', '{"b":1}']]],
    [json, '{"a":1}\n{"b":1}\n[DONE]', [[], ['{"a":1}', '{"b":1}', '[DONE]']]],
    [json, '{"a":1}\n{"b":1}\ndata: [DONE] \n', [[], ['{"a":1}', '{"b":1}', '[DONE]']]],
    [json, '{"a":1}\n[DONE]', [[], [], '{"a":1}']],
    [json, '\u001E{"a":1}\n', [[], [], '{"a":1}']],
    [json, '{"a":1}\n{"b"\n{"c":1}', [[], [], '{"a":1}\n{"b"\n{"c":1}']],
    [json, '{"a"\n{"b":1}', [[], [], '{"a"\n{"b":1}']],
    [json, '{"a":1}\nx[DONE]', [[], ['{"a":1}']]],
    [json, '{\n"a":1}', [[], [], '{\n"a":1}']],
    [json, '[DONE]', [[], [], '[DONE]']],
  ])('of the type %s, %j, has the same events whole and in single characters', (contentType, body, expected) => {
    expect(read([body], contentType)).toEqual(expected)
    expect(read([...body], contentType)).toEqual(expected)
    expect(read(['', body.slice(0, 3), '', body.slice(3)], contentType)).toEqual(expected)
  })

  it('keeps the names of events', () => {
    expect(openSource(json).feed('event: e\ndata: x\n\ndata: y\n\n')).toMatchObject([
      { event: 'e', data: 'x' },
      { data: 'y' },
    ])
    expect(openSource(sse).feed('error: {"x":1}\n\ndata: y\n\n')).toMatchObject([
      { event: 'error', data: '{"x":1}' },
      { data: 'y' },
    ])
  })

  it('has its form once there are seven characters or a line', () => {
    const wholeOf = (...pieces: string[]): string => {
      const source = openSource(json)
      // Once the form is known, what follows cannot change it.
      for (const piece of [...pieces, 'data: x\n\n']) source.feed(piece)
      return source.end().whole ?? 'a stream'
    }
    expect(wholeOf('xdata', ':')).toBe('xdata:data: x\n\n')
    expect(wholeOf('oops123', '')).toBe('oops123data: x\n\n')
    expect(wholeOf('o\r', '')).toBe('o\rdata: x\n\n')
    expect(wholeOf('o\n', '')).toBe('o\ndata: x\n\n')
    expect(wholeOf('')).toBe('a stream')
  })

  it('that claims to be an event stream is kept up to 1 Mi characters', () => {
    const source = openSource(sse)
    for (let count = 0; count < 3; count++) source.feed(`${'x'.repeat(2 ** 19 - 1)}\n`)
    expect(source.end().whole).toBe(`${'x'.repeat(2 ** 19 - 1)}\n`.repeat(2))
    const once = openSource(sse)
    once.feed(`${'x'.repeat(2 ** 20)}y\n`)
    expect(once.end().whole).toBe('x'.repeat(2 ** 20))
  })

  it.each([
    ['a comment', ': x\n'],
    ['an id', 'id: x\n'],
    ['a delay', 'retry: 5\n'],
    ['an event', 'data: x\n\n'],
  ])('is an event stream after %s', (_what, text) => {
    const source = openSource(sse)
    source.feed(`oops\n${text}`)
    expect(source.end()).toEqual({ events: [] })
  })
})

it.each([
  ['text/event-stream; charset=utf-8', true],
  ['TEXT/EVENT-STREAM', true],
  ['application/stream+json', true],
  ['application/x-ndjson', true],
  ['application/jsonl', true],
  ['application/json-seq', true],
  ['application/json-lines', true],
  ['application/NDJSON', true],
  ['application/json', false],
  ['text/plain', false],
  ['', false],
])('the type %j promises a stream: %s', (contentType, expected) => {
  expect(isEventStream(contentType)).toBe(expected)
  if (expected && !/event-stream/i.test(contentType))
    expect(read(['{"a":1}\n'], contentType)).toEqual([['{"a":1}'], []])
})

describe('the size is limited', () => {
  const half = 'x'.repeat(limits.event / 2)

  it.each(['\n', '\r\n'] as const)('of text without a line end such as %j', (lineEnd) => {
    const buffer = new LineBuffer(lineEnd, reject)
    expect([buffer.add(half), buffer.add(half)]).toEqual(['', ''])
    expect(buffer.add('\n')).toBe(`${half}${half}\n`)
    expect([buffer.add(`a\n${half}`), buffer.add(half)]).toEqual(['a\n', ''])
    expect(() => buffer.add('x')).toThrow('the event is too large')
  })

  it('of a line of JSON', () => {
    const source = jsonLines(reject)
    source.feed(half)
    source.feed(half)
    expect(() => source.feed('x')).toThrow('the event is too large')
  })

  it('of a whole body', () => {
    const source = wholeBody(reject)
    expect(source.feed('x'.repeat(limits.answer))).toEqual([])
    expect(() => source.feed('x')).toThrow('the answer is too large')
  })
})

describe('a line buffer', () => {
  it.each<['\n' | '\r\n', pieces: string[], expected: string[]]>([
    ['\n', ['a', 'b\nc', '\n', 'd\n', ''], ['', 'ab\n', 'c\n', 'd\n', '']],
    ['\n', ['a\r', 'b\n'], ['', 'a\rb\n']],
    ['\r\n', ['a\r', '\nb', 'c\n'], ['a\r', '\n', 'bc\n']],
    ['\r\n', ['a\nb\rc', '\r'], ['a\nb\r', 'c\r']],
    ['\r\n', ['a\rb\nc', '\n'], ['a\rb\n', 'c\n']],
  ])('that ends lines at %j turns %j into %j', (lineEnd, pieces, expected) => {
    const buffer = new LineBuffer(lineEnd, reject)
    expect(pieces.map((piece) => buffer.add(piece))).toEqual(expected)
  })
})
