import {
  ContentFormatterBase,
  type EmbeddingCodec,
  type RequestContext,
  type RerankCodec,
} from '@azureml-endpoints/core'
import {
  cohereEmbeddingV1Codec,
  cohereEmbeddingV2Codec,
  cohereRerankV1Codec,
  cohereRerankV2Codec,
} from '@azureml-endpoints/formatters-cohere'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'
import { endpointUrlOf } from './endpoint-url.ts'

/** What a model is for. */
export type Operation = 'chat' | 'embedding' | 'reranking'

/**
 * Returns the formatter of a provider without `contentFormatter`: OpenAI's format, but Cohere's for reranking, for which OpenAI
 * has none, and for embeddings on Cohere's own routes.
 */
export function defaultFormatter(
  operation: Operation,
  settings: AzureMLProviderSettings,
): new () => ContentFormatterBase {
  if (operation === 'reranking') return CohereOperations
  return operation === 'embedding' && /\/v[12]\/embed\/?$/.test(endpointUrlOf(settings)?.pathname ?? '')
    ? CohereOperations
    : CustomOpenAIChatContentFormatter
}

/** Cohere's embeddings and reranking, in the API version of the URL. The complete formatters would add the code for chats. */
class CohereOperations extends ContentFormatterBase {
  override readonly name = 'cohere'
  override readonly codecs = {}
  override readonly embeddingCodecs: { readonly serverless: EmbeddingCodec } = {
    serverless: {
      ...cohereEmbeddingV2Codec,
      formatRequest: (request, context) =>
        (isVersion1(context) ? cohereEmbeddingV1Codec : cohereEmbeddingV2Codec).formatRequest(request, context),
    },
  }
  override readonly rerankCodecs: { readonly serverless: RerankCodec } = {
    serverless: {
      ...cohereRerankV2Codec,
      formatRequest: (request, context) =>
        (isVersion1(context) ? cohereRerankV1Codec : cohereRerankV2Codec).formatRequest(request, context),
    },
  }
}

function isVersion1({ url }: RequestContext): boolean {
  return /\/v1\/(?:embed|rerank)\/?$/.test(url.pathname)
}
