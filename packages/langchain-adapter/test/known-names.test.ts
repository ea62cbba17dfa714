import { ConfigurationError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import {
  AzureMLChatOnlineEndpoint,
  type AzureMLChatOnlineEndpointCallOptions,
  type AzureMLChatOnlineEndpointFields,
  AzureMLOnlineEndpoint,
} from '../src/index.ts'
import { apiTypes, bodies, chat, collect, failure, key } from './endpoint.ts'

/** Names that nobody reads, and what the message has to say. */
const wrongOptions: readonly [object, string][] = [
  [{ max_tokens: 3 }, '`max_tokens` is unknown. Use `maxTokens`.'],
  [{ maxOutputTokens: 3 }, 'Use `maxTokens`.'],
  [{ max_completion_tokens: 3 }, 'Use `maxTokens`.'],
  [{ top_p: 1 }, 'Use `topP`.'],
  [{ top_logprobs: 1 }, 'Use `topLogprobs`.'],
  [{ logit_bias: {} }, 'Use `logitBias`.'],
  [{ stopSequences: ['a'] }, 'Use `stop`.'],
  [{ reasoning: { effort: 'low' } }, 'Use `reasoningEffort`.'],
  [{ extra_body: {} }, 'Use `modelKwargs`.'],
  [{ n: 2 }, '`n` is 2, but only one answer is read. Pass the same input several times to `batch()`'],
  [{ modelKwargs: { n: 2 } }, '`modelKwargs.n` is 2'],
  [{ model: 'm' }, 'Pass `model` in `modelKwargs`'],
  [{ stream_options: {} }, '`streamUsage`'],
  [{ stream: true }, 'Call `stream()`'],
  [{ temprature: 1 }, '`temprature` is unknown. Use `temperature`'],
  [{ streamUsage: true }, '`streamUsage` is unknown. Set `streamUsage` when you create the model.'],
  [{ endpointUrl: 'x' }, 'Set `endpointUrl` when you create the model.'],
  [{ options: { headers: {} } }, 'Pass `headers`, `signal`, `timeout` and `maxRetries` themselves.'],
  [{ service_tier: 'auto' }, '`service_tier` is unknown. Pass it in `modelKwargs`, as `service_tier`.'],
  [{ serviceTier: 'auto' }, 'Pass it in `modelKwargs`, as `service_tier`.'],
  [{ promptCacheKey: 'a' }, 'Pass it in `modelKwargs`, as `prompt_cache_key`.'],
  [{ modalities: ['text'] }, 'Pass it in `modelKwargs`, as `modalities`.'],
  [{ audio: {} }, 'Pass it in `modelKwargs`, as `audio`.'],
  [{ prediction: {} }, 'Pass it in `modelKwargs`, as `prediction`.'],
  [{ verbosity: 'low' }, 'Pass it in `modelKwargs`, as `verbosity`.'],
  [{ thinking: {} }, 'Pass it in `modelKwargs`, as `thinking`.'],
  [{ safePrompt: true }, 'Pass it in `modelKwargs`, as `safe_prompt`.'],
  [{ randomSeed: 1 }, 'Use `seed`.'],
  [{ maxCompletionTokens: 3 }, 'Use `maxTokens`.'],
  [{ reasoning_effort: 'low' }, 'Use `reasoningEffort`.'],
  [{ min_p: 0.1 }, 'Pass it in `modelKwargs`, as `min_p`.'],
  [{ minP: 0.1 }, 'Pass it in `modelKwargs`, as `min_p`.'],
  [{ safe_prompt: true }, 'as `safe_prompt`.'],
  [{ safeMode: true }, 'as `safe_prompt`.'],
  [{ prompt_cache_key: 'a' }, 'as `prompt_cache_key`.'],
  [{ repetition_penalty: 1 }, 'as `repetition_penalty`.'],
  [{ repetitionPenalty: 1 }, 'as `repetition_penalty`.'],
  [{ best_of: 2 }, 'as `best_of`.'],
  [{ chat_template_kwargs: {} }, 'as `chat_template_kwargs`.'],
  [{ text: {} }, 'as `text`.'],
  [{ store: true }, 'Pass it in `modelKwargs`, as `store`.'],
  [{ user_id: 'a' }, 'Use `user`.'],
  [{ disable_parallel_tool_use: true }, 'Use `parallelToolCalls: false`.'],
  [{ candidateCount: 2 }, '`batch()`'],
  [{ modelKwargs: { n: '2' } }, '`modelKwargs.n` is "2"'],
  [{ modelKwargs: { num_generations: 2 } }, '`modelKwargs.num_generations` is 2'],
  [{ modelKwargs: { num_return_sequences: 2 } }, '`modelKwargs.num_return_sequences` is 2'],
  [{ default_headers: {} }, 'Use `headers`.'],
  [{ extraHeaders: {} }, 'Use `headers`.'],
  [{ invocationKwargs: {} }, 'Use `modelKwargs`.'],
  [{ base_url: 'a' }, 'Use `endpointUrl`'],
  [{ endpoint_url: 'a' }, 'Set `endpointUrl` when you create the model.'],
  [{ stream_usage: true }, 'Set `streamUsage` when you create the model.'],
  [{ other_thing: 1 }, 'Put body parameters that have no name here into `modelKwargs`.'],
]
const wrongChatOptions: typeof wrongOptions = [
  [{ toolChoice: 'auto' }, 'Use `tool_choice`.'],
  [{ functions: [] }, 'Use `tools`.'],
  [{ function_call: 'auto' }, 'Use `tool_choice`.'],
]

describe('call options that nobody reads', () => {
  it.each([...wrongOptions, ...wrongChatOptions])(
    'are refused by a chat model with the right one: %j',
    async (wrong, message) => {
      const { model, emulator } = await chat()
      const options = wrong as Partial<AzureMLChatOnlineEndpointCallOptions>
      const look = { name: 'look', schema: { type: 'object', properties: {} } }
      for (const way of [
        () => model.invoke('Hello', options),
        () => model.batch(['Hello'], options),
        () => collect(model.stream('Hello', options)),
        () => collect(model.streamEvents('Hello', options)),
        () => collect(model.streamEvents('Hello', { ...options, version: 'v2' })),
        () => model.withConfig(options).invoke('Hello'),
        () => model.bindTools([look], options).invoke('Hello'),
      ]) {
        const error = await failure(way)
        expect(error).toBeInstanceOf(ConfigurationError)
        expect(error.message).toContain(message)
      }
      expect(emulator.requests).toEqual([])
    },
  )

  it.each([...wrongOptions, [{ tools: [] }, '`tools` is unknown.'] as const])(
    'are refused by a text model with the right one: %j',
    async (wrong, message) => {
      const model = new AzureMLOnlineEndpoint({ endpointUrl: 'http://127.0.0.1:9/v1/completions', endpointApiKey: key })
      for (const way of [() => model.invoke('Hello', wrong), () => collect(model.stream('Hello', wrong))]) {
        const error = await failure(way)
        expect(error).toBeInstanceOf(ConfigurationError)
        expect(error.message).toContain(message)
      }
    },
  )

  it('are ignored if they are not set', async () => {
    const { model } = await chat()
    await expect(model.invoke('Hello', { max_tokens: undefined } as object)).resolves.toBeDefined()
  })
})

const endpointUrl = 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions'

describe('fields that nobody reads', () => {
  it.each([
    [{ endpoint_url: endpointUrl }, 'Use `endpointUrl`.'],
    [{ endpoint_api_key: key }, 'Use `endpointApiKey`.'],
    [{ azureml_endpoint_url: endpointUrl }, 'Use `endpointUrl`.'],
    [{ azureMLEndpointApiKey: key }, 'Use `endpointApiKey`.'],
    [{ openAIApiKey: key }, 'Use `endpointApiKey`.'],
    [{ azureOpenAIApiDeploymentName: 'd' }, 'Use `deploymentName`'],
    [{ configuration: {} }, 'Pass `endpointUrl`'],
    [{ clientOptions: {} }, 'Pass `endpointUrl`'],
    [{ anthropicApiKey: key }, 'Use `endpointApiKey`.'],
    [{ groqApiKey: key }, 'Use `endpointApiKey`.'],
    [{ azureOpenAIApiKey: key }, 'Use `endpointApiKey`.'],
    [{ azureADTokenProvider: async () => key }, 'Pass it as `endpointApiKey`'],
    [{ azureOpenAIApiInstanceName: 'a' }, 'Use `endpointUrl`'],
    [{ baseURL: endpointUrl }, 'Use `endpointUrl`'],
    [{ openAIApiVersion: '1' }, 'Put it into the query of `endpointUrl`.'],
    [{ defaultHeaders: {} }, 'Use `headers`.'],
    [{ service_tier: 'auto' }, 'Pass it in `modelKwargs`, as `service_tier`.'],
    [{ thinking: {} }, 'Pass it in `modelKwargs`, as `thinking`.'],
    [{ maxCompletionTokens: 3 }, 'Use `maxTokens`.'],
    [{ useResponsesApi: true }, 'Pass `contentFormatter: OpenAIResponsesContentFormatter`.'],
    [{ stream_options: {} }, 'Set `streamUsage`'],
    [{ model_kwargs: {} }, 'Use `modelKwargs`.'],
    [{ content_formatter: {} }, 'Use `contentFormatter`.'],
    [{ max_tokens: 3 }, '`max_tokens` is unknown. Use `maxTokens`.'],
    [{ temperature_: 1 }, 'Use `temperature`.'],
    [{ send_reasoning: true }, 'Use `sendReasoning`.'],
    [{ n: 2 }, '`batch()`'],
    [{ modelKwargs: { n: 3 } }, '`modelKwargs.n` is 3'],
  ])('are refused with the right one: %j', (wrong, message) => {
    const fields = { endpointUrl, endpointApiKey: key, ...wrong } as AzureMLChatOnlineEndpointFields
    expect(() => new AzureMLChatOnlineEndpoint(fields)).toThrow(ConfigurationError)
    expect(() => new AzureMLChatOnlineEndpoint(fields)).toThrow(message)
    expect(() => new AzureMLOnlineEndpoint(fields)).toThrow(message)
  })

  it.each([
    ['tools', 'tools'],
    ['tool_choice', 'tool_choice'],
    ['toolChoice', 'tool_choice'],
    ['strict', 'strict'],
  ])('are refused if they belong to a call: %s', (name, option) => {
    const fields = { endpointUrl, endpointApiKey: key, [name]: 'any' } as AzureMLChatOnlineEndpointFields
    expect(() => new AzureMLChatOnlineEndpoint(fields)).toThrow(
      `\`${name}\` is unknown. \`${option}\` is an option of a call: pass it to \`bindTools()\`, \`withConfig()\` or the call.`,
    )
  })

  it.each([{ model: 'm1' }, { modelName: 'm1' }, { modelName: 'm2', model: 'm1' }])(
    "may be the model's name, which is sent: %j",
    async (fields) => {
      const { model, emulator } = await chat({}, fields)
      await model.invoke('Hello')
      expect(bodies(emulator)[0]).toMatchObject({ model: 'm1' })
      expect(model.getLsParams({} as never)).toMatchObject({ ls_model_name: 'm1' })
    },
  )

  it.each(['temperature', 'maxTokens', 'parallel_tool_calls', 'headers', 'modelKwargs'])(
    'are refused in the config of structured output: %s',
    (name) => {
      const model = new AzureMLChatOnlineEndpoint({ endpointUrl, endpointApiKey: key })
      const schema = { type: 'object', properties: {} }
      expect(() => model.withStructuredOutput(schema, { [name]: 1 } as object)).toThrow(
        `\`${name}\` is unknown. Pass it to \`withConfig()\`, and call \`withStructuredOutput()\` on the result.`,
      )
    },
  )

  it('may belong to a subclass', () => {
    class Own extends AzureMLChatOnlineEndpoint {
      readonly label: string
      constructor(fields: AzureMLChatOnlineEndpointFields & { label: string }) {
        super(fields)
        this.label = fields.label
      }
    }
    expect(new Own({ endpointUrl, endpointApiKey: key, label: 'mine' }).label).toBe('mine')
  })

  it('may be those of LangChain', () => {
    const base = { callbacks: [], tags: ['a'], metadata: {}, verbose: false, cache: true, name: 'x', maxConcurrency: 2 }
    const common = { apiKey: key, timeout: 60, temperature: 0, maxRetries: 1, stopSequences: [], streaming: true }
    const rest = { onFailedAttempt: () => {}, outputVersion: 'v1', disableStreaming: false, profile: {} }
    const fields = { endpointUrl, ...base, ...common, ...rest } as AzureMLChatOnlineEndpointFields
    expect(() => new AzureMLChatOnlineEndpoint(fields)).not.toThrow()
  })
})

describe.each(apiTypes)('named parameters on a %s endpoint', (apiType) => {
  const wire = {
    parallel_tool_calls: false,
    logprobs: true,
    top_logprobs: 2,
    logit_bias: { '50256': -100 },
    user: 'u1',
  }
  const parameters = {
    parallelToolCalls: false,
    logprobs: true,
    topLogprobs: 2,
    logitBias: { '50256': -100 },
    user: 'u1',
  }
  const tools = [{ type: 'function' as const, function: { name: 'look', parameters: { type: 'object' } } }]

  function sent(body: Record<string, unknown>): unknown {
    return apiType === 'serverless' ? body : (body['input_data'] as { parameters: unknown }).parameters
  }

  it('are sent from the model and from a call', async () => {
    const { model: own, emulator } = await chat({}, parameters, apiType)
    const { model: plain, emulator: other } = await chat({}, {}, apiType)
    await own.invoke('Hello', { tools })
    await plain.invoke('Hello', { ...parameters, tools })
    for (const endpoint of [emulator, other]) expect(sent(bodies(endpoint)[0] ?? {})).toMatchObject(wire)
  })

  it("are sent by LangChain's name", async () => {
    const { model, emulator } = await chat({}, { parallelToolCalls: true }, apiType)
    await model.bindTools(tools, { parallel_tool_calls: false }).invoke('Hello')
    await model.invoke('Hello', { tools, parallel_tool_calls: false })
    await model.invoke('Hello', { tools })
    expect(bodies(emulator).map((body) => (sent(body) as typeof wire).parallel_tool_calls)).toEqual([
      false,
      false,
      true,
    ])
  })
})
