import type { ChatMessage, ChatRequest } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { AnthropicContentFormatter } from '../src/index.ts'

const { serverless } = new AnthropicContentFormatter({ defaultMaxTokens: 100, cacheControl: '5m' }).codecs
const context = {
  apiType: 'serverless',
  stream: false,
  url: new URL('https://x.test/v1/messages'),
  modelKwargs: {},
} as const
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

function streaming(events: (size: number) => readonly object[]): SizedWork {
  return (size) => {
    const made = events(size)
    return () => {
      const read = serverless.openStream()
      for (const event of [...made, { type: 'message_stop' }, undefined]) read(event)
    }
  }
}

function reading(content: (size: number) => readonly unknown[]): SizedWork {
  return (size) => {
    const made = { type: 'message', content: content(size), stop_reason: 'end_turn' }
    return () => serverless.parseResponse(made, undefined)
  }
}

function asking(
  messages: (size: number) => readonly ChatMessage[],
  rest: (size: number) => object = () => ({}),
): SizedWork {
  return (size) => {
    const request: ChatRequest = { messages: messages(size), ...rest(size) }
    return () => serverless.formatRequest(request, context)
  }
}

const hello = { role: 'user', content: 'Hello' } as const
const called = (...ids: string[]): ChatMessage => ({
  role: 'assistant',
  content: '',
  toolCalls: ids.map((id) => ({ id, name: 'f', arguments: '{}' })),
})
const answered = (id: string): ChatMessage => ({ role: 'tool', toolCallId: id, content: '1' })
const start = (index: number, block: object): object => ({ type: 'content_block_start', index, content_block: block })
const delta = (index: number, one: object): object => ({ type: 'content_block_delta', index, delta: one })
const text = { type: 'text', text: '' }
const call = { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } }

const cases: Record<string, SizedWork> = {
  'a stream of text': streaming((size) => [
    start(0, text),
    ...many(size, () => delta(0, { type: 'text_delta', text: 'a' })),
  ]),
  'a stream of thoughts': streaming((size) => [
    start(0, { type: 'thinking', thinking: '', signature: 's' }),
    ...many(size, () => delta(0, { type: 'thinking_delta', thinking: 'a' })),
  ]),
  'a stream of many blocks': streaming((size) => many(size, (index) => start(index, text))),
  'a stream of calls, each with an update of the counts': streaming((size) =>
    many(size, (index) => [
      start(index, call),
      { type: 'message_delta', delta: {}, usage: { [`c${index}`]: 1 } },
    ]).flat(),
  ),
  'a stream of citations': streaming((size) => [
    start(0, text),
    ...many(size, () => delta(0, { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'a' } })),
  ]),
  'a stream of events of other kinds': streaming((size) => [
    { type: 'message_start', message: {} },
    ...many(size, (index) => ({ type: `kind${index}` })),
  ]),
  'an answer of many texts': reading((size) => many(size, () => ({ type: 'text', text: 'a' }))),
  'an answer of many calls': reading((size) => many(size, () => call)),
  'a conversation with many tool calls': asking((size) =>
    many(size, (index) => [called(`${index}`), answered(`${index}`)]).flat(),
  ),
  'ids that are repeated': asking((size) => [hello, ...many(size, () => [called('a.b'), answered('a.b')]).flat()]),
  'ids that become alike': asking((size) => [
    hello,
    called(...many(size, (index) => String.fromCodePoint(0x4e00 + index))),
  ]),
  'messages of one role': asking((size) => many(size, () => hello)),
  'an answer of many recorded blocks': asking((size) => [
    hello,
    {
      role: 'assistant',
      content: 'a'.repeat(size),
      providerData: { anthropicBlocks: many(size, () => ({ type: 'text', length: 1, citations: [] })) },
    },
    hello,
  ]),
  'blank texts of recorded blocks': asking((size) => [
    hello,
    {
      role: 'assistant',
      content: `a${' '.repeat(size)}`,
      providerData: { anthropicBlocks: many(size + 1, () => ({ type: 'text', length: 1 })) },
    },
    hello,
  ]),
  'a schema of many properties': asking(
    () => [hello],
    (size) => {
      const properties = Object.fromEntries(many(size, (index) => [`p${index}`, { type: 'string', minLength: 1 }]))
      return { responseFormat: { type: 'json', schema: { type: 'object', properties } } }
    },
  ),
}

describe('twice the input takes less than three times the time', () => {
  it.each(Object.entries(cases))('%s', async (_name, work) => {
    expect(await tooFastGrowth(work)).toBeUndefined()
  })
})
