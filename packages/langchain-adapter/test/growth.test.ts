import type { ChatChunk } from '@azureml-endpoints/core'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { AIMessage, type AIMessageChunk, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { MessageChunkConverter } from '../src/from-core/message-chunks.ts'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../src/index.ts'
import { ModelEventConverter } from '../src/from-core/model-events.ts'
import { contentParser, toolCallParser } from '../src/structured-output/parsers.ts'
import { toCoreMessages } from '../src/to-core/messages.ts'

const origin = { deployment: undefined, model: 'm' }
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const last: ChatChunk = { raw: undefined, finishReason: 'tool-calls' }
const begun = (index: number, args = '{'): ChatChunk => ({
  raw: undefined,
  toolCalls: [{ index, id: `call${index}`, name: 'f', arguments: args }],
})
const more = (args: string): ChatChunk => ({ raw: undefined, toolCalls: [{ index: 0, arguments: args }] })
const text = (words: string): ChatChunk => ({ raw: undefined, text: words })

/** Joins the messages of a stream as LangChain does, and reads the result. */
function joining(chunks: (size: number) => readonly ChatChunk[], look = lookAt): SizedWork {
  return (size) => {
    const made = chunks(size)
    return () => {
      const messages = new MessageChunkConverter(origin).convertAll(made)
      look(
        messages.reduce<AIMessageChunk | undefined>(
          (sum, message) => (sum === undefined ? message : sum.concat(message)),
          undefined,
        ),
      )
    }
  }
}

function lookAt(message: AIMessageChunk | undefined): void {
  JSON.stringify([message?.tool_calls, message?.invalid_tool_calls, message?.tool_call_chunks, message?.text])
}

function emitting(chunks: (size: number) => readonly ChatChunk[]): SizedWork {
  return (size) => {
    const made = chunks(size)
    return () => {
      const events = new ModelEventConverter(origin)
      for (const chunk of made) events.convert(chunk)
      return events.finish()
    }
  }
}

const schema = { type: 'object', properties: { a: { type: 'string' } } } as const
const form = { schema, json: schema, name: 'f', description: undefined, strict: undefined }
const zod = z.object({ a: z.string() })
const standard = {
  '~standard': {
    version: 1 as const,
    vendor: 'made up',
    validate: (value: unknown) => ({ value }),
    jsonSchema: { input: () => schema, output: () => schema },
  },
}

function parsing(answer: (size: number) => string, given: unknown = schema): SizedWork {
  return (size) => {
    const words = answer(size)
    const parser = contentParser({ ...form, schema: given })
    return () => parser.parseResult([{ text: words }]).catch(String)
  }
}

function parsingCall(args: (size: number) => string, given: unknown = schema): SizedWork {
  return (size) => {
    const parser = toolCallParser({ ...form, schema: given })
    const message = new AIMessage({
      content: '',
      tool_calls: [{ id: 'a', name: 'f', args: JSON.parse(args(size)) as object }],
    })
    return () => parser.parseResult([{ text: '', message } as never]).catch(String)
  }
}

const onEachSchema = (name: string, answer: (size: number) => string): Record<string, SizedWork> => ({
  [`${name}, by a JSON Schema`]: parsing(answer),
  [`${name}, by Zod`]: parsing(answer, zod),
  [`${name}, by a Standard Schema`]: parsing(answer, standard),
})

const parsers: Record<string, SizedWork> = {
  ...onEachSchema('an answer of fences', (size) => '```json'.repeat(size)),
  ...onEachSchema('a fence and white space', (size) => `\`\`\`json${' '.repeat(size)}x`),
  ...onEachSchema('a text, a fence and white space', (size) => `a\`\`\`json${' '.repeat(size)}x`),
  ...onEachSchema('white space', (size) => `x${' '.repeat(size)}x`),
  ...onEachSchema('line breaks', (size) => '\n'.repeat(size)),
  ...onEachSchema('quotes', (size) => '"'.repeat(size)),
  ...onEachSchema('escaped quotes without an end', (size) => `"${'\\"'.repeat(size)}`),
  ...onEachSchema('backslashes', (size) => `"${'\\'.repeat(size)}`),
  ...onEachSchema('open brackets', (size) => '['.repeat(size)),
  ...onEachSchema('a valid answer', (size) => JSON.stringify({ a: 'b"\\'.repeat(size) })),
  ...onEachSchema('an answer with many errors', (size) => JSON.stringify(many(size, () => 1))),
  ...onEachSchema('a deep answer', (size) => `{"a":${'['.repeat(size)}${']'.repeat(size)}}`),
  'a call with a deep argument': parsingCall((size) => `{"a":${'['.repeat(size)}${']'.repeat(size)}}`),
  'a call with a deep argument, by Zod': parsingCall((size) => `{"a":${'['.repeat(size)}${']'.repeat(size)}}`, zod),
  'a call with a deep argument, by a Standard Schema': parsingCall(
    (size) => `{"a":${'['.repeat(size)}${']'.repeat(size)}}`,
    standard,
  ),
}

const streams: Record<string, SizedWork> = {
  'pieces of text': joining((size) => many(size, () => text('a'))),
  'pieces of thoughts': joining((size) => many(size, () => ({ raw: undefined, reasoning: 'a' }))),
  'pieces of the arguments of one call': joining((size) => [
    begun(0, '{"a":"'),
    ...many(size, () => more('b')),
    more('"}'),
    last,
  ]),
  'pieces of the arguments of one call that is cut': joining((size) => [
    begun(0, '{"a":"'),
    ...many(size, () => more('b')),
  ]),
  'arguments of open brackets that are cut': joining((size) => [begun(0, '{"a":'), ...many(size, () => more('['))]),
  'arguments of escapes that are cut': joining((size) => [begun(0, '{"a":"'), ...many(size, () => more('\\"'))]),
  'arguments of digits that are cut': joining((size) => [begun(0, '{"a":1'), ...many(size, () => more('1'))]),
  'arguments of white space that are cut': joining((size) => [begun(0, '{"a":'), ...many(size, () => more(' '))]),
  'many calls, one a piece': joining((size) => [...many(size, (index) => begun(index, '{}')), last]),
  'many calls, one a piece, that are cut': joining((size) => many(size, (index) => begun(index))),
  'many calls in one piece': joining((size) => [
    { raw: undefined, toolCalls: many(size, (index) => ({ index, id: `call${index}`, name: 'f', arguments: '{' })) },
  ]),
  'many ends': joining((size) => many(size, () => last)),
  'log probabilities': joining((size) => [
    ...many(size, () => ({ text: 'a', raw: { choices: [{ logprobs: { content: [{ token: 'a', logprob: 0 }] } }] } })),
    last,
  ]),
  'findings of the content filter': joining((size) =>
    many(size, () => ({ text: 'a', raw: { choices: [{ content_filter_results: { hate: { filtered: false } } }] } })),
  ),
  'usage again and again': joining((size) =>
    many(size, () => ({ raw: undefined, usage: { inputTokens: 1, raw: {} } })),
  ),
  'events of text': emitting((size) => many(size, () => text('a'))),
  'events of one call': emitting((size) => [begun(0), ...many(size, () => more('b'))]),
  'events of many calls': emitting((size) => many(size, (index) => begun(index))),
}

const histories: Record<string, SizedWork> = {
  'results of tools with images': (size) => {
    const image = { type: 'image', url: 'https://x.test/a.png' } as const
    const messages = [
      new HumanMessage('a'),
      ...many(size, (index) => new ToolMessage({ content: [image], tool_call_id: `${index}` })),
    ]
    return () => toCoreMessages(messages)
  },
  'answers with calls': (size) => {
    const messages = many(
      size,
      (index) => new AIMessage({ content: '', tool_calls: [{ id: `${index}`, name: 'f', args: {} }] }),
    )
    return () => toCoreMessages(messages)
  },
  'an answer of many blocks': (size) => {
    const messages = [new AIMessage({ content: many(size, () => ({ type: 'text', text: 'a' })) })]
    return () => toCoreMessages(messages)
  },
}

/** Answers with a stream in chunks of 64 KiB, the size of a real socket's reads, but without its timing variations. */
function answering(
  events: (size: number) => readonly object[],
  use: (model: AzureMLChatOnlineEndpoint) => Promise<unknown>,
  fields: AzureMLChatOnlineEndpointFields = {},
): SizedWork {
  return (size) => {
    const body = events(size)
      .map((event) => `data: ${JSON.stringify(event)}\n\n`)
      .join('')
    const model = new AzureMLChatOnlineEndpoint({
      endpointUrl: 'https://x.test/v1/chat/completions',
      endpointApiKey: 'made-up-key',
      fetch: async () => new Response(new Blob([body]).stream(), { headers: { 'content-type': 'text/event-stream' } }),
      ...fields,
    })
    return () => use(model)
  }
}

const delta = (fields: object, finish: string | null = null): object => ({
  choices: [{ index: 0, delta: fields, finish_reason: finish }],
})
const callEvents = (size: number): readonly object[] => [
  delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{"a":"' } }] }),
  ...many(size, () => delta({ tool_calls: [{ index: 0, function: { arguments: 'b' } }] })),
  delta({ tool_calls: [{ index: 0, function: { arguments: '"}' } }] }, 'tool_calls'),
]
const textEvents = (size: number): readonly object[] => [
  delta({ content: '{"a":"' }),
  ...many(size, () => delta({ content: 'b' })),
  delta({ content: '"}' }, 'stop'),
]
const handler = BaseCallbackHandler.fromMethods({ handleLLMNewToken: () => {}, handleLLMEnd: () => {} })
async function drain(stream: AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of stream instanceof Promise ? await stream : stream);
}

const framework: Record<string, SizedWork> = {
  'stream() of text': answering(textEvents, (model) => drain(model.stream('a'))),
  'stream() of a call': answering(callEvents, (model) => drain(model.stream('a'))),
  'stream() of a call with a handler': answering(callEvents, (model) =>
    drain(model.stream('a', { callbacks: [handler] })),
  ),
  'invoke() that streams a call': answering(callEvents, (model) => model.invoke('a'), { streaming: true }),
  'streamEvents() of a call': answering(callEvents, (model) => drain(model.streamEvents('a', { version: 'v2' }))),
  'structured output of calls, streamed': answering(callEvents, (model) =>
    drain(model.withStructuredOutput(schema, { name: 'f' }).stream('a')),
  ),
  'structured output of text, streamed': answering(textEvents, (model) =>
    drain(model.withStructuredOutput(schema, { method: 'jsonMode' }).stream('a')),
  ),
}

describe('the work grows no faster than its input: twice as much takes less than 3 times as long', () => {
  it.each(Object.entries({ ...streams, ...parsers, ...histories }))('%s', async (_name, work) => {
    expect(await tooFastGrowth(work)).toBeUndefined()
  })

  it.each(Object.entries(framework))('%s', async (_name, work) => {
    expect(await tooFastGrowth(work, { from: 2_000, upTo: 200_000 })).toBeUndefined()
  })
})
