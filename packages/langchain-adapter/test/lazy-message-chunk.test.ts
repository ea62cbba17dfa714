import {
  AIMessage,
  AIMessageChunk,
  type AIMessageChunkFields,
  BaseMessageChunk,
  mapChatMessagesToStoredMessages,
  mapStoredMessagesToChatMessages,
} from '@langchain/core/messages'
import { load } from '@langchain/core/load'
import { ChatGenerationChunk } from '@langchain/core/outputs'
import { concat } from '@langchain/core/utils/stream'
import { property, array, assert, constantFrom, integer, oneof, record, string } from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { AppendOnlyList } from '../src/from-core/append-only-list.ts'
import { LazyGenerationChunk } from '../src/from-core/lazy-generation-chunk.ts'
import { LazyMessageChunk } from '../src/from-core/lazy-message-chunk.ts'

const base = { response_metadata: { model_provider: 'azureml' } }
const begin = {
  ...base,
  content: '',
  tool_call_chunks: [{ type: 'tool_call_chunk' as const, index: 0, id: 'a', name: 'add', args: '' }],
}
const piece = (args: string): AIMessageChunkFields => ({
  ...structuredClone(base),
  content: '',
  tool_call_chunks: [{ type: 'tool_call_chunk', index: 0, args }],
})
const end = (finish_reason: string): AIMessageChunkFields => ({ content: '', response_metadata: { finish_reason } })

/** Joins the same chunks with LangChain's class and with ours. */
function both(fields: readonly AIMessageChunkFields[]): [AIMessageChunk, AIMessageChunk] {
  const join = (make: (one: AIMessageChunkFields) => AIMessageChunk): AIMessageChunk =>
    fields.map((one) => make(structuredClone(one))).reduce((sum, chunk) => sum.concat(chunk))
  return [
    join((one) => new AIMessageChunk(one)),
    join(({ tool_call_chunks: chunks, ...one }) => LazyMessageChunk.piece(one, chunks)),
  ]
}

function properties(message: AIMessageChunk): object {
  const { lc_kwargs: _, ...own } = message
  return own
}

describe('a lazy message chunk', () => {
  it('equals what LangChain makes of the same chunks', () => {
    const text = record({ content: string() })
    const thought = record({ content: constantFrom(''), additional_kwargs: record({ reasoning_content: string() }) })
    const call = record({ index: integer({ min: 0, max: 2 }), args: string() })
    const usage = record({ input_tokens: integer(), output_tokens: integer(), total_tokens: integer() })
    const any = oneof(
      text,
      thought,
      call.map(({ index, args }) => ({
        content: '',
        tool_call_chunks: [{ type: 'tool_call_chunk' as const, index, args }],
      })),
      integer({ min: 0, max: 2 }).map((index) => ({
        content: '',
        tool_call_chunks: [{ type: 'tool_call_chunk' as const, index, id: `id-${index}`, name: 'f', args: '{' }],
      })),
      usage.map((usage_metadata) => ({ content: '', usage_metadata })),
    )
    assert(
      property(array(any, { minLength: 2, maxLength: 12 }), (fields) => {
        const [theirs, ours] = both(fields as AIMessageChunkFields[])
        expect(properties(ours)).toEqual(properties(theirs))
        expect(ours.text).toBe(theirs.text)
      }),
    )
  })

  it('is accepted as an AIMessageChunk', () => {
    const [theirs, ours] = both([begin, piece('{"a":1'), piece('}')])
    expect(ours).toBeInstanceOf(AIMessageChunk)
    expect(ours).toBeInstanceOf(AIMessage)
    expect(ours).toBeInstanceOf(BaseMessageChunk)
    expect(AIMessageChunk.isInstance(ours)).toBe(true)
    expect(AIMessage.isInstance(ours)).toBe(true)
    expect(ours.toJSON()).toEqual(theirs.toJSON())
    expect(JSON.parse(JSON.stringify(ours))).toEqual(JSON.parse(JSON.stringify(theirs)))
    expect({ ...ours }.tool_calls).toEqual(theirs.tool_calls)
    expect(String(ours)).toBe(String(theirs))
    expect(ours.toDict()).toEqual(theirs.toDict())
    expect(mapStoredMessagesToChatMessages(mapChatMessagesToStoredMessages([ours]))[0]).toBeInstanceOf(AIMessage)
  })

  it('can be copied with its constructor, as LangChain does', () => {
    const [, ours] = both([begin, piece('{"a":1}')])
    const Class = ours.constructor as typeof AIMessageChunk
    const copy = new Class({ ...ours, content: 'More' })
    expect(copy).toMatchObject({ content: 'More', tool_calls: [{ id: 'a', args: { a: 1 } }] })
    expect(new Class('text').text).toBe('text')
    expect(new Class({ content: [{ type: 'text', text: 'block' }] }).text).toBe('block')
    expect(new Class({ content: '', tool_calls: [{ name: 'f', args: {}, id: 'x' }] }).tool_calls).toHaveLength(1)
  })

  it('can be joined with chunks of other classes, in either order', () => {
    const theirs = (): AIMessageChunk[] =>
      [begin, piece('{"a":'), piece('1}')].map((one) => new AIMessageChunk(structuredClone(one)))
    const ours = (): AIMessageChunk[] =>
      [begin, piece('{"a":'), piece('1}')].map(({ tool_call_chunks: chunks, ...one }) =>
        LazyMessageChunk.piece(one, chunks),
      )
    const expected = [{ type: 'tool_call', id: 'a', name: 'add', args: { a: 1 } }]
    const mixed = [ours()[0]!, theirs()[1]!, ours()[2]!].reduce((sum, chunk) => sum.concat(chunk))
    expect(mixed.tool_calls).toEqual(expected)
    expect([theirs()[0]!, ours()[1]!, ours()[2]!].reduce((sum, chunk) => concat(sum, chunk)).tool_calls).toEqual(
      expected,
    )
  })

  it('shows the arguments that have arrived so far', () => {
    const [theirs, ours] = both([begin, piece('{"a":1,"b')])
    expect(ours.tool_calls).toEqual([{ type: 'tool_call', id: 'a', name: 'add', args: { a: 1 } }])
    expect(ours.tool_calls).toEqual(theirs.tool_calls)
  })

  it('is not stored as a chunk that would be completed when it is loaded', async () => {
    const [, ours] = both([begin, piece('{"a":1,"b'), end('length')])
    expect(ours).toMatchObject({ tool_calls: [], invalid_tool_calls: [{ id: 'a', args: '{"a":1,"b' }] })
    const loaded = await load<AIMessage>(JSON.stringify(ours))
    expect(loaded).toMatchObject({ tool_calls: [], invalid_tool_calls: [{ id: 'a', args: '{"a":1,"b' }] })
  })

  it('accepts assigned tool calls', () => {
    const [, ours] = both([begin, piece('{}')])
    ours.tool_calls = []
    expect(ours.tool_calls).toEqual([])
    expect({ ...ours }.tool_calls).toEqual([])
  })

  it('is not changed by joining it twice', () => {
    const [, ours] = both([begin, piece('{"a":')])
    const one = ours.concat(LazyMessageChunk.piece({ content: '' }, [{ index: 0, args: '1}' }]))
    const two = ours.concat(LazyMessageChunk.piece({ content: '' }, [{ index: 0, args: '2}' }]))
    expect([one.tool_calls![0]!.args, two.tool_calls![0]!.args]).toEqual([{ a: 1 }, { a: 2 }])
    expect(ours.tool_call_chunks![0]!.args).toBe('{"a":')
  })

  it('parses arguments once, however many chunks there are', () => {
    const parse = vi.spyOn(JSON, 'parse')
    let sum: AIMessageChunk = LazyMessageChunk.piece({ content: '' }, [
      { index: 0, id: 'a', name: 'f', args: '{"a":"' },
    ])
    for (let count = 0; count < 1_000; count++)
      sum = sum.concat(LazyMessageChunk.piece({ content: '' }, [{ index: 0, args: 'xxxx' }]))
    sum = sum.concat(
      LazyMessageChunk.piece({ content: '', response_metadata: { finish_reason: 'stop' } }, [{ index: 0, args: '"}' }]),
    )
    expect(parse).not.toHaveBeenCalled()
    expect((sum.tool_calls![0]!.args as { a: string }).a).toHaveLength(4_000)
    expect(sum.tool_calls).toBe(sum.tool_calls)
    expect(parse).toHaveBeenCalledTimes(1)
    parse.mockRestore()
  })
})

describe('a lazy generation chunk', () => {
  const generation = (content: string, generationInfo?: Record<string, unknown>): LazyGenerationChunk =>
    new LazyGenerationChunk({
      text: content,
      message: LazyMessageChunk.piece({ content, response_metadata: {} }, undefined),
      ...(generationInfo && { generationInfo }),
    })

  it('is joined like LangChain’s own', () => {
    const sum = generation('a')
      .concat(generation('b'))
      .concat(generation('c', { finish_reason: 'stop' }))
    expect(sum).toBeInstanceOf(ChatGenerationChunk)
    expect(sum).toMatchObject({ text: 'abc', generationInfo: { finish_reason: 'stop' }, message: { content: 'abc' } })
    expect({ ...sum }.message.content).toBe('abc')
    expect(sum.message).toBe(sum.message)
  })

  it('is not changed by joining it twice or by replacing its message', () => {
    const sum = generation('a').concat(generation('b'))
    expect([sum.concat(generation('c')).message.content, sum.concat(generation('d')).message.content]).toEqual([
      'abc',
      'abd',
    ])
    sum.message = new AIMessageChunk('x')
    expect([sum.message.content, sum.concat(generation('y')).message.content]).toEqual(['x', 'xy'])
  })
})

it('an extended list shares its items with the original, and only those', () => {
  const one = new AppendOnlyList([1])
  const two = one.with([2])
  const other = one.with([3])
  expect([one, two, other, two.with([4])].map((list) => list.toArray())).toEqual([[1], [1, 2], [1, 3], [1, 2, 4]])
})
