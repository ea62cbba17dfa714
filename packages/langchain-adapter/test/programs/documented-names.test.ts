// The README names everything that users can set; the types make these lists complete.
import { readFileSync } from 'node:fs'
import { formatterOptionNames, type FormatterOptions } from '@azureml-endpoints/core'
import type { BaseChatModelCallOptions, BaseChatModelParams } from '@langchain/core/language_models/chat_models'
import { expect, it } from 'vitest'
import type {
  AzureMLChatOnlineEndpointCallOptions,
  AzureMLChatOnlineEndpointFields,
  AzureMLEmbeddingsFields,
  AzureMLRerankFields,
} from '../../src/index.ts'
import { type ModelParameters, parameterNames } from '../../src/settings/model-parameters.ts'

type Names<T> = Readonly<Record<keyof T, true>>

const fields: Names<
  Omit<
    AzureMLChatOnlineEndpointFields & AzureMLEmbeddingsFields & AzureMLRerankFields,
    keyof BaseChatModelParams | keyof ModelParameters | keyof FormatterOptions
  >
> = {
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
  profile: true,
  streaming: true,
  __includeRawResponse: true,
  batchSize: true,
  dimensions: true,
  inputType: true,
  topN: true,
}
const options: Names<
  Omit<
    AzureMLChatOnlineEndpointCallOptions,
    Exclude<keyof BaseChatModelCallOptions, 'signal' | 'tool_choice'> | keyof ModelParameters
  >
> = {
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

it.each(
  Object.entries({
    parameters: parameterNames,
    'options of formatters': formatterOptionNames,
    fields: Object.keys(fields),
    'options of a call': Object.keys(options),
  }),
)('the README names all %s', (_what, names) => {
  const page = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8')
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
