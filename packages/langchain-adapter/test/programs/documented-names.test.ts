// The README names everything that users can set; the types make these lists complete.
import { readFileSync } from 'node:fs'
import type { BaseChatModelCallOptions, BaseChatModelParams } from '@langchain/core/language_models/chat_models'
import { expect, it } from 'vitest'
import type {
  AzureMLChatOnlineEndpointCallOptions,
  AzureMLChatOnlineEndpointFields,
  AzureMLEmbeddingsFields,
  AzureMLRerankFields,
} from '../../src/index.ts'

type Names<T> = Readonly<Record<keyof T, true>>

const fields: Names<
  Omit<AzureMLChatOnlineEndpointFields & AzureMLEmbeddingsFields & AzureMLRerankFields, keyof BaseChatModelParams>
> = {
  temperature: true,
  topP: true,
  topK: true,
  maxTokens: true,
  stop: true,
  seed: true,
  presencePenalty: true,
  frequencyPenalty: true,
  reasoningEffort: true,
  parallelToolCalls: true,
  logprobs: true,
  topLogprobs: true,
  logitBias: true,
  user: true,
  responseFormat: true,
  modelKwargs: true,
  headers: true,
  timeout: true,
  endpointUrl: true,
  endpointApiType: true,
  endpointApiKey: true,
  credential: true,
  deploymentName: true,
  contentFormatter: true,
  idleTimeout: true,
  fetch: true,
  allowInsecureHttp: true,
  onRequest: true,
  onResponse: true,
  apiKey: true,
  stopSequences: true,
  model: true,
  modelName: true,
  sendReasoning: true,
  maxTokensParameter: true,
  streamUsage: true,
  reasoning: true,
  jsonSchema: true,
  defaultMaxTokens: true,
  cacheControl: true,
  citations: true,
  betas: true,
  reasoningSummary: true,
  chatTemplate: true,
  addBosToken: true,
  stripPrompt: true,
  input: true,
  column: true,
  chatInput: true,
  chatHistory: true,
  chatOutput: true,
  profile: true,
  streaming: true,
  __includeRawResponse: true,
  batchSize: true,
  dimensions: true,
  inputType: true,
  topN: true,
}
const options: Names<
  Omit<AzureMLChatOnlineEndpointCallOptions, Exclude<keyof BaseChatModelCallOptions, 'signal' | 'tool_choice'>>
> = {
  temperature: true,
  topP: true,
  topK: true,
  maxTokens: true,
  seed: true,
  presencePenalty: true,
  frequencyPenalty: true,
  reasoningEffort: true,
  parallelToolCalls: true,
  logprobs: true,
  topLogprobs: true,
  logitBias: true,
  user: true,
  responseFormat: true,
  modelKwargs: true,
  headers: true,
  tools: true,
  tool_choice: true,
  parallel_tool_calls: true,
  strict: true,
  response_format: true,
  signal: true,
}

it.each(Object.entries({ fields, options }))('the README names all %s', (_what, names) => {
  const page = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8')
  expect(Object.keys(names).filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
