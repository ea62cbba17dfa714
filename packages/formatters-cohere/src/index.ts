export { CohereContentFormatter } from './cohere-content-formatter.ts'
export { CohereV2ContentFormatter } from './cohere-v2-content-formatter.ts'
export type { CohereV2FormatterOptions } from './v2/formatter-options.ts'
// For adapters that need them without the code for chats.
export {
  embeddingV1Codec as cohereEmbeddingV1Codec,
  embeddingV2Codec as cohereEmbeddingV2Codec,
} from './embeddings/embedding-codecs.ts'
export {
  rerankV1Codec as cohereRerankV1Codec,
  rerankV2Codec as cohereRerankV2Codec,
} from './reranking/rerank-codecs.ts'
