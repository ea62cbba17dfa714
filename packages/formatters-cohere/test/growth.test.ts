import type { ChatMessage } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { CohereContentFormatter } from '../src/index.ts'

const { serverless } = new CohereContentFormatter().codecs
const context = {
  apiType: 'serverless',
  stream: false,
  url: new URL('https://x.test/v1/chat'),
  modelKwargs: {},
} as const
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

function streaming(events: (size: number) => readonly object[]): SizedWork {
  return (size) => {
    const made = events(size)
    return () => {
      const read = serverless.openStream()
      for (const event of [...made, undefined]) read(event)
    }
  }
}

function reading(body: (size: number) => unknown): SizedWork {
  return (size) => {
    const made = body(size)
    return () => {
      try {
        return serverless.parseResponse(made, undefined)
      } catch (error) {
        return String(error)
      }
    }
  }
}

function asking(
  messages: (size: number) => readonly ChatMessage[],
  tools?: (size: number) => readonly never[],
): SizedWork {
  return (size) => {
    const request = { messages: messages(size), ...(tools && { tools: tools(size) }) }
    return () => serverless.formatRequest(request, context)
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

describe('twice the input takes less than three times the time', () => {
  it.each(Object.entries(cases))('%s', async (_name, work) => {
    expect(await tooFastGrowth(work)).toBeUndefined()
  })
})
