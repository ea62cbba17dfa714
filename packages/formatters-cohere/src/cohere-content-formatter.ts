import {
  checkFormatterOptions,
  type ContentCodec,
  ContentFormatterBase,
  type EmbeddingCodec,
  type RerankCodec,
} from '@azureml-endpoints/core'
import { embeddingV1Codec } from './embeddings/embedding-codecs.ts'
import { readAnswer } from './response/answer.ts'
import { chatBody } from './request/chat-body.ts'
import { rerankV1Codec } from './reranking/rerank-codecs.ts'
import { openChatStream } from './streaming/chat-stream.ts'

/**
 * Converts version 1 of Cohere's API: serverless endpoints whose URL ends in `/v1/chat`, `/v1/embed` or `/v1/rerank`. The first
 * two need `endpointApiType: 'serverless'`.
 */
export class CohereContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'cohere'
  override readonly codecs: {
    /** Converts the body of `/v1/chat`, whole or streamed. */
    readonly serverless: Required<ContentCodec>
  } = {
    serverless: { formatRequest: chatBody, parseResponse: readAnswer, openStream: openChatStream },
  }
  override readonly embeddingCodecs: {
    /** Converts the body of `/v1/embed`; all but the oldest models need an `inputType`. */
    readonly serverless: EmbeddingCodec
  } = { serverless: embeddingV1Codec }
  override readonly rerankCodecs: {
    /** Converts the body of `/v1/rerank`. */
    readonly serverless: RerankCodec
  } = { serverless: rerankV1Codec }

  constructor(options: Readonly<Record<string, never>> = {}) {
    super()
    checkFormatterOptions(options, {})
  }
}
