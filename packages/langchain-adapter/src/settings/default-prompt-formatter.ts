import type { ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { CustomOpenAIContentFormatter, TGIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { getEnvironmentVariable } from '@langchain/core/utils/env'
import type { EndpointFields } from './endpoint-fields.ts'

/**
 * Returns the formatter of a text model that was created without one: by the path, a chat route's, Text Generation
 * Inference's, or that of the curated text image and of completions.
 */
export function defaultPromptFormatter({ endpointUrl }: EndpointFields): new () => ContentFormatterBase {
  const url = endpointUrl ?? getEnvironmentVariable('AZUREML_ENDPOINT_URL') ?? ''
  // Core reports an invalid URL.
  const path = URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, '') : ''
  if (path.endsWith('/chat/completions')) return CustomOpenAIChatContentFormatter
  return /\/(generate|generate_stream|invocations)$/.test(path) ? TGIContentFormatter : CustomOpenAIContentFormatter
}
