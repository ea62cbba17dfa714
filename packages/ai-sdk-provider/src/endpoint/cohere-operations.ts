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

/** Cohere's embeddings and reranking, in the API version of the URL. The complete formatters would add the code for chats. */
export class CohereOperations extends ContentFormatterBase {
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
