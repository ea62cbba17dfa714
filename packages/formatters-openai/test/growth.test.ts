import type { ChatMessage, ChatStreamReader } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '../src/index.ts'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'

const { codecs, embeddingCodecs } = new CustomOpenAIChatContentFormatter()

/** Sends pieces of content to a new stream. */
function streaming(pieces: (size: number) => readonly unknown[], field = 'content'): SizedWork {
  return (size) => {
    const events = pieces(size).map((piece) => ({ choices: [{ index: 0, delta: { [field]: piece } }] }))
    return () => {
      try {
        return drain(codecs.serverless.openStream(), events)
      } catch (error) {
        return String(error)
      }
    }
  }
}

function drain(read: ChatStreamReader, events: readonly unknown[]): number {
  let length = 0
  for (const event of [...events, undefined]) length += read(event)?.text?.length ?? 0
  return length
}

/** Parses a complete response; an error counts as a result. */
function reading(body: (size: number) => unknown, parse: (body: unknown) => unknown = whole): SizedWork {
  return (size) => {
    const made = body(size)
    return () => {
      try {
        return parse(made)
      } catch (error) {
        return String(error)
      }
    }
  }
}

const whole = (body: unknown): unknown => codecs.serverless.parseResponse(body)
const score = (body: unknown): unknown => codecs.dedicated.parseResponse(body)
const completion = (message: object): object => ({ choices: [{ message, finish_reason: 'stop' }] })
const content = (text: string): object => completion({ content: text })
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

function encoded(text: string, layers: number): string {
  let json = text
  for (let layer = 0; layer < layers; layer += 1) json = JSON.stringify(json)
  return json
}

const cases: Record<string, SizedWork> = {
  'a stream of whitespace before the text': streaming((size) => many(size, () => ' ')),
  'a stream of line breaks inside the reasoning': streaming((size) => ['<think>a', ...many(size, () => '\n')]),
  'a stream of whitespace and letters inside the reasoning': streaming((size) => [
    '<think>',
    ...many(size, () => ' a'),
  ]),
  'a stream of whitespace after the reasoning': streaming((size) => ['<think>a</think>', ...many(size, () => ' ')]),
  'a stream of `<` inside the reasoning': streaming((size) => ['<think>', ...many(size, () => '<')]),
  'a stream of incomplete closing tags': streaming((size) => ['<think>', ...many(size, () => '</thin')]),
  'a stream of opening tags': streaming((size) => many(size, () => '<think>')),
  'a stream of a tag in single characters, and text': streaming((size) => [...'<think>', ...many(size, () => 'a')]),
  'one piece of `<`': streaming((size) => ['<think>', '<'.repeat(size)]),
  'one piece of whitespace': streaming((size) => ['<think>', ' '.repeat(size)]),
  'a stream of refusals': streaming((size) => many(size, () => 'no '), 'refusal'),
  'a stream of reasoning in a field': streaming((size) => many(size, () => 'hm '), 'reasoning_content'),
  'a stream of contents in parts': streaming((size) => many(size, () => [{ type: 'text', text: 'a' }])),
  'a piece of many parts': streaming((size) => [many(size, () => ({ type: 'text', text: 'a' }))]),
  'a piece of many reasoning parts': streaming((size) => [many(size, () => ({ type: 'thinking', thinking: ['a'] }))]),
  'an event of many tool calls': streaming(
    (size) => [many(size, (index) => ({ index, function: { arguments: '{' } }))],
    'tool_calls',
  ),
  'many events of one tool call': streaming(
    (size) => many(size, () => [{ index: 0, function: { arguments: '{' } }]),
    'tool_calls',
  ),
  'an event of many choices': (size) => {
    const event = { choices: many(size, (index) => ({ index: index + 1, delta: { content: 'a' } })) }
    return () => drain(codecs.serverless.openStream(), [event])
  },
  'a stream of reasoning details': streaming(
    (size) => many(size, () => [{ type: 'reasoning.text', index: 0, text: 'hm ' }]),
    'reasoning_details',
  ),
  'a stream of parts of two kinds': streaming((size) =>
    many(size, (index) => [{ type: index % 2 ? 'text' : 'thinking', text: 'a' }]),
  ),
  'a stream of sources': streaming(
    (size) => many(size, (index) => [{ url: `https://x.test/${index % 9_000}` }]),
    'annotations',
  ),
  'a stream of plain text on /score': (size) => {
    const pieces = many(size, () => ' word')
    return () => drain(codecs.dedicated.openStream(), pieces)
  },
  'a response of many sources': reading((size) =>
    completion({
      content: '',
      annotations: many(Math.min(size, 9_000), (index) => ({ url: `https://x.test/${index}` })),
    }),
  ),
  'a response of the messages of an agent': reading(
    (size) => ({
      messages: many(size, (index) => ({ role: 'assistant', content: 'a', tool_calls: [{ id: `${index}` }] })),
    }),
    score,
  ),
  'an index of digits': streaming((size) => [[{ index: '1'.repeat(size), function: {} }]], 'tool_calls'),
  'a response of whitespace': reading((size) => content(' '.repeat(size))),
  'a response with reasoning that ends in whitespace': reading((size) => content(`<think>a${' '.repeat(size)}b`)),
  'a response of incomplete closing tags': reading((size) => content(`<think>${'</think'.repeat(size)}`)),
  'a response of closing tags alone': reading((size) => content('</think> a'.repeat(size))),
  'a response of spaces after closing tags': reading((size) => content(`a</think>${' '.repeat(size)}b`)),
  'a response of closing tags': reading((size) => content(`<think>${'</think>'.repeat(size)}`)),
  'a response of many tool calls': reading((size) =>
    completion({ content: '', tool_calls: many(size, () => ({ function: { name: 'f', arguments: {} } })) }),
  ),
  'a response of many choices': reading((size) => ({ choices: many(size, (index) => ({ index, message: {} })) })),
  'a response of null choices': reading((size) => ({ choices: many(size, () => null) })),
  'a response of many fields': reading((size) => Object.fromEntries(many(size, (index) => [`field${index}`, 1]))),
  'a /score response of many fields': reading(
    (size) => Object.fromEntries(many(size, (index) => [`field${index}`, 1])),
    score,
  ),
  'a /score response of a long list': reading((size) => ({ output: many(size, () => 'a') }), score),
  'an unexpected body with a long key': reading((size) => ({ ['\u001b'.repeat(size)]: 1 })),
  'an unexpected array': reading((size) => many(size, () => ({ a: 1 }))),
  'JSON encoded three times': reading((size) => encoded('\\'.repeat(size), 3)),
  'JSON encoded more often than it is decoded': reading((size) => encoded('"'.repeat(size), 6), score),
  'incomplete JSON': reading((size) => '['.repeat(size), score),
  'a deeply nested response': reading((size) => JSON.parse('['.repeat(size) + ']'.repeat(size)) as unknown, score),
  'whitespace that is not JSON': reading((size) => ' '.repeat(size), score),
  'many embeddings': reading(
    (size) => ({ data: many(size, (index) => ({ index: size - index, embedding: [1] })) }),
    (body) => embeddingCodecs.serverless.parseResponse(body),
  ),
  'a long embedding': reading(
    (size) => ({ data: [{ embedding: many(size, () => 1) }] }),
    (body) => embeddingCodecs.serverless.parseResponse(body),
  ),
  'an embedding in base64': reading(
    (size) => ({ data: [{ embedding: 'AAAA'.repeat(size) }] }),
    (body) => embeddingCodecs.serverless.parseResponse(body),
  ),
  'rows of vectors': reading(
    (size) => many(size, () => [1]),
    (body) => embeddingCodecs.dedicated.parseResponse(body),
  ),
}

const context = {
  apiType: 'serverless',
  stream: false,
  url: new URL('https://x.test/v1/chat/completions'),
  modelKwargs: {},
} as const

const requests: Record<string, SizedWork> = {
  'a long conversation': (size) => {
    const messages = many(size, () => ({ role: 'user', content: 'a' }) as const)
    return () => codecs.serverless.formatRequest({ messages }, context)
  },
  'a conversation with a system message that is folded': (size) => {
    const messages = [
      { role: 'system', content: 'b' } as const,
      ...many(size, () => ({ role: 'user', content: 'a' }) as const),
    ]
    return () => new MistralChatContentFormatter().codecs.serverless.formatRequest({ messages }, context)
  },
  'a large image': (size) => {
    const messages = [
      { role: 'user', content: [{ type: 'image', data: new Uint8Array(size), mediaType: 'image/png' }] } as const,
    ]
    return () => codecs.serverless.formatRequest({ messages }, context)
  },
  'a long data URL': (size) => {
    const messages = [
      { role: 'user', content: [{ type: 'image', data: `data:image/png;base64,${'A'.repeat(size)}` }] } as const,
    ]
    return () => codecs.serverless.formatRequest({ messages }, context)
  },
}

const user = { role: 'user', content: [{ type: 'text', text: 'a' }] } as const
const called = (ids: readonly string[]): ChatMessage => ({
  role: 'assistant',
  content: '',
  reasoning: 'b',
  toolCalls: ids.map((id) => ({ id, name: 'c', arguments: '{}' })),
})
const result = (toolCallId: string): ChatMessage => ({ role: 'tool', content: 'd', toolCallId })

/** Histories that a formatter has to change. */
const histories: Record<string, (size: number) => readonly ChatMessage[]> = {
  'users in parts, one after the other': (size) => many(size, () => user),
  'empty answers between users': (size) =>
    many(size, (index) => (index % 2 ? { role: 'assistant', content: '' } : user)),
  'answers, one after the other': (size) => many(size, () => ({ role: 'assistant', content: 'a', reasoning: 'b' })),
  'tool loops': (size) => many(size, (index) => [user, called([`x${index}`]), result(`x${index}`)]).flat(),
  'tool loops with the same id': (size) => many(size, () => [user, called(['x']), result('x')]).flat(),
  'one loop of many calls': (size) => many(size, (index) => [called([`x${index}`]), result(`x${index}`)]).flat(),
  'many calls of one answer, in reverse': (size) => [
    called(many(size, (index) => `x${index}`)),
    ...many(size, (index) => result(`x${size - 1 - index}`)),
  ],
  'many calls with the same id': (size) => [called(many(size, () => 'x')), ...many(size, () => result('x'))],
  'calls without results': (size) => many(size, (index) => called([`x${index}`, 'y'])),
  'many results of one call': (size) => [called(['x']), ...many(size, () => result('x'))],
}
for (const [name, history] of Object.entries(histories)) {
  for (const formatter of [new CustomOpenAIChatContentFormatter(), new MistralChatContentFormatter()]) {
    requests[`${name}, for ${formatter.name}`] = (size) => {
      const messages = history(size)
      return () => formatter.codecs.serverless.formatRequest({ messages }, context)
    }
  }
}

describe('twice the input takes less than three times the time', () => {
  it.each(Object.entries({ ...cases, ...requests }))('%s', async (_name, work) => {
    expect(await tooFastGrowth(work)).toBeUndefined()
  })
})
