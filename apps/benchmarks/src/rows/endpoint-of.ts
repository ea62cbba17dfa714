import type { EndpointOptions } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { CustomOpenAIChatContentFormatter, OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { StreamFormat } from '../server/scenario.ts'
import { apiKey } from './row.ts'
import { formatOf, formats } from './stream-formats.ts'

/** Returns the options of our clients for a base URL. */
export function endpointOf(
  baseUrl: string,
): Pick<EndpointOptions, 'endpointUrl' | 'endpointApiKey' | 'contentFormatter'> {
  const format = formatOf(baseUrl)
  return {
    endpointUrl: `${baseUrl}${formats[format].path}`,
    endpointApiKey: apiKey,
    contentFormatter: formatters[format](),
  }
}

const formatters: Readonly<Record<StreamFormat, () => EndpointOptions['contentFormatter']>> = {
  openai: () => new CustomOpenAIChatContentFormatter(),
  anthropic: () => new AnthropicContentFormatter({ defaultMaxTokens: 1_000 }),
  'cohere-v2': () => new CohereV2ContentFormatter(),
  responses: () => new OpenAIResponsesContentFormatter(),
}
