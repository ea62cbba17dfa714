// oxlint-disable no-underscore-dangle -- LangChain's names
import { BaseCache, deserializeStoredGeneration, InMemoryCache, serializeGeneration } from '@langchain/core/caches'
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
  type StoredGeneration,
} from '@langchain/core/messages'
import type { Generation } from '@langchain/core/outputs'
import { createAgent } from 'langchain'
import { describe, expect, it } from 'vitest'
import { type ChatRequest, ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type {
  AzureMLChatOnlineEndpointCallOptions as CallOptions,
  AzureMLChatOnlineEndpointFields,
} from '../src/index.ts'
import { bodies, chat, chatOn, endpoint, failure } from './endpoint.ts'

function picture(source: object): HumanMessage {
  return new HumanMessage({
    content: [
      { type: 'text', text: 'What is it?' },
      { type: 'image', ...source },
    ],
  })
}

const png = { mimeType: 'image/png' }
const call = (id: string, args = {}): AIMessage =>
  new AIMessage({ content: '', tool_calls: [{ id, name: 'look', args }] })
const result = (id: string, content: string): ToolMessage => new ToolMessage({ content, tool_call_id: id })

/** Conversations whose text LangChain joins to the same key. */
const pairs: Record<string, [BaseMessage[], BaseMessage[]]> = {
  'other image data': [[picture({ data: 'AAAA', ...png })], [picture({ data: 'BBBB', ...png })]],
  'other image bytes': [
    [picture({ data: new Uint8Array([1, 2]), ...png })],
    [picture({ data: new Uint8Array([1, 3]), ...png })],
  ],
  'other bytes in a buffer': [
    [picture({ data: Buffer.from([1, 2]), ...png })],
    [picture({ data: Buffer.from([1, 3]), ...png })],
  ],
  'another image URL': [[picture({ url: 'https://a.b/1.png' })], [picture({ url: 'https://a.b/2.png' })]],
  'another detail': [
    [picture({ url: 'https://a.b/1.png', detail: 'low' })],
    [picture({ url: 'https://a.b/1.png', detail: 'high' })],
  ],
  'other boundaries of parts': [
    [
      new HumanMessage({
        content: [
          { type: 'text', text: '10' },
          { type: 'text', text: '20' },
        ],
      }),
    ],
    [new HumanMessage({ content: [{ type: 'text', text: '1020' }] })],
  ],
  'other boundaries of messages': [
    [new HumanMessage('a\nAI: b\nHuman: c')],
    [new HumanMessage('a'), new AIMessage('b'), new HumanMessage('c')],
  ],
  'another image in a tool result': [
    [
      new HumanMessage('Look!'),
      call('a'),
      new ToolMessage({ content: [{ type: 'image', data: 'AAAA', ...png }], tool_call_id: 'a' }),
    ],
    [
      new HumanMessage('Look!'),
      call('a'),
      new ToolMessage({ content: [{ type: 'image', data: 'BBBB', ...png }], tool_call_id: 'a' }),
    ],
  ],
  'results of other calls': [
    [new HumanMessage('Look!'), call('a'), call('b'), result('a', 'x'), result('b', 'y')],
    [new HumanMessage('Look!'), call('a'), call('b'), result('b', 'x'), result('a', 'y')],
  ],
}

/** Fields with a formatter that asks for a header, and otherwise sends the same as any other. */
function withHeader(value: string): AzureMLChatOnlineEndpointFields {
  const headers = { 'x-format': value }
  return { contentFormatter: Object.assign(new CustomOpenAIChatContentFormatter(), { headers }) }
}

const schema = { type: 'object', properties: { city: { type: 'string' } } }
const image = [picture({ data: 'AAAA', ...png })]

/** Two models, or two calls, that do not send the same or do not go to the same place, and so may not share an answer. */
const differences: Record<string, [AzureMLChatOnlineEndpointFields, AzureMLChatOnlineEndpointFields]> = {
  headers: [{ headers: { 'x-tenant': 'a' } }, { headers: { 'x-tenant': 'b' } }],
  'secret headers': [{ headers: { 'x-api-token': 'a' } }, { headers: { 'x-api-token': 'b' } }],
  'body parameters': [{ modelKwargs: { a: 1 } }, { modelKwargs: { a: 2 } }],
  'secret body parameters': [{ modelKwargs: { api_key: 'a' } }, { modelKwargs: { api_key: 'b' } }],
  'the name of the model': [{ model: 'a' }, { model: 'b' }],
  'the deployment': [{ deploymentName: 'a' }, { deploymentName: 'b' }],
  'the response format': [{}, { responseFormat: { type: 'json', schema } }],
  'the formatter': [{}, { contentFormatter: MistralChatContentFormatter }],
  'an option of the formatter': [{ maxTokens: 9 }, { maxTokens: 9, maxTokensParameter: 'max_completion_tokens' }],
  "an option of the formatter's instance": [
    { maxTokens: 9 },
    {
      maxTokens: 9,
      contentFormatter: new CustomOpenAIChatContentFormatter({ maxTokensParameter: 'max_completion_tokens' }),
    },
  ],
  'how the formatter sends a schema': [
    { responseFormat: { type: 'json', schema }, contentFormatter: new CustomOpenAIChatContentFormatter() },
    {
      responseFormat: { type: 'json', schema },
      contentFormatter: new CustomOpenAIChatContentFormatter({ jsonSchema: 'prompt' }),
    },
  ],
  'parallel tools': [{ parallelToolCalls: true }, { parallelToolCalls: false }],
  'a header of the formatter': [withHeader('a'), withHeader('b')],
  temperature: [{ temperature: 0 }, { temperature: 1 }],
  'the version of messages': [{}, { outputVersion: 'v1' }],
  'the raw answer': [{}, { __includeRawResponse: true }],
}

const calls: Record<string, [Partial<CallOptions>, Partial<CallOptions>]> = {
  headers: [{ headers: { 'x-tenant': 'a' } }, { headers: { 'x-tenant': 'b' } }],
  'secret headers': [{ headers: { 'x-api-token': 'a' } }, { headers: { 'x-api-token': 'b' } }],
  'body parameters': [{ modelKwargs: { a: 1 } }, { modelKwargs: { a: 2 } }],
  'secret body parameters': [{ modelKwargs: { api_key: 'a' } }, { modelKwargs: { api_key: 'b' } }],
  tools: [{ tools: [{ name: 'a', schema }] }, { tools: [{ name: 'b', schema }] }],
  'the tool choice': [
    { tools: [{ name: 'a', schema }], tool_choice: 'any' },
    { tools: [{ name: 'a', schema }], tool_choice: 'none' },
  ],
  'the response format': [{ response_format: { type: 'json_object' } }, { response_format: { type: 'text' } }],
  'the end user': [{ user: 'a' }, { user: 'b' }],
  'stop sequences': [{ stop: ['a'] }, { stop: ['b'] }],
  reasoning: [{ reasoningEffort: 'low' }, { reasoningEffort: 'high' }],
}

const inputs = { 'a question': 'Hello', 'an image': image } as const
const kinds = Object.keys(inputs) as (keyof typeof inputs)[]

describe.each(kinds)('a cache that models share keeps apart, for %s,', (kind) => {
  it.each(Object.entries(differences))('%s', async (_name, [one, other]) => {
    const cache = new InMemoryCache()
    const emulator = await endpoint()
    const models = [chatOn(emulator, { cache, ...one }), chatOn(emulator, { cache, ...other })]
    for (const model of [...models, ...models]) await model.invoke(inputs[kind] as string)
    expect(emulator.requests).toHaveLength(2)
  })

  it('queries of the URL', async () => {
    const cache = new InMemoryCache()
    const emulator = await endpoint()
    for (const query of ['?v=1', '?v=2', '?v=1']) {
      const endpointUrl = `${emulator.url}/v1/chat/completions${query}`
      await chatOn(emulator, { cache, endpointUrl }).invoke(inputs[kind] as string)
    }
    expect(emulator.requests).toHaveLength(2)
  })

  it.each(Object.entries(calls))('calls with other options: %s', async (_name, [one, other]) => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    for (const options of [one, other, one, other]) await model.invoke(inputs[kind] as string, options)
    expect(emulator.requests).toHaveLength(2)
  })

  it('nothing that is not sent', async () => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    const signal = AbortSignal.timeout(60_000)
    for (const options of [{}, { signal }, { maxRetries: 1 }, { tags: ['a'] }, { metadata: { a: 1 } }]) {
      await model.invoke(inputs[kind] as string, options)
    }
    expect(emulator.requests).toHaveLength(1)
  })
})

/** Keeps answers as JSON, like a cache on a server. */
class StoringCache extends BaseCache {
  readonly #stored = new Map<string, string>()

  async lookup(prompt: string, llmKey: string): Promise<Generation[] | null> {
    const found = this.#stored.get(prompt + llmKey)
    return found === undefined ? null : (JSON.parse(found) as StoredGeneration[]).map(deserializeStoredGeneration)
  }

  async update(prompt: string, llmKey: string, value: Generation[]): Promise<void> {
    this.#stored.set(prompt + llmKey, JSON.stringify(value.map(serializeGeneration)))
  }
}

describe.each([
  ['whole', {}],
  ['streamed', { streaming: true }],
  ['in the v1 format', { outputVersion: 'v1' }],
  ['streamed in the v1 format', { streaming: true, outputVersion: 'v1' }],
] as const)('an answer that is %s', (_name, fields) => {
  const replies = [{ text: 'Look!', toolCalls: [{ id: 'a', name: 'look', arguments: '{"at":"sky"}' }] }]
  const shown = (message: AIMessage): unknown => {
    const { type, data } = message.toDict()
    const { content, tool_calls, contentBlocks, text } = message
    const rest = { content, tool_calls, contentBlocks, text }
    return JSON.parse(JSON.stringify({ type, data: { ...data, usage_metadata: 0, lc_kwargs: 0 }, ...rest }))
  }

  it('is the same from the cache', async () => {
    const { model, emulator } = await chat({ replies }, { ...fields, cache: new InMemoryCache() })
    const first = await model.invoke('Hello')
    const hits = [await model.invoke('Hello'), await model.invoke('Hello')]
    for (const hit of hits) expect(shown(hit)).toEqual(shown(first))
    if ('streaming' in fields) expect(hits[0]!.concat(new AIMessageChunk('!')).text).toBe('Look!!')
    expect(emulator.requests).toHaveLength(1)
  })

  it('can be kept by a cache that serializes it', async () => {
    const { model, emulator } = await chat({ replies }, { ...fields, cache: new StoringCache() })
    const first = await model.invoke('Hello')
    const hit = await model.invoke('Hello')
    expect([hit.text, hit.tool_calls]).toEqual([first.text, first.tool_calls])
    expect(emulator.requests).toHaveLength(1)
  })
})

describe('a cache', () => {
  it.each(Object.entries(pairs))('tells apart what differs in %s', async (_name, [one, other]) => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    await model.invoke(one)
    await model.invoke(other)
    expect(emulator.requests).toHaveLength(2)
    await model.invoke(one)
    await model.invoke(other)
    expect(emulator.requests).toHaveLength(2)
  })

  it.each([
    ['a string', 'Hello'],
    [
      'a conversation',
      [new SystemMessage('Be brief.'), new HumanMessage('Hello'), new AIMessage('Hi'), new HumanMessage('And?')],
    ],
  ] as const)('answers the same call again: %s', async (_name, input) => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    await model.invoke(input as string)
    await model.invoke(input as string)
    await model.batch([input as string, input as string])
    expect(emulator.requests).toHaveLength(1)
    await model.invoke(input as string, { temperature: 0.3 })
    expect(emulator.requests).toHaveLength(2)
  })

  it('tells conversations apart that are asked together with a question', async () => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    const question = [new HumanMessage('Hello')]
    for (const data of ['AAAA', 'BBBB', 'AAAA']) await model.generate([question, [picture({ data, ...png })]])
    // The key of a question is the same only with the same conversations beside it.
    expect(emulator.requests).toHaveLength(4)
  })

  it('tells stop sequences apart in the older form of the options', async () => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    for (const stop of [['a'], ['b'], ['a']]) await model.generate([image], stop)
    expect(bodies(emulator).map(({ stop }) => stop)).toEqual([['a'], ['b']])
  })

  it('does not miss because of what an agent passes on, which is never sent', async () => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    const circular: Record<string, unknown> = { big: 1n }
    circular['self'] = circular
    for (const checkpointId of ['a', 'b']) {
      const config = { executionInfo: { checkpointId }, context: circular, durability: 'async', control: {} }
      await model.invoke('Hello', config as never)
    }
    expect(emulator.requests).toHaveLength(1)
  })

  it('tells options apart if the formatter formats no other question', async () => {
    class Choosy extends ContentFormatterBase {
      override readonly name = 'choosy'
      override readonly codecs = {
        serverless: {
          parseResponse: () => ({ text: '' }),
          formatRequest: ({ messages }: ChatRequest): never => {
            throw new Error(`is not asked: ${String(messages[0]?.content)}`)
          },
        },
      }
    }
    const model = chatOn(await endpoint(), { contentFormatter: Choosy })
    const keys = [{ temperature: 0 }, { temperature: 1 }, { stop: ['a'] }].map((options) =>
      model._getSerializedCacheKeyParametersForCall(options as never),
    )
    expect(new Set(keys).size).toBe(3)
  })

  it('answers an agent again', async () => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    const agent = createAgent({ model, tools: [] })
    for (const _ of [1, 2]) await agent.invoke({ messages: [new HumanMessage('Hello')] })
    expect(emulator.requests).toHaveLength(1)
  })

  it('leaves wrong options and messages to the call, whose error names them', async () => {
    const { model } = await chat({}, { cache: new InMemoryCache() })
    const wrong = { tools: [5] } as never
    expect((await failure(model.invoke('Hello', wrong))).message).toMatch(/^`tools\[0\]` is 5;/)
    const message = new HumanMessage({ content: [{ type: 'forecast' }] })
    expect((await failure(model.invoke([message]))).message).toMatch(/^messages\[0\]\.content\[0\] is a block/)
  })
})
