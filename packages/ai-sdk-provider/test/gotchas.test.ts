import { APICallError } from '@ai-sdk/provider'
import { WORKFLOW_SERIALIZE } from '@ai-sdk/provider-utils'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { generateText, jsonSchema, Output, streamText, tool, ToolChoiceViolationError } from 'ai'
import { describe, expect, it, vi } from 'vitest'
import { createAzureML } from '../src/index.ts'
import { emulate, routes } from './emulator.ts'
import { delta, events, hello, partsOf, streamed } from './prompt.ts'

const serverless = routes.serverless
const place = jsonSchema<{ city?: string }>({ type: 'object', properties: { city: { type: 'string' } } })

function completion(message: object, finishReason: unknown, more: object = {}) {
  const choices = [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }]
  return { raw: { body: { json: { choices, ...more } } } }
}

const call = { id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } }

describe('known problems of other providers do not occur:', () => {
  it('G1: the provider vanishes from the user agent as soon as ai calls it', async () => {
    const emulator = await emulate()
    const model = emulator.provider(serverless, { headers: { 'User-Agent': 'my-app/1' } })()
    await generateText({ model, prompt: 'Hi' })
    const agent = (await emulator.requests())[0]?.headers['user-agent']
    expect(agent).toMatch(/^my-app\/1 ai\/7\S* azureml-endpoints-ai-sdk-provider\/development$/)
  })

  it('G2: a chunk that lacks a field, or has one more, ends the stream with a validation error', async () => {
    const emulator = await emulate()
    const odd = [
      {},
      { choices: null },
      { choices: [{}] },
      delta({ content: 'Yes', mood: 'good' }, undefined, { new: 1 }),
    ]
    await emulator.reply(streamed(events(...odd, delta({}, 'stop'), '[DONE]')))
    const parts = await partsOf(emulator.provider(serverless)())
    expect(parts.filter(({ type }) => type === 'error')).toEqual([])
    expect(parts).toContainEqual(expect.objectContaining({ type: 'text-delta', delta: 'Yes' }))
  })

  it.each(['eos_token', 'stop', '', null, 'unheard_of'])(
    'G3: tools are silently not run because the server stopped with %j',
    async (reason) => {
      const emulator = await emulate()
      const pieces = events(delta({ tool_calls: [{ index: 0, ...call }] }), delta({}, reason ?? undefined), '[DONE]')
      await emulator.reply(completion({ tool_calls: [call] }, reason), streamed(pieces))
      const execute = vi.fn<() => Promise<string>>(async () => 'mild')
      const model = emulator.provider(serverless)()
      const tools = { weather: tool({ inputSchema: place, execute }) }
      await generateText({ model, prompt: 'Weather?', tools })
      expect(execute).toHaveBeenCalledOnce()
      await streamText({ model, prompt: 'Weather?', tools }).consumeStream()
      expect(execute).toHaveBeenCalledTimes(2)
    },
  )

  it.each([
    ['text', 'CUDA out of memory'],
    ['another shape', '{"detail":"CUDA out of memory"}'],
    ['JSON with words behind it', '{"message":"CUDA out of memory"}\nPlease check this guide to understand why'],
  ])('G4: the error says "Failed Dependency" because the body is %s', async (_name, body) => {
    const emulator = await emulate()
    await emulator.reply({ raw: { status: 424, body } })
    const error = await Promise.resolve(generateText({ model: emulator.provider(serverless)(), prompt: 'Hi' })).catch(
      String,
    )
    expect(error).toContain('CUDA out of memory')
  })

  it('G5: a model that is busy behind 424 is not retried', async () => {
    const emulator = await emulate()
    const headers = { 'ms-azureml-model-error-statuscode': '429', 'retry-after-ms': '1' }
    await emulator.reply({ raw: { status: 424, headers, body: 'busy' } }, { text: 'Yes.' })
    expect((await generateText({ model: emulator.provider(serverless)(), prompt: 'Hi' })).text).toBe('Yes.')
  })

  it('G6: a reset connection makes the stream throw, and the text so far is lost', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: [events(delta({ content: 'Half an' })), { delayMs: 20 }, { reset: true }] } })
    const onError = vi.fn<(event: { error: unknown }) => void>()
    const result = streamText({ model: emulator.provider(serverless)(), prompt: 'Hi', onError })
    let text = ''
    for await (const part of result.stream) if (part.type === 'text-delta') text += part.text
    expect(text).toBe('Half an')
    expect(onError.mock.calls[0]?.[0].error).toSatisfy(APICallError.isInstance)
  })

  it('G7: text is lost because its block was not opened', async () => {
    const emulator = await emulate()
    await emulator.reply(
      streamed(
        events(
          delta({ content: 'A' }),
          delta({ tool_calls: [{ index: 0, ...call }] }),
          delta({ content: 'B' }),
          delta({ reasoning_content: 'C', content: 'D' }),
          delta({}, 'stop'),
          '[DONE]',
        ),
      ),
    )
    const result = streamText({
      model: emulator.provider(serverless)(),
      prompt: 'Hi',
      tools: { weather: tool({ inputSchema: place }) },
    })
    expect(await result.text).toBe('ABD')
    expect(await result.reasoningText).toBe('C')
    expect(await result.toolCalls).toHaveLength(1)
  })

  it('G8: the schema of Output.object never reaches a model without json_schema', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: '{"city":"Rome"}' })
    const contentFormatter = new CustomOpenAIChatContentFormatter({ jsonSchema: 'prompt' })
    const model = emulator.provider(serverless, { contentFormatter })()
    const { output } = await generateText({ model, prompt: 'Where?', output: Output.object({ schema: place }) })
    expect(output).toEqual({ city: 'Rome' })
    expect(await emulator.body()).toMatchObject({
      response_format: { type: 'json_object' },
      messages: [{ role: 'system', content: expect.stringContaining('"city"') }, {}],
    })
  })

  it('G9: a required tool is not called, without any error', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: 'I would rather not.' })
    const tools = { weather: tool({ inputSchema: place }) }
    const model = emulator.provider(serverless)()
    const answer = generateText({ model, prompt: 'Hi', tools, toolChoice: 'required' })
    await expect(answer).rejects.toSatisfy(ToolChoiceViolationError.isInstance)
    expect(await emulator.body()).toMatchObject({ tool_choice: 'required' })
  })

  it('G10: an image that only the endpoint can reach is downloaded here, and fails', async () => {
    const emulator = await emulate()
    const url = 'http://10.0.0.5/cat.png'
    await generateText({
      model: emulator.provider(serverless)(),
      messages: [{ role: 'user', content: [{ type: 'file', mediaType: 'image/png', data: new URL(url) }] }],
    })
    expect(JSON.stringify(await emulator.body())).toContain(`"image_url":{"url":"${url}"}`)
  })

  it('G10: a PDF by URL is declared as supported and then rejected', async () => {
    const { supportedUrls } = createAzureML()()
    expect(Object.keys(await supportedUrls)).toEqual(['image/*', 'audio/*', 'video/*'])
    expect(createAzureML({ supportedUrls: {} })().supportedUrls).toEqual({})
  })

  it('G11: arguments are objects in one direction and text in the other', async () => {
    const emulator = await emulate()
    const model = emulator.provider(serverless)()
    await emulator.reply(
      completion(
        { tool_calls: [{ ...call, function: { name: 'weather', arguments: { city: 'Oslo' } } }] },
        'tool_calls',
      ),
    )
    const { content } = await model.doGenerate({ prompt: hello })
    expect(content).toEqual([{ type: 'tool-call', toolCallId: 'a', toolName: 'weather', input: '{"city":"Oslo"}' }])
    const inputs = [{ city: 'Rome' }, '{"city":"Bern"}', '{"city":', undefined]
    const calls = inputs.map((input) => ({ type: 'tool-call' as const, toolCallId: 'b', toolName: 'weather', input }))
    await model.doGenerate({ prompt: [...hello, { role: 'assistant', content: calls }, ...hello] })
    const { messages } = (await emulator.body()) as {
      messages: { tool_calls: { function: { arguments: string } }[] }[]
    }
    const sent = messages[1]?.tool_calls.map((one) => one.function.arguments)
    expect(sent).toEqual(['{"city":"Rome"}', '{"city":"Bern"}', '{}', '{}'])
  })

  it('G12: unknown token counts are 0 or NaN', async () => {
    const emulator = await emulate()
    const model = emulator.provider(serverless)()
    await emulator.reply(
      completion({ content: 'Yes.' }, 'stop'),
      completion({ content: 'Yes.' }, 'stop', { usage: { prompt_tokens: 5 } }),
    )
    const nothing = await generateText({ model, prompt: 'Hi' })
    expect(nothing.usage).toMatchObject({ inputTokens: undefined, outputTokens: undefined, totalTokens: undefined })
    const { usage } = await model.doGenerate({ prompt: hello })
    expect(usage).toEqual({
      inputTokens: { total: 5, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: undefined, text: undefined, reasoning: undefined },
      raw: { prompt_tokens: 5 },
    })
  })

  it('G12: cached and reasoning tokens are lost', async () => {
    const emulator = await emulate()
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 7,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 5 },
    }
    await emulator.reply(completion({ content: 'Yes.' }, 'stop', { usage }))
    const result = await generateText({ model: emulator.provider(serverless)(), prompt: 'Hi' })
    expect(result.usage.inputTokenDetails).toMatchObject({ noCacheTokens: 6, cacheReadTokens: 4 })
    expect(result.usage.outputTokenDetails).toMatchObject({ textTokens: 2, reasoningTokens: 5 })
  })

  it('G13: errors and warnings are printed to the console', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 400 })
    const methods = (['log', 'warn', 'error', 'info'] as const).map((name) => vi.spyOn(console, name))
    const result = streamText({ model: emulator.provider(serverless)(), prompt: 'Hi', onError: () => {} })
    await expect(result.text).rejects.toThrow('No output generated')
    for (const method of methods) expect(method).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })

  it('G14: creating a provider or a model throws if no key is set yet', () => {
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', '')
    expect(() => createAzureML({ endpointUrl: 'nonsense' })('blue').supportedUrls).not.toThrow()
    vi.unstubAllEnvs()
  })

  it('G15: a durable workflow stores the key, or fails because serialization is asynchronous', () => {
    const model = createAzureML({ endpointApiKey: async () => 'a-secret-of-mine' })('blue')
    const durable = model.constructor as unknown as { [WORKFLOW_SERIALIZE](given: unknown): unknown }
    expect(JSON.stringify(durable[WORKFLOW_SERIALIZE](model))).not.toContain('secret')
  })

  it.each(['azure-ml', 'azureMl', 'azureml', 'AzureML', 'azure_ml', 'azure-ml.chat'])(
    'G16: options under the key %s are dropped without a word',
    async (name) => {
      const emulator = await emulate()
      const { warnings, finalStep } = await generateText({
        model: emulator.provider(serverless)(),
        prompt: 'Hi',
        providerOptions: { [name]: { user: 'u-1' } },
      })
      expect(await emulator.body()).toMatchObject({ user: 'u-1' })
      expect(warnings).toMatchObject([{ type: 'deprecated', setting: `providerOptions['${name}']` }])
      expect(Object.keys(finalStep.providerMetadata ?? {})).toEqual(['azureML'])
    },
  )

  it('G16: empty options under the key are none', async () => {
    const emulator = await emulate()
    const options = { azureML: null as never, azureml: undefined as never }
    const { text } = await generateText({
      model: emulator.provider(serverless)(),
      prompt: 'Hi',
      providerOptions: options,
    })
    expect(text).not.toBe('')
  })

  it('G17: a strict server rejects empty fields', async () => {
    const emulator = await emulate()
    await emulator
      .provider(serverless)()
      .doGenerate({
        prompt: hello,
        stopSequences: [],
        tools: [],
        toolChoice: { type: 'auto' },
        responseFormat: { type: 'text' },
        reasoning: 'provider-default',
      })
    expect(await emulator.body()).toEqual({ messages: [{ role: 'user', content: 'Hello' }] })
  })

  it.skipIf('EdgeRuntime' in globalThis)('G18: the sources do not run as they are, without a build', async () => {
    const { execFileSync } = await import('node:child_process')
    const source = new URL('../src/index.ts', import.meta.url).href
    const program = `const { azureML } = await import('${source}'); console.log(azureML('blue').modelId)`
    const options = ['--conditions=@azureml-endpoints/source', '--input-type=module', '--eval', program]
    expect(execFileSync(process.execPath, options, { encoding: 'utf8' }).trim()).toBe('blue')
  })

  it('G19: an error is not recognized by another copy of @ai-sdk/provider', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 400 })
    const failed = generateText({ model: emulator.provider(serverless)(), prompt: 'Hi' })
    // The marker that every copy checks.
    const marker = Symbol.for('vercel.ai.error.AI_APICallError')
    await expect(failed).rejects.toSatisfy((error) => Reflect.get(error, marker) === true)
  })

  it('G20: a test sees neither the user agent nor the requests of a retry', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 503, times: 2, headers: { 'retry-after-ms': '1' } })
    await generateText({ model: emulator.provider(serverless)(), prompt: 'Hi' })
    const agents = (await emulator.requests()).map(({ headers }) => headers['user-agent'])
    expect(agents).toHaveLength(3)
    for (const agent of agents) expect(agent).toContain('azureml-endpoints-ai-sdk-provider/')
  })
})
