import type { ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { CustomOpenAIContentFormatter, TGIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { type EndpointFields, endpointPathFrom } from './endpoint-fields.ts'

/**
 * Returns the formatter of a text model that was created without one: by the path, a chat route's, Text Generation
 * Inference's, or that of the curated text image and of completions.
 */
export function defaultPromptFormatter(fields: EndpointFields): new () => ContentFormatterBase {
  const path = endpointPathFrom(fields)
  if (path.endsWith('/chat/completions')) return CustomOpenAIChatContentFormatter
  return /\/(generate|generate_stream|invocations)$/.test(path) ? TGIContentFormatter : CustomOpenAIContentFormatter
}
