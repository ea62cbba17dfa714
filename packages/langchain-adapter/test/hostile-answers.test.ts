import { AzureMLError, ConfigurationError } from '@azureml-endpoints/core'
import { AIMessage, type AIMessageChunk, type BaseMessage, HumanMessage } from '@langchain/core/messages'
import { createAgent, tool } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../src/index.ts'
import { LazyMessageChunk } from '../src/from-core/lazy-message-chunk.ts'
import { collect, delta, failure, joined } from './endpoint.ts'

const levels = 100_000
const deepList = '['.repeat(levels) + ']'.repeat(levels)
const deepObject = '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

/** Creates a model whose endpoint returns these bodies in order. */
function answering(bodies: readonly string[], fields: AzureMLChatOnlineEndpointFields = {}): AzureMLChatOnlineEndpoint {
  const left = [...bodies]
  return new AzureMLChatOnlineEndpoint({
    endpointUrl: 'https://x.test/v1/chat/completions',
    endpointApiKey: 'made-up-key',
    maxRetries: 0,
    fetch: async () => {
      const body = left.shift() ?? ''
      const type = body.startsWith('data:') ? 'text/event-stream' : 'application/json'
      return new Response(body, { headers: { 'content-type': type } })
    },
    ...fields,
  })
}

const answer = (message: object): string => JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] })
const call = (json: string): object => ({ tool_calls: [{ id: 'c1', function: { name: 'report', arguments: json } }] })
const stream = (...events: object[]): string => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
const piece = (json: string, finish: string | null = null): object =>
  delta({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'report', arguments: json } }] }, finish)

const badArguments: Record<string, [json: string, problem: string]> = {
  'a __proto__ key': ['{"__proto__":{"admin":true}}', 'an object with the key "__proto__"'],
  'a __proto__ key further in': ['{"a":[{"__proto__":{"admin":true}}]}', 'an object with the key "__proto__"'],
  'a __proto__ key that is escaped': ['{"\\u005f_proto__":{"admin":true}}', 'an object with the key "__proto__"'],
  "a constructor's prototype": ['{"constructor":{"prototype":{"admin":true}}}', 'the key "constructor"'],
  'lists a hundred thousand deep': [`{"a":${deepList}}`, 'nested deeper than 200 levels'],
  'objects a hundred thousand deep': [deepObject, 'nested deeper than 200 levels'],
  'a list': ['[1]', 'not a JSON object'],
  'half of an object': ['{"a":', 'not valid JSON'],
  'control characters': ['\u001B[2J\r\nforged', 'not valid JSON'],
}

describe.each(Object.entries(badArguments))('arguments with %s', (_name, [json, problem]) => {
  const bodies = { whole: answer(call(json)), streamed: stream(piece(json), delta({}, 'tool_calls')) }

  it.each(Object.entries(bodies))('make only that call invalid (%s)', async (way, body) => {
    const model = answering([body, body], { streaming: way === 'streamed' })
    for (const message of [await model.invoke('Hi'), await joined<AIMessageChunk>(model.stream('Hi'))]) {
      expect(message.tool_calls).toEqual([])
      const [invalid] = message.invalid_tool_calls ?? []
      expect(invalid).toMatchObject({ id: 'c1', name: 'report', args: json, error: expect.stringContaining(problem) })
      expect(invalid?.error).not.toMatch(/\p{Cc}/u)
      expect(JSON.stringify(message)).toContain('c1')
    }
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
  })

  it('run no tool of an agent, which continues', async () => {
    const seen: unknown[] = []
    const schema = { type: 'object', properties: {} } as const
    const report = tool((args: object) => void seen.push(args), { name: 'report', description: 'Reports.', schema })
    const agent = createAgent({ model: answering([bodies.whole, answer({ content: 'done' })]), tools: [report] })
    const { messages } = await agent.invoke({ messages: [new HumanMessage('Hi')] })
    expect(seen).toEqual([])
    expect((messages[1] as AIMessage).invalid_tool_calls).toHaveLength(1)
  })

  it('set no prototype while they are being streamed', () => {
    const chunk = { type: 'tool_call_chunk', index: 0, id: 'c1', name: 'report', args: json.slice(0, -1) } as const
    const { tool_calls: calls = [] } = LazyMessageChunk.piece({ content: '' }, [chunk])
    for (const { args } of calls) expect((args as { admin?: unknown }).admin).toBeUndefined()
    expect(calls.every(({ args }) => Object.getPrototypeOf(args) === Object.prototype)).toBe(true)
  })
})

it('arguments that do not match the tool are reported to the model, and the agent continues', async () => {
  const report = tool(() => 'never', { name: 'report', schema: z.object({ city: z.string() }) })
  const model = answering([answer(call('{"city":7}')), answer({ content: 'done' })])
  const { messages } = await createAgent({ model, tools: [report] }).invoke({ messages: [new HumanMessage('Hi')] })
  expect(messages.map(({ type }) => type)).toEqual(['human', 'ai', 'tool', 'ai'])
})

describe('deeply nested JSON', () => {
  const places = {
    content: (json: string) => `{"choices":[{"message":{"content":${json}}}]}`,
    arguments: (json: string) =>
      `{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":${json}}}]}}]}`,
    usage: (json: string) => `{"usage":${json},"choices":[{"message":{"content":"a"}}]}`,
    fingerprint: (json: string) => `{"system_fingerprint":${json},"choices":[{"message":{"content":"a"}}]}`,
    logprobs: (json: string) => `{"choices":[{"message":{"content":"a"},"logprobs":{"content":[${json}]}}]}`,
    'content filter': (json: string) =>
      `{"prompt_filter_results":${json},"choices":[{"message":{"content":"a"},"content_filter_results":${json}}]}`,
    id: (json: string) =>
      `{"id":${json},"model":${json},"choices":[{"message":{"content":"a"},"finish_reason":${json}}]}`,
    error: (json: string) => `{"error":${json}}`,
  }
  const values = { lists: deepList, objects: deepObject, prototypes: '{"__proto__":{"admin":true}}' }
  const cases = Object.entries(places).flatMap(([place, body]) =>
    Object.entries(values).map(([kind, json]) => [kind, place, body(json)] as const),
  )

  it.each(cases)('of %s as %s results in a message or an error of this library', async (_kind, _place, body) => {
    const asEvent = `data: ${body.replaceAll('"message"', '"delta"')}\n\ndata: [DONE]\n\n`
    const ways: ((model: AzureMLChatOnlineEndpoint) => Promise<BaseMessage>)[] = [
      (model) => model.invoke('Hi'),
      (model) => joined<AIMessageChunk>(model.stream('Hi')),
      async (model) => (await collect(model.streamEvents('Hi', { version: 'v2' }))).at(-1)!.data.output as BaseMessage,
    ]
    for (const way of ways) {
      for (const given of [body, asEvent]) {
        const result = await way(answering([given])).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toBeInstanceOf(AzureMLError)
        else {
          const { tool_calls: calls, response_metadata, usage_metadata, content } = result as AIMessage
          // An object as content becomes JSON text, and text may say anything.
          const shown = [calls, response_metadata, usage_metadata, typeof content === 'string' ? '' : content]
          expect(JSON.stringify(shown)).not.toContain('__proto__')
        }
      }
    }
  })
})

const circular: Record<string, unknown> = {}
circular['self'] = circular
const asked = (args: object): BaseMessage[] => [
  new HumanMessage('Hi'),
  new AIMessage({ content: '', tool_calls: [{ id: 'a', name: 'f', args: args as Record<string, unknown> }] }),
]

describe('a call that cannot be serialized as JSON', () => {
  const deep: unknown = JSON.parse(deepList)
  const calls: Record<string, [messages: BaseMessage[], options?: object]> = {
    'arguments that refer to themselves': [asked(circular)],
    'arguments with a BigInt': [asked({ a: 1n })],
    'arguments that are nested deeply': [asked({ deep })],
    'a block that is null': [[new AIMessage({ content: [null as never] })]],
    'a block without a type': [[new HumanMessage({ content: [{} as never] })]],
    'parameters that refer to themselves': [[new HumanMessage('Hi')], { modelKwargs: circular }],
    'parameters that are nested deeply': [[new HumanMessage('Hi')], { modelKwargs: { deep } }],
    'a tool choice that refers to itself': [
      [new HumanMessage('Hi')],
      { tools: [{ name: 'f', parameters: {} }], tool_choice: circular },
    ],
  }

  it.each(Object.entries(calls))(
    'for %s is a ConfigurationError, however it is made',
    async (_name, [messages, options]) => {
      const model = answering([answer({ content: 'a' })])
      for (const way of [
        () => model.invoke(messages, options),
        () => collect(model.stream(messages, options)),
        () => collect(model.streamEvents(messages, { version: 'v2', ...options })),
      ]) {
        const error = await failure(way)
        expect(error).toBeInstanceOf(AzureMLError)
        expect(error).toBeInstanceOf(ConfigurationError)
      }
    },
  )
})

it('error messages about an answer are short and contain no control characters', async () => {
  const text = `\u001B]52;c;x\u0007\r\nforged ${'a'.repeat(100_000)}`
  const schema = { type: 'object', required: ['a'] }
  for (const method of ['functionCalling', 'jsonMode', 'jsonSchema'] as const) {
    const model = answering([answer({ content: text })])
    const { message } = await failure(model.withStructuredOutput(schema, { method, name: 'f' }).invoke('Hi'))
    // LangChain appends a line.
    expect(message.split('\n\nTroubleshooting')[0]).not.toMatch(/\p{Cc}/u)
    expect(message.length).toBeLessThan(4_000)
  }
})
