import { describe, expect, it } from 'vitest'
import { parseAnswerJSON } from '../src/structured-output/answer-json.ts'
import { chat, collect, delta, streamOf } from './endpoint.ts'

describe('the JSON of an answer is found', () => {
  it.each([
    ['as it stands', '{"a":"b"}', { a: 'b' }],
    ['with a fence in one of its strings', '{"a":"```js\\nb\\n```"}', { a: '```js\nb\n```' }],
    ['in a fence', 'Here you are:\n```json\n{"a":"b"}\n```\nAnything else?', { a: 'b' }],
    ['in a fence without an end', '```\n{"a":"b"}', { a: 'b' }],
    [
      'with line breaks in its strings',
      '{\n  "a": "two\nlines\r\nand a \\"quote\\""\n}',
      { a: 'two\nlines\r\nand a "quote"' },
    ],
  ])('%s', (_where, text, value) => {
    expect(parseAnswerJSON(text)).toEqual(value)
  })

  it.each(['', 'no', '{"a":', '{"a":"b\n', '```json\n```'])('but not in %j', (text) => {
    expect(() => parseAnswerJSON(text)).toThrow(SyntaxError)
  })
})

describe('a streamed answer in the form of a schema', () => {
  const schema = { title: 'note', type: 'object', properties: { words: { type: 'string' } } } as const
  const written = JSON.stringify({ words: 'word '.repeat(2_000) })
  const pieces = written.match(/.{1,8}/g) ?? []
  const call = (json: string): object => ({
    tool_calls: [{ index: 0, id: 'c', function: { name: 'note', arguments: json } }],
  })
  const ways = {
    jsonMode: [...pieces.map((piece) => delta({ content: piece })), delta({}, 'stop')],
    functionCalling: [...pieces.map((piece) => delta(call(piece))), delta({}, 'tool_calls')],
  }

  it.each(['jsonMode', 'functionCalling'] as const)('by %s grows piece by piece, and ends whole', async (method) => {
    const { model } = await chat({ replies: [streamOf(ways[method])] })
    const parts = await collect(
      model.withStructuredOutput<{ words: string }>(schema, { method, name: 'note' }).stream('Hi'),
    )
    const lengths = parts.map(({ words }) => words?.length ?? 0)
    expect(parts.at(-1)).toEqual({ words: 'word '.repeat(2_000) })
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other))
    // Every piece at first, then as many as there are words for: never the whole text again for each piece.
    expect(lengths.slice(1, 50).every((length, index) => length - lengths[index]! <= 9)).toBe(true)
    expect(parts.length).toBeGreaterThan(150)
    expect(parts.length).toBeLessThan(pieces.length / 3)
  })
})
