import type { ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { OpenAIResponsesContentFormatter } from '../src/index.ts'

type Chunk = ParsedChatChunk | undefined

const { openStream, parseResponse } = new OpenAIResponsesContentFormatter().codecs.serverless
const event = (type: string, fields: object): object => ({ type: `response.${type}`, ...fields })
const say = (delta: string, where: object = { output_index: 0 }): object =>
  event('output_text.delta', { delta, ...where })
const done = (item: unknown, output_index?: number): object => event('output_item.done', { item, output_index })
const completed = (...output: unknown[]): object => event('completed', { response: { id: 'r', output } })
const message = (text: string, fields: object = {}): object => ({
  type: 'message',
  content: [{ type: 'output_text', text, ...fields }],
})
const thought = (text: string): object => ({ type: 'reasoning', summary: [{ type: 'summary_text', text }] })
const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' }
const ended = { id: 'r', finishReason: 'stop', rawFinishReason: 'completed' } as const
const called = { ...ended, finishReason: 'tool-calls', toolCalls: [{ index: 0, id: 'c', name: 'f', arguments: '{}' }] }
const recordedCall = { type: 'function_call', call_id: 'c', name: 'f' }
const items = (...responseItems: object[]): object => ({ providerData: { responseItems } })
const textItem = (length: number): object => ({ type: 'message', length })

/** Reads events; the last chunk is that of the end of the stream. */
function chunksOf(...events: readonly unknown[]): readonly Chunk[] {
  const read = openStream()
  return [...events, undefined].map((one) => read(one))
}

describe('the end of a response stream', () => {
  it.each<[what: string, events: readonly object[], chunks: readonly object[]]>([
    [
      'has everything of a stream without items',
      [completed(thought('a'), message('b'), call)],
      [
        {
          text: 'b',
          reasoning: 'a',
          ...called,
          ...items(thought('a'), textItem(1), recordedCall),
        },
      ],
    ],
    [
      'has the rest of an item that the stream began, and no other item but reasoning and calls',
      [say('a', { output_index: 1 }), completed(thought('x'), message('ab'), call)],
      [{ text: 'a' }, { text: 'b', reasoning: 'x', ...called, ...items(thought('x'), textItem(2), recordedCall) }],
    ],
    [
      'has no other item of a stream with positions',
      [say('a'), completed(message('a'), message('x'))],
      [{ text: 'a' }, ended],
    ],
    [
      'has nothing but calls of a stream with ids alone',
      [say('a', { item_id: 'i' }), completed(thought('x'), message('a'), call)],
      [{ text: 'a' }, called],
    ],
    [
      'has nothing that was whole before',
      [done(thought('a'), 0), done(message('b'), 1), completed(thought('a'), message('b'))],
      [{ reasoning: 'a' }, { text: 'b' }, { ...ended, ...items(thought('a'), textItem(1)) }],
    ],
    [
      'is followed by nothing',
      [done(thought('a'), 0), completed(), say('x'), completed(message('x'))],
      [{ reasoning: 'a' }, { ...ended, ...items(thought('a')) }],
    ],
  ])('%s', (_what, events, chunks) => {
    const rest = Array.from({ length: events.length + 1 - chunks.length }, () => undefined)
    expect(chunksOf(...events)).toEqual([...chunks, ...rest])
  })
})

describe('a whole item', () => {
  it('has the log probabilities of all its parts, and leaves the event as it was', () => {
    const [one, two] = [[{ token: 'a' }], [{ token: 'b' }, { token: 'c' }]]
    const content = [one, two, []].map((logprobs) => ({ type: 'output_text', text: 'x', logprobs }))
    const item = { type: 'message', content }
    expect(chunksOf(done(item, 0))).toEqual([
      { text: 'xxx', logprobs: [{ token: 'a' }, { token: 'b' }, { token: 'c' }] },
      undefined,
    ])
    expect([one.length, two.length]).toEqual([1, 2])
    expect(chunksOf(event('output_text.delta', { delta: '', logprobs: one }))).toEqual([{ logprobs: one }, undefined])
    expect(chunksOf(event('output_text.delta', { delta: 'a', logprobs: [] }))).toEqual([{ text: 'a' }, undefined])
  })

  it.each<[item: unknown, words: string]>([
    [5, 'An item of the output is not an object.'],
    [{ ...call, name: '' }, 'A function call in the response has no name.'],
    [{ type: 'message', content: 5 }, 'The content of a message is of type number, not an array.'],
    [message(null as never), 'The text of a message is of type null, not a string.'],
    [message(5 as never), 'The text of a message is of type number, not a string.'],
  ])('cannot be %j, whole or streamed', (item, words) => {
    expect(() => chunksOf(done(item, 0))).toThrow(new Error(words))
    expect(() => parseResponse({ object: 'response', status: 'completed', output: [item] })).toThrow(new Error(words))
  })
})

describe('reasoning that is sent back', () => {
  const { formatRequest } = new OpenAIResponsesContentFormatter().codecs.serverless
  const url = new URL('https://x.test/openai/v1/responses')
  const context = { apiType: 'serverless', stream: false, url, modelKwargs: {} } as const
  const hi = { role: 'user', content: 'Hi' } as const
  const inputOf = (reasoning: object): unknown => {
    const responseItems = [
      { type: 'reasoning', id: 'rs', ...reasoning },
      { type: 'message', id: 'msg', length: 1 },
    ]
    const answer = { role: 'assistant', content: 'a', providerData: { responseItems } } as const
    const body = formatRequest({ messages: [hi, answer, hi] }, context)
    return (body as { readonly input: readonly unknown[] }).input.slice(1, -1)
  }
  const text = { type: 'message', id: 'msg', role: 'assistant', status: 'completed' }
  const written = { ...text, content: [{ type: 'output_text', text: 'a', annotations: [] }] }

  it.each([
    { encrypted_content: 'x' },
    { content: [{ type: 'reasoning_text', text: 'x' }] },
    { encrypted_content: '', content: [5, {}, { text: 'x' }] },
  ])('is what the API can read: %j', (reasoning) => {
    expect(inputOf(reasoning)).toEqual([{ type: 'reasoning', id: 'rs', ...reasoning }, written])
  })

  it.each([
    {},
    { encrypted_content: '' },
    { encrypted_content: 5 },
    { content: 'x' },
    { content: [] },
    { content: [5, {}, { text: 5 }] },
  ])('is not %j, without which the text loses its id', (reasoning) => {
    expect(inputOf(reasoning)).toEqual([{ role: 'assistant', content: 'a' }])
  })
})
