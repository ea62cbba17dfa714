import type { ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'
import { endpointUrlOf } from './endpoint-url.ts'

/** What a model is for. */
export type Operation = 'chat' | 'embedding' | 'reranking'

/** The class of a formatter. */
export type Formatter = new () => ContentFormatterBase

/** The formatter of chats without `contentFormatter`. */
export const defaultChatFormatter: Formatter = CustomOpenAIChatContentFormatter

/**
 * Returns the formatter without `contentFormatter`: OpenAI's format, but Cohere's for reranking, for which OpenAI has none, and for
 * embeddings on Cohere's own routes. It is loaded on first use, since most programs only chat.
 */
export async function defaultFormatter(operation: Operation, settings: AzureMLProviderSettings): Promise<Formatter> {
  const isCohere =
    operation === 'reranking' ||
    (operation === 'embedding' && /\/v[12]\/embed\/?$/.test(endpointUrlOf(settings)?.pathname ?? ''))
  return isCohere ? (await import('./cohere-operations.ts')).CohereOperations : defaultChatFormatter
}
