// oxlint-disable no-underscore-dangle -- LangChain's names
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { AIMessage, AIMessageChunk, getBufferString, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { RunnableLambda } from '@langchain/core/runnables'
import { StructuredTool, tool } from '@langchain/core/tools'
import { toJsonSchema } from '@langchain/core/utils/json_schema'
import { describe, expect, it } from 'vitest'
import { z } from 'zod-3'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../src/index.ts'
import { collect, apiTypes, chat, endpoint, joined, key, paths, streamOf } from './endpoint.ts'

const mathSchema = z.object({ a: z.number().describe('the first'), b: z.number().describe('the second') })

class MathAddition extends StructuredTool {
  name = 'math_addition'
  description = 'Adds two numbers.'
  schema = mathSchema
  async _call({ a, b }: z.infer<typeof mathSchema>): Promise<string> {
    return String(a + b)
  }
}

const fixed = { endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/score', endpointApiKey: key }
const standard = { temperature: 0, maxTokens: 100, timeout: 60, stopSequences: [], maxRetries: 2 }

describe('LangChain’s requirements for every model, without a request', () => {
  it('accepts the standard fields', () => {
    expect(new AzureMLChatOnlineEndpoint({ ...fixed, ...standard })).toBeInstanceOf(AzureMLChatOnlineEndpoint)
  })

  it('accepts `apiKey`', () => {
    const { endpointUrl } = fixed
    expect(new AzureMLChatOnlineEndpoint({ endpointUrl, apiKey: 'test', ...standard })).toBeDefined()
  })

  it('accepts `streaming`, `modelName` and a single answer', () => {
    const fields = { ...fixed, ...standard, streaming: true, modelName: 'x', n: 1 } as AzureMLChatOnlineEndpointFields
    expect(new AzureMLChatOnlineEndpoint(fields).streaming).toBe(true)
  })

  it('binds tools', () => {
    expect(new AzureMLChatOnlineEndpoint({ ...fixed, ...standard }).bindTools([new MathAddition()])).toBeDefined()
  })

  it('accepts an output schema', () => {
    expect(new AzureMLChatOnlineEndpoint({ ...fixed, ...standard }).withStructuredOutput(mathSchema)).toBeDefined()
  })

  it('reports all parameters to LangSmith, even unknown ones', () => {
    const params = new AzureMLChatOnlineEndpoint({ ...fixed, ...standard }).getLsParams({} as never)
    expect(Object.keys(params).toSorted()).toEqual([
      'ls_max_tokens',
      'ls_model_name',
      'ls_model_type',
      'ls_provider',
      'ls_stop',
      'ls_temperature',
    ])
    expect(params).toMatchObject({
      ls_provider: 'azureml',
      ls_model_name: 'my-ep',
      ls_temperature: 0,
      ls_max_tokens: 100,
    })
  })

  it('neither answers nor streams with an aborted signal', async () => {
    const { model, emulator } = await chat()
    const signal = AbortSignal.abort()
    await expect(model.invoke('Hello', { signal })).rejects.toThrow('aborted')
    await expect(collect(model.stream('Hello', { signal }))).rejects.toThrow('aborted')
    expect(emulator.requests).toHaveLength(0)
  })
})

describe.each(apiTypes)('LangChain’s requirements for every model, on a %s endpoint', (apiType) => {
  const make = (fields: AzureMLChatOnlineEndpointFields = {}): ReturnType<typeof chat> => chat({}, fields, apiType)

  it('invokes', async () => {
    const { model } = await make()
    const message = await model.invoke('Hello')
    expect(message).toBeInstanceOf(AIMessage)
    expect(message.text).toContain('Hello')
  })

  it('streams', async () => {
    const { model } = await make()
    const chunks = await collect(model.stream('Hello'))
    for (const chunk of chunks) {
      expect(chunk).toBeInstanceOf(AIMessageChunk)
      expect(chunk.content).toBeTypeOf('string')
    }
    expect(chunks.map(({ text }) => text).join('')).toContain('Hello')
  })

  it('answers batches', async () => {
    const { model } = await make()
    const [one, two] = await model.batch(['One', 'Two'])
    expect(one?.text).toContain('One')
    expect(two?.text).toContain('Two')
  })

  it('accepts a conversation', async () => {
    const { model } = await make()
    const message = await model.invoke([new HumanMessage('Hello'), new AIMessage('Hi'), new HumanMessage('And now?')])
    expect(message.text).toContain('And now?')
  })

  it('reports usage and the model', async () => {
    const { model } = await make()
    const { usage_metadata: usage, response_metadata: metadata } = await model.invoke('Hello')
    expect(usage).toEqual({ input_tokens: 1, output_tokens: expect.any(Number), total_tokens: expect.any(Number) })
    expect(usage!.total_tokens).toBe(usage!.input_tokens + usage!.output_tokens)
    expect(metadata).toMatchObject({ model: 'azureml-emulator', model_name: 'azureml-emulator', finish_reason: 'stop' })
  })

  it('reports usage of a stream, once', async () => {
    const { model } = await make()
    const whole = await model.invoke('Hello')
    const streamed = await joined(model.stream('Hello'))
    const { input_tokens, output_tokens, total_tokens } = streamed.usage_metadata!
    expect({ input_tokens, output_tokens, total_tokens }).toEqual(whole.usage_metadata)
    expect(streamed.response_metadata).toMatchObject({ model: 'azureml-emulator', finish_reason: 'stop' })
  })

  const called = { id: 'abc123', name: 'math_addition', args: { a: 1, b: 2 } }
  const history = (content: AIMessage['content']): (HumanMessage | AIMessage | ToolMessage)[] => [
    new HumanMessage('What is 1 + 2?'),
    new AIMessage({ content, tool_calls: [called] }),
    new ToolMessage({ content: '3', tool_call_id: 'abc123', name: 'math_addition' }),
  ]

  it('accepts a tool call in the history, with text content and with blocks', async () => {
    const { model, emulator } = await make()
    const bound = model.bindTools([new MathAddition()])
    const blocks = [
      { type: 'text', text: 'I will add.' },
      { type: 'tool_use', id: 'abc123', name: 'math_addition', input: { a: 1, b: 2 } },
    ]
    for (const content of ['', blocks]) expect((await bound.invoke(history(content))).text).not.toBe('')
    expect(emulator.requests).toHaveLength(2)
  })

  it('accepts few-shot examples with tool calls', async () => {
    const { model } = await make()
    const messages = [...history(''), new AIMessage('3'), new HumanMessage('What is 2 + 3? Use math_addition.')]
    const { tool_calls: calls } = await model.bindTools([new MathAddition()]).invoke(messages)
    expect(calls).toMatchObject([{ name: 'math_addition' }])
  })

  it('returns structured output, and describes it in traces', async () => {
    const { model } = await make()
    for (const includeRaw of [false, true]) {
      const traced: unknown[] = []
      const callbacks = [
        BaseCallbackHandler.fromMethods({
          handleChatModelStart: (...[, , , , extra]) => void traced.push(extra?.['options']),
        }),
      ]
      const structured = model.withStructuredOutput(mathSchema, { name: 'math_addition', includeRaw } as {
        includeRaw: true
      })
      const answer = await structured.invoke('What is 1 + 2?', { callbacks })
      const numbers = { a: expect.any(Number), b: expect.any(Number) }
      expect(answer).toMatchObject(includeRaw ? { raw: expect.any(AIMessage), parsed: numbers } : numbers)
      expect(traced).toHaveLength(1)
      const [{ ls_structured_output_format: format }] = traced as [{ ls_structured_output_format: object }]
      expect(format).toEqual({ kwargs: { method: 'functionCalling' }, schema: toJsonSchema(mathSchema) })
    }
  })

  it('accepts every kind of tool', async () => {
    const { model } = await make()
    const openAI = { type: 'function', function: { name: 'math_addition', parameters: toJsonSchema(mathSchema) } }
    const runnable = RunnableLambda.from(({ a, b }: z.infer<typeof mathSchema>) => String(a + b)).asTool({
      name: 'math_addition',
      description: 'Adds.',
      schema: mathSchema,
    })
    const params = { name: 'math_addition', description: 'Adds.', schema: mathSchema }
    for (const one of [new MathAddition(), openAI, runnable, params]) {
      const { tool_calls: calls } = await model.bindTools([one]).invoke('What is 1 + 2?')
      const args = { a: expect.any(Number), b: expect.any(Number) }
      expect(calls).toEqual([{ type: 'tool_call', id: expect.stringMatching(/./), name: 'math_addition', args }])
      const streamed = await joined(model.bindTools([one]).stream('What is 1 + 2?'))
      expect(streamed.tool_calls).toEqual(calls)
      expect(streamed.usage_metadata).toMatchObject({
        input_tokens: expect.any(Number),
        output_tokens: expect.any(Number),
      })
    }
  })

  it('answers from a cache', async () => {
    const { model } = await make({ cache: true })
    const question = new HumanMessage(`Say hello, ${apiType}!`)
    await model.invoke([question])
    const cacheKey = model._getSerializedCacheKeyParametersForCall({} as never)
    const cached = await model.cache!.lookup(getBufferString([question]), cacheKey)
    expect(cached).toHaveLength(1)
    const { message } = cached![0] as unknown as { message: AIMessage }
    expect(message.text).toContain('Say hello')
    expect(await model.invoke([question])).toEqual(message)
  })

  it('continues from a tool call to an answer, invoked and streamed', async () => {
    const { model } = await make()
    const bound = model.bindTools([new MathAddition()])
    for (const ask of [
      (messages: HumanMessage[]): Promise<AIMessageChunk> => bound.invoke(messages),
      (messages: HumanMessage[]): Promise<AIMessageChunk> => joined(bound.stream(messages)),
    ]) {
      const messages: (HumanMessage | AIMessageChunk | ToolMessage)[] = [new HumanMessage('What is 1 + 2?')]
      const first = await ask(messages as HumanMessage[])
      expect(first.tool_calls).toHaveLength(1)
      messages.push(first, new ToolMessage({ content: '3', tool_call_id: first.tool_calls![0]!.id! }))
      const last = await ask(messages as HumanMessage[])
      expect(last.tool_calls).toEqual([])
      expect(last.text).not.toBe('')
    }
  })

  it('supports nested schemas', async () => {
    const { model } = await make()
    const chart = z.object({ type: z.enum(['bar', 'line']), data: z.object({ rows: z.array(z.record(z.unknown())) }) })
    const { data } = await model.withStructuredOutput(chart, { name: 'chart' }).invoke('Draw.')
    expect(data.rows).toBeInstanceOf(Array)
  })

  it('calls tools in parallel', async () => {
    const { model } = await make()
    const weather = tool(() => 'sunny', { name: 'get_weather', schema: z.object({ city: z.string() }) })
    const time = tool(() => 'noon', { name: 'get_time', schema: z.object({ city: z.string() }) })
    const bound = model.bindTools([weather, time])
    const question = new HumanMessage('Use get_weather and get_time.')
    const streamed = await joined(bound.stream([question]))
    const { tool_calls: calls = [] } = await bound.invoke([question])
    expect(streamed.tool_calls).toEqual(calls)
    expect(calls.map(({ name }) => name)).toEqual(['get_weather', 'get_time'])
    const results = calls.map(({ id }) => new ToolMessage({ content: 'done', tool_call_id: id! }))
    const answer = await bound.invoke([question, streamed, ...results])
    expect(answer).toMatchObject({ tool_calls: [], text: expect.stringMatching(/./) })
  })

  it('accepts text, images, audio and files as standard blocks', async () => {
    const { model } = await make()
    const data = 'aGVsbG8='
    for (const block of [
      { type: 'text', source_type: 'text', text: 'Hello' },
      { type: 'image', source_type: 'url', url: 'https://example.com/cat.png' },
      { type: 'image', source_type: 'base64', data, mime_type: 'image/png' },
      { type: 'image', source_type: 'url', url: `data:image/png;base64,${data}` },
      { type: 'audio', source_type: 'base64', data, mime_type: 'audio/wav' },
      { type: 'audio', source_type: 'url', url: `data:audio/wav;base64,${data}` },
      { type: 'file', source_type: 'base64', data, mime_type: 'application/pdf', metadata: { filename: 'a.pdf' } },
    ]) {
      const content = [{ type: 'text', text: 'What is this?' }, block]
      expect((await model.invoke([new HumanMessage({ content })])).text).not.toBe('')
    }
  })

  it('passes the stop sequences', async () => {
    const { model } = await make()
    expect((await model.invoke('Hello', { stop: ['emulator'] })).text).not.toContain('emulator')
  })

  it('accepts two consecutive user messages', async () => {
    const { model } = await make()
    expect((await model.invoke([new HumanMessage('One'), new HumanMessage('Two')])).text).toContain('Two')
  })
})

it('reports token details and content filter results, streamed or not', async () => {
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 3 },
  }
  const filter = { content_filter_results: { hate: { filtered: false, severity: 'safe' } } }
  const logprobs = { content: [{ token: 'Hi', logprob: -0.1 }] }
  const choice = { index: 0, finish_reason: 'stop', ...filter }
  const extra = { id: 'c', model: 'my-model', created: 5, system_fingerprint: 'fp', usage }
  const whole = { ...extra, choices: [{ ...choice, message: { role: 'assistant', content: 'Hi' }, logprobs }] }
  const events = [
    { ...extra, usage: null, choices: [{ ...choice, finish_reason: null, delta: { content: 'Hi' }, logprobs }] },
    { ...extra, choices: [{ ...choice, delta: {} }] },
  ]
  const { model } = await chat({ replies: [{ raw: { body: { json: whole } } }, streamOf(events)] })
  for (const message of [await model.invoke('Hello'), await joined(model.stream('Hello'))]) {
    expect(message.usage_metadata).toEqual({
      input_tokens: 10,
      output_tokens: 5,
      total_tokens: 15,
      input_token_details: { cache_read: 4 },
      output_token_details: { reasoning: 3 },
    })
    expect(message.response_metadata).toMatchObject({
      id: 'c',
      created: 5,
      system_fingerprint: 'fp',
      ...filter,
      logprobs,
    })
  }
})

it('calls the URL unchanged', async () => {
  const emulator = await endpoint()
  const url = `${emulator.url}${paths.serverless}?api-version=1`
  await new AzureMLChatOnlineEndpoint({ endpointUrl: url, endpointApiKey: key }).invoke('Hello')
  expect(emulator.requests[0]).toMatchObject({ url: '/v1/chat/completions?api-version=1', method: 'POST' })
})
