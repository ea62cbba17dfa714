import type { ToolCallChunk } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { joinToolCallChunks, parseCompleteCalls, parsePartialCalls } from '../src/from-core/tool-calls.ts'

const valid = (args: object) => ({
  tool_calls: [{ type: 'tool_call', id: 'a', name: 'f', args }],
  invalid_tool_calls: [],
})
const invalid = (fields: object) => ({
  tool_calls: [],
  invalid_tool_calls: [{ type: 'invalid_tool_call', name: 'f', ...fields }],
})
const deep = '{"a":'.repeat(300) + '1' + '}'.repeat(300)

describe('a complete call', () => {
  it.each<[object, object]>([
    [{ args: '{"b":1}' }, valid({ b: 1 })],
    [{ args: '' }, valid({})],
    [{ args: ' \n' }, valid({})],
    [{ args: undefined }, valid({})],
    [{ args: '[1]' }, invalid({ id: 'a', args: '[1]', error: 'The arguments are not a JSON object.' })],
    [{ args: 'null' }, invalid({ id: 'a', args: 'null', error: 'The arguments are not a JSON object.' })],
    [
      { args: '{"b":' },
      invalid({ id: 'a', args: '{"b":', error: expect.stringMatching(/^The arguments are not valid JSON: \S/) }),
    ],
    [
      { args: deep },
      invalid({ id: 'a', args: deep, error: expect.stringMatching(/^The arguments are nested .*\w\.$/) }),
    ],
    [{ id: '', args: '{}' }, invalid({ id: '', args: '{}', error: 'The call has no id.' })],
    [{ id: undefined, args: '{}' }, invalid({ args: '{}', error: 'The call has no id.' })],
    [{ id: undefined, args: '1' }, invalid({ args: '1', error: 'The arguments are not a JSON object.' })],
  ])('%j', (fields, expected) => {
    expect(parseCompleteCalls([{ id: 'a', name: 'f', ...fields }])).toStrictEqual(expected)
  })

  it('without a name has an empty one', () => {
    expect(parseCompleteCalls([{ id: 'a' }]).tool_calls).toEqual([{ type: 'tool_call', id: 'a', name: '', args: {} }])
  })
})

describe('a call that is still being streamed', () => {
  const malformed = (args: string, id: object = { id: 'a' }): object =>
    invalid({ ...id, args, error: 'Malformed args.' })
  it.each<[object, object]>([
    [{ args: '{"b":1, "c": "d' }, valid({ b: 1, c: 'd' })],
    [{ args: ' {"b":1} ' }, valid({ b: 1 })],
    [{ args: '' }, valid({})],
    [{ args: ' ' }, valid({})],
    [{ args: undefined }, valid({})],
    [{ args: '[1' }, malformed('[1')],
    [{ args: '{"__proto__":{"c":1}}' }, malformed('{"__proto__":{"c":1}}')],
    [{ args: '{"\\u005f_proto__":{"c":1}}' }, malformed('{"\\u005f_proto__":{"c":1}}')],
    // LangChain's parser of unfinished JSON would set the prototype.
    [{ args: '{"__proto__":{"c":1}' }, malformed('{"__proto__":{"c":1}')],
    [{ args: '{"\\u005f_proto__":{"c":1}' }, malformed('{"\\u005f_proto__":{"c":1}')],
    [{ args: deep }, malformed(deep)],
    [{ id: '', args: '{}' }, malformed('{}', { id: '' })],
    [{ id: undefined, args: '' }, malformed('{}', {})],
  ])('%j', (fields, expected) => {
    expect(parsePartialCalls([{ id: 'a', name: 'f', ...fields } as ToolCallChunk])).toStrictEqual(expected)
  })
})

describe('the chunks of calls are joined', () => {
  const chunk = (index: number | undefined, fields: object = {}): ToolCallChunk => ({
    type: 'tool_call_chunk',
    index,
    ...fields,
  })
  it.each<[string, ToolCallChunk[], object[]]>([
    [
      'one after the other',
      [chunk(0, { id: 'a', name: 'f', args: '{' }), chunk(0, { args: '}' })],
      [{ index: 0, id: 'a', name: 'f', args: '{}' }],
    ],
    [
      'in turns',
      [
        chunk(1, { id: 'b', args: '1' }),
        chunk(0, { id: 'a', args: '2' }),
        chunk(1, { args: '3' }),
        chunk(0, { args: '4' }),
      ],
      [
        { index: 1, id: 'b', args: '13' },
        { index: 0, id: 'a', args: '24' },
      ],
    ],
    [
      'with a name and an id that come late',
      [chunk(0, { args: '1' }), chunk(0, { id: 'a', name: 'f' })],
      [{ index: 0, id: 'a', name: 'f', args: '1' }],
    ],
    [
      'with empty names and ids later',
      [chunk(0, { id: 'a', name: 'f' }), chunk(0, { id: '', name: '', args: '' })],
      [{ index: 0, id: 'a', name: 'f', args: '' }],
    ],
    [
      'with the same id again',
      [chunk(0, { id: 'a', args: '1' }), chunk(0, { id: 'a', args: '2' })],
      [{ index: 0, id: 'a', args: '12' }],
    ],
    // LangChain's own rules take over here.
    [
      'apart for another id',
      [chunk(0, { id: 'a', args: '1' }), chunk(0, { id: 'b', args: '2' })],
      [
        { index: 0, id: 'a', args: '1' },
        { index: 0, id: 'b', args: '2' },
      ],
    ],
    [
      'not at all without an index',
      [chunk(undefined, { args: '1' }), chunk(undefined, { args: '2' })],
      [{ args: '1' }, { args: '2' }],
    ],
  ])('%s', (_how, chunks, expected) => {
    const before = structuredClone(chunks)
    expect(joinToolCallChunks(chunks)).toMatchObject(expected)
    expect(joinToolCallChunks(chunks)).toHaveLength(expected.length)
    expect(chunks).toEqual(before)
  })
})
