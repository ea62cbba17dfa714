import { formatterOptionNames } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { load } from '@langchain/core/load'
import { describe, expect, it } from 'vitest'
import { AzureMLChatOnlineEndpoint, AzureMLOnlineEndpoint } from '../src/index.ts'
import { clientFieldNames } from '../src/settings/endpoint-fields.ts'
import { parameterNames } from '../src/settings/model-parameters.ts'
import { key } from './endpoint.ts'

/** A formatter that has every option. */
class AnyFormatter extends CustomOpenAIChatContentFormatter {
  readonly options: object

  constructor(options: object = {}) {
    super()
    this.options = { ...options }
  }
}

const shownKwargs = { min_p: 0.1, api_key: '<redacted>', nested: { token: '<redacted>' } }

/** A value for each field of ours, with the name that it is stored under. */
const kept: Readonly<Record<string, readonly [name: string, value: unknown, stored?: unknown]>> = {
  endpointUrl: ['endpoint_url', 'https://e.x/v1/any?api-version=1&code=c', 'https://e.x/v1/any?api-version=1'],
  endpointApiType: ['endpoint_api_type', 'serverless'],
  endpointApiKey: ['endpoint_api_key', key, { lc: 1, type: 'secret', id: ['AZUREML_ENDPOINT_API_KEY'] }],
  deploymentName: ['deployment_name', 'blue'],
  contentFormatter: [
    'content_formatter',
    AnyFormatter,
    expect.objectContaining({ type: 'not_implemented', id: ['azureml_endpoints', 'formatters', 'AnyFormatter'] }),
  ],
  model: ['model_kwargs', 'm1', { model: 'm1', ...shownKwargs }],
  modelKwargs: ['model_kwargs', { min_p: 0.1, api_key: 'k', nested: { token: 't' } }, { model: 'm1', ...shownKwargs }],
  stopSequences: ['stop', ['a']],
  timeout: ['timeout', 1],
  idleTimeout: ['idle_timeout', 2],
  maxRetries: ['max_retries', 3],
  maxConcurrency: ['max_concurrency', 4],
  allowInsecureHttp: ['allow_insecure_http', true],
  disableStreaming: ['disable_streaming', true],
  streaming: ['streaming', true],
  outputVersion: ['output_version', 'v1'],
  profile: ['profile', { maxInputTokens: 5 }],
  responseFormat: ['response_format', { type: 'json_object' }, { type: 'json' }],
  __includeRawResponse: ['__includeRawResponse', true],
  temperature: ['temperature', 0.1],
  topP: ['top_p', 0.2],
  topK: ['top_k', 3],
  maxTokens: ['max_tokens', 4],
  seed: ['seed', 5],
  presencePenalty: ['presence_penalty', 0.6],
  frequencyPenalty: ['frequency_penalty', 0.7],
  reasoningEffort: ['reasoning_effort', 'low'],
  parallelToolCalls: ['parallel_tool_calls', false],
  logprobs: ['logprobs', true],
  topLogprobs: ['top_logprobs', 2],
  logitBias: ['logit_bias', { '9': 1 }],
  user: ['user', 'u'],
  maxTokensParameter: ['max_tokens_parameter', 'max_completion_tokens'],
  streamUsage: ['stream_usage', false],
  reasoning: ['reasoning', 'off'],
  sendReasoning: ['send_reasoning', true],
  jsonSchema: ['json_schema', 'prompt'],
  defaultMaxTokens: ['default_max_tokens', 4],
  cacheControl: ['cache_control', 'ephemeral'],
  citations: ['citations', true],
  betas: ['betas', ['b']],
  reasoningSummary: ['reasoning_summary', 'auto'],
  chatTemplate: ['chat_template', 'c'],
  addBosToken: ['add_bos_token', true],
  stripPrompt: ['strip_prompt', true],
  input: ['input', 'list'],
  column: ['column', 'd'],
  chatInput: ['chat_input', 'e'],
  chatHistory: ['chat_history', false],
  chatOutput: ['chat_output', 'f'],
}

/** Other names of fields above, and what may be secret or cannot be stored. */
const others = ['apiKey', 'modelName', 'stop', 'credential', 'headers', 'fetch', 'onRequest', 'onResponse']
const ofChats = ['responseFormat', 'streaming', 'disableStreaming', 'outputVersion', 'profile', '__includeRawResponse']
const ofLangChain = ['apiKey', 'model', 'modelName', 'stopSequences', 'maxConcurrency']
const ours = { endpointApiKey: key, endpointUrl: 'https://e.x/v1/any', endpointApiType: 'serverless' as const }

function loadModel(json: string): Promise<AzureMLChatOnlineEndpoint> {
  return load(json, {
    secretsMap: { AZUREML_ENDPOINT_API_KEY: key },
    importMap: { chat_models__azureml_chat_endpoint: { AzureMLChatOnlineEndpoint } },
  })
}

describe('a stored model', () => {
  it.each([
    ['chat', AzureMLChatOnlineEndpoint],
    ['text', AzureMLOnlineEndpoint],
  ] as const)('has every field but functions and secrets: %s', (kind, Model) => {
    expect(new Set([...Object.keys(kept), ...others])).toEqual(
      new Set([...clientFieldNames, ...formatterOptionNames, ...parameterNames, ...ofChats, ...ofLangChain]),
    )
    const own = Object.entries(kept).filter(([name]) => kind === 'chat' || !ofChats.includes(name))
    const fields = Object.fromEntries(own.map(([name, [, value]]) => [name, value]))
    const headers = { 'x-team': 'a' }
    const unstored = { headers, fetch: async () => new Response(), onRequest: () => {}, onResponse: () => {} }
    const { kwargs } = JSON.parse(JSON.stringify(new Model({ ...fields, ...unstored }))) as { kwargs: object }
    expect(kwargs).toEqual(Object.fromEntries(own.map(([, [name, value, stored = value]]) => [name, stored])))
  })

  it('is loaded with all of them', async () => {
    const left = new Set(['endpointApiKey', 'contentFormatter', 'model', ...formatterOptionNames.slice(5)])
    const own = Object.entries(kept).filter(([name]) => !left.has(name))
    const fields = Object.fromEntries(own.map(([name, [, value]]) => [name, value]))
    const json = JSON.stringify(
      new AzureMLChatOnlineEndpoint({ ...fields, modelKwargs: { min_p: 0.1 }, endpointApiKey: key }),
    )
    expect(JSON.parse(JSON.stringify(await loadModel(json)))).toEqual(JSON.parse(json))
  })

  it('is loaded without limits, if it had none', async () => {
    const fields = { timeout: Infinity, idleTimeout: Infinity, maxConcurrency: Infinity }
    const json = JSON.stringify(new AzureMLChatOnlineEndpoint({ ...ours, ...fields }))
    expect(JSON.stringify(await loadModel(json))).toBe(json)
    expect(JSON.parse(json)).toMatchObject({ kwargs: { timeout: 'Infinity', idle_timeout: 'Infinity' } })
  })

  it('is not loaded without a secret that it had among its body parameters', async () => {
    const modelKwargs = { data_sources: [{ authentication: { type: 'api_key', key: 'k-that-must-not-show' } }] }
    const json = JSON.stringify(new AzureMLChatOnlineEndpoint({ ...ours, modelKwargs }))
    expect(json).not.toContain('must-not-show')
    await expect(loadModel(json)).rejects.toThrow('A secret header or body parameter is `<redacted>`')
  })
})
