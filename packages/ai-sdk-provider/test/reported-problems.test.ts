import type { TokenCredential } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { generateText, jsonSchema, smoothStream, streamText, tool } from 'ai'
import { describe, expect, it, vi } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { createAzureML } from '../src/index.ts'
import { emulate, routes } from './emulator.ts'
import { delta, events, streamed } from './prompt.ts'

const { serverless, dedicated } = routes
const anything = jsonSchema({ type: 'object' })

describe('problems that users of other providers report do not occur:', () => {
  it('no provider supports Azure ML models without an OpenAI-compatible API', async () => {
    const emulator = await emulate({ image: 'classic' })
    await emulator.reply({ text: 'Yes.' })
    const result = streamText({ model: emulator.provider(dedicated)(), prompt: 'Is it?' })
    expect((await result.text).trim()).toBe('Yes.')
    expect(await emulator.body()).toHaveProperty('input_data.input_string')
  })

  it('Entra tokens expire and are not refreshed', async () => {
    const emulator = await emulate({ auth: { accept: ['token-number-1', 'token-number-2'] } })
    let count = 0
    const provider = emulator.provider(serverless, { endpointApiKey: async () => `token-number-${++count}` })
    await generateText({ model: provider(), prompt: 'Hi' })
    await generateText({ model: provider(), prompt: 'Hi' })
    const signed = (await emulator.requests()).map(({ headers }) => headers['authorization'])
    expect(signed).toEqual(['Bearer token-number-1', 'Bearer token-number-2'])
  })

  it('managed identity cannot be used', async () => {
    const emulator = await emulate({ auth: { accept: 'token-of-entra' } })
    const getToken = vi.fn<TokenCredential['getToken']>(async () => ({
      token: 'token-of-entra',
      expiresOnTimestamp: Date.now() + 3_600_000,
    }))
    const provider = createAzureML({ endpointUrl: emulator.url + serverless, credential: { getToken } })
    await generateText({ model: provider(), prompt: 'Hi' })
    expect(getToken).toHaveBeenCalledWith('https://ml.azure.com/.default')
  })

  it.each([
    ['reasoning_content', { reasoning_content: 'Hm.' }, { content: 'Yes.' }],
    ['reasoning', { reasoning: 'Hm.' }, { content: 'Yes.' }],
    ['a tag that is cut in two', { content: '<th' }, { content: 'ink>Hm.</think>Yes.' }],
  ])('reasoning is missing, or part of the answer: %s', async (_name, first, second) => {
    const emulator = await emulate()
    await emulator.reply(streamed(events(delta(first), delta(second), delta({}, 'stop'), '[DONE]')))
    const result = streamText({ model: emulator.provider(serverless)(), prompt: 'Is it?' })
    expect([await result.reasoningText, await result.text]).toEqual(['Hm.', 'Yes.'])
  })

  it('reasoning is sent back to models that reject it, or not to those that require it', async () => {
    const emulator = await emulate()
    const contentFormatter = new CustomOpenAIChatContentFormatter({ sendReasoning: true })
    const messages = [
      { role: 'user' as const, content: 'Is it?' },
      {
        role: 'assistant' as const,
        content: [
          { type: 'reasoning' as const, text: 'Hm.' },
          { type: 'text' as const, text: 'Yes.' },
        ],
      },
      { role: 'user' as const, content: 'Sure?' },
    ]
    await generateText({ model: emulator.provider(serverless)(), messages })
    expect(JSON.stringify(await emulator.body())).not.toContain('Hm.')
    await generateText({ model: emulator.provider(serverless, { contentFormatter })(), messages })
    expect(await emulator.body()).toMatchObject({ messages: [{}, { reasoning_content: 'Hm.', content: 'Yes.' }, {}] })
  })

  it('the usage of a stream is NaN, because it was not requested', async () => {
    const emulator = await emulate({ image: 'huggingface' })
    await emulator.reply({ text: 'Yes.', usage: { inputTokens: 7, outputTokens: 2 } })
    const model = emulator.provider(serverless)()
    const options = { azureML: { modelKwargs: { stream_options: { continuous_usage_stats: false } } } }
    const result = streamText({ model, prompt: 'Is it?', providerOptions: options })
    expect(await result.usage).toMatchObject({ inputTokens: 7, outputTokens: 2, totalTokens: 9 })
    expect(await emulator.body()).toMatchObject({
      stream_options: { include_usage: true, continuous_usage_stats: false },
    })
  })

  it.each([
    [
      'no index',
      [
        { id: 'a', function: { name: 'one', arguments: '{}' } },
        { id: 'b', function: { name: 'two', arguments: '{}' } },
      ],
    ],
    [
      'no id',
      [
        { index: 0, function: { name: 'one', arguments: '{}' } },
        { index: 1, function: { name: 'two', arguments: '{}' } },
      ],
    ],
    [
      'a late name',
      [
        { index: 0, id: 'a' },
        { index: 0, function: { name: 'one', arguments: '{}' } },
        { index: 1, id: 'b', function: { name: 'two', arguments: '{}' } },
      ],
    ],
    [
      'no arguments',
      [
        { index: 0, id: 'a', function: { name: 'one' } },
        { index: 1, id: 'b', function: { name: 'two', arguments: '' } },
      ],
    ],
  ])('tool calls break on deltas with %s', async (_name, pieces) => {
    const emulator = await emulate()
    const body = events(...pieces.map((piece) => delta({ tool_calls: [piece] })), delta({}, 'tool_calls'), '[DONE]')
    await emulator.reply(streamed(body))
    const result = streamText({
      model: emulator.provider(serverless)(),
      prompt: 'Hi',
      tools: {
        one: tool({ inputSchema: anything, execute: () => 1 }),
        two: tool({ inputSchema: anything, execute: () => 2 }),
      },
    })
    expect((await result.toolResults).map(({ output }) => output)).toEqual([1, 2])
    expect(new Set((await result.toolCalls).map(({ toolCallId }) => toolCallId)).size).toBe(2)
  })

  it('a server without a tool parser causes an unclear error', async () => {
    const emulator = await emulate()
    const message = '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'
    await emulator.reply({ raw: { status: 400, body: { json: { object: 'error', message } } } })
    const call = generateText({
      model: emulator.provider(serverless)(),
      prompt: 'Hi',
      tools: { one: tool({ inputSchema: anything }) },
    })
    await expect(call).rejects.toThrow('Start the model server with a tool-call parser, or do not pass `tools`.')
  })

  it('an answer without a finish reason is an error', async () => {
    const emulator = await emulate()
    await emulator.reply(streamed(events(delta({ content: 'Yes.' }), '[DONE]')))
    const result = streamText({ model: emulator.provider(serverless)(), prompt: 'Is it?' })
    expect([await result.text, await result.finishReason]).toEqual(['Yes.', 'stop'])
  })

  it('a vLLM error in the middle of a stream becomes a validation error', async () => {
    const emulator = await emulate()
    const broken = events(delta({ content: 'Y' }), { object: 'error', message: 'The engine is dead', code: 500 })
    await emulator.reply(streamed(broken))
    const onError = vi.fn<(event: { error: unknown }) => void>()
    await streamText({ model: emulator.provider(serverless)(), prompt: 'Hi', onError }).consumeStream()
    expect(String(onError.mock.calls[0]?.[0].error)).toContain('The engine is dead')
  })

  it('promises hang forever when the endpoint goes silent', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: [events(delta({ content: 'Y' })), { stall: true }] } })
    const onError = vi.fn<(event: { error: unknown }) => void>()
    const model = emulator.provider(serverless, { idleTimeout: 80 })()
    const result = streamText({ model, prompt: 'Hi', onError })
    await result.consumeStream()
    expect(String(onError.mock.calls[0]?.[0].error)).toContain('80 ms')
  })

  it('ai’s chunkMs does not close the connection', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: [events(delta({ content: 'Y' })), { stall: true }] } })
    const model = emulator.provider(serverless)()
    const result = streamText({ model, prompt: 'Hi', timeout: { chunkMs: 80 }, onError: () => {} })
    const started = Date.now()
    await result.consumeStream()
    expect(Date.now() - started).toBeLessThan(30_000)
  })

  it('Azure’s first chunk, without id and choices, stops the stream', async () => {
    const emulator = await emulate({ image: 'foundry' })
    await emulator.reply({ text: 'Yes.' })
    const endpointUrl = `${emulator.url}/openai/v1/chat/completions`
    const model = emulator.provider('', { endpointUrl, modelKwargs: { model: 'phi-4' } })()
    const result = streamText({ model, prompt: 'Is it?' })
    expect(await result.text).toBe('Yes.')
    expect((await result.response).id).toMatch(/^chatcmpl/)
    const { azureML } = (await result.finalStep).providerMetadata ?? {}
    expect(azureML).toHaveProperty('contentFilter.prompt')
  })

  it('gateway URLs are rewritten, which results in 404', async () => {
    const emulator = await emulate()
    await emulator.reply({
      raw: { body: { json: { choices: [{ message: { content: 'Yes.' }, finish_reason: 'stop' }] } } },
    })
    const endpointUrl = `${emulator.url}/team/a/chat/completions?api-version=2024-05-01-preview`
    await generateText({ model: emulator.provider('', { endpointUrl })(), prompt: 'Hi' })
    expect((await emulator.requests())[0]?.url).toBe('/team/a/chat/completions?api-version=2024-05-01-preview')
  })

  it('body parameters unknown to ai cannot be sent, and max_tokens has another name', async () => {
    const emulator = await emulate()
    const contentFormatter = new CustomOpenAIChatContentFormatter({ maxTokensParameter: 'max_completion_tokens' })
    const model = emulator.provider(serverless, { contentFormatter, modelKwargs: { safe_prompt: true } })()
    const providerOptions = { azureML: { modelKwargs: { min_p: 0.1 } } }
    await generateText({ model, prompt: 'Hi', maxOutputTokens: 9, providerOptions })
    expect(await emulator.body()).toMatchObject({ max_completion_tokens: 9, safe_prompt: true, min_p: 0.1 })
    expect(await emulator.body()).not.toHaveProperty('max_tokens')
  })

  it('the specification version is not the one that ai requires', () => {
    const provider = createAzureML()
    const versions = [provider, provider(), provider.embeddingModel()].map((one) => one.specificationVersion)
    expect(versions).toEqual(['v4', 'v4', 'v4'])
    expect(manifest.peerDependencies.ai).toMatch(/^\^7\./)
  })

  it('Azure streams in large chunks', async () => {
    const emulator = await emulate()
    await emulator.reply({ pieces: ['one two three ', 'four five six'] })
    const model = emulator.provider(serverless)()
    const result = streamText({ model, prompt: 'Hi', experimental_transform: smoothStream({ delayInMs: 1 }) })
    const words: string[] = []
    for await (const word of result.textStream) words.push(word)
    expect(words).toEqual(['one ', 'two ', 'three ', 'four ', 'five ', 'six'])
  })
})
