import type { ChatMessage } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../src/index.ts'

const { serverless } = new CohereContentFormatter().codecs
const v2 = new CohereV2ContentFormatter().codecs.serverless
const context = {
  apiType: 'serverless',
  stream: false,
  url: new URL('https://x.test/v1/chat'),
  modelKwargs: {},
} as const
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

function streaming(events: (size: number) => readonly object[], codec = serverless): SizedWork {
  return (size) => {
    const made = events(size)
    return () => {
      const read = codec.openStream()
      for (const event of [...made, undefined]) read(event)
    }
  }
}

function reading(body: (size: number) => unknown, codec = serverless): SizedWork {
  return (size) => {
    const made = body(size)
    return () => {
      try {
        return codec.parseResponse(made, undefined)
      } catch (error) {
        return String(error)
      }
    }
  }
}

function asking(
  messages: (size: number) => readonly ChatMessage[],
  tools?: (size: number) => readonly never[],
  codec = serverless,
): SizedWork {
  return (size) => {
    const request = { messages: messages(size), ...(tools && { tools: tools(size) }) }
    return () => codec.formatRequest(request, context)
  }
}

const hello = { role: 'user', content: 'Hello' } as const
const called = (id: string): ChatMessage => ({
  role: 'assistant',
  content: '',
  toolCalls: [{ id, name: 'f', arguments: '{}' }],
})
const answered = (id: string): ChatMessage => ({ role: 'tool', toolCallId: id, content: '1' })

const cases: Record<string, SizedWork> = {
  'a stream of text': streaming((size) => many(size, () => ({ event_type: 'text-generation', text: 'a' }))),
  'a stream of pieces of a tool call': streaming((size) =>
    many(size, () => ({ event_type: 'tool-calls-chunk', tool_call_delta: { index: 0, parameters: '{' } })),
  ),
  'a stream of repeated tool calls': streaming((size) =>
    many(size, () => ({ event_type: 'tool-calls-generation', tool_calls: [{ name: 'f' }] })),
  ),
  'a stream with many end events': streaming((size) => many(size, () => ({ event_type: 'stream-end', response: {} }))),
  'a response with many tool calls': reading((size) => ({
    text: '',
    tool_calls: many(size, () => ({ name: 'f', parameters: {} })),
  })),
  'a response with many fields': reading((size) => Object.fromEntries(many(size, (index) => [`field${index}`, 1]))),
  'a long finish reason': reading((size) => ({ text: '', finish_reason: 'a'.repeat(size) })),
  'a conversation with many tool calls': asking((size) =>
    many(size, (index) => [called(`${index}`), answered(`${index}`)]).flat(),
  ),
  'a conversation with many tool results in one turn': asking((size) => [
    {
      role: 'assistant',
      content: '',
      toolCalls: many(size, (index) => ({ id: `${index}`, name: 'f', arguments: '{}' })),
    },
    ...many(size, (index) => answered(`${index}`)),
  ]),
  'a tool with many parameters': asking(
    () => [hello],
    (size) => {
      const names = many(size, (index) => `p${index}`)
      const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]))
      return [{ name: 'f', parameters: { type: 'object', properties, required: names } } as never]
    },
  ),
}

const cited = (index: number): object => ({ sources: [{ id: `${index}`, document: { text: 'a' } }] })
const piece = (type: string, message: object, index = 0): object => ({ type, index, delta: { message } })

const casesOfV2: Record<string, SizedWork> = {
  'a stream of text': streaming((size) => many(size, () => piece('content-delta', { content: { text: 'a' } })), v2),
  'a stream of tool calls': streaming(
    (size) => many(size, (index) => piece('tool-call-start', { tool_calls: { function: { name: 'f' } } }, index)),
    v2,
  ),
  'a stream of citations': streaming(
    (size) => many(size, (index) => piece('citation-start', { citations: cited(index) })),
    v2,
  ),
  'a response with many parts and citations': reading(
    (size) => ({ message: { content: many(size, () => ({ type: 'text', text: 'a' })), citations: many(size, cited) } }),
    v2,
  ),
  'a conversation that repeats an id': asking(
    (size) => many(size, () => [called('1'), answered('1')]).flat(),
    undefined,
    v2,
  ),
  'a conversation with many results of one call': asking(
    (size) => [called('1'), ...many(size, () => answered('1'))],
    undefined,
    v2,
  ),
}

describe('twice the input takes less than three times the time', () => {
  it.each([
    ...Object.entries(cases),
    ...Object.entries(casesOfV2).map(([name, work]) => [`${name} (v2)`, work] as const),
  ])('%s', async (_name, work) => {
    expect(await tooFastGrowth(work)).toBeUndefined()
  })
})
