import {
  checkFormatterOptions,
  type ContentCodec,
  ContentFormatterBase,
  type EmbeddingCodec,
  type RerankCodec,
} from '@azureml-endpoints/core'
import { embeddingV2Codec } from './embeddings/embedding-codecs.ts'
import { rerankV2Codec } from './reranking/rerank-codecs.ts'
import { readAnswerV2 } from './v2/answer.ts'
import { chatV2Body } from './v2/chat-body.ts'
import { openChatV2Stream } from './v2/chat-stream.ts'
import type { CohereV2FormatterOptions } from './v2/formatter-options.ts'

/**
 * Converts version 2 of Cohere's API, which current Command, Embed and Rerank models speak: URLs that end in `/v2/chat`,
 * `/v2/embed` or `/v2/rerank`, on Foundry under `/providers/cohere`.
 *
 * The model's plan for its tool calls (`tool_plan`) and its thinking are `reasoning`; cited documents are `sources`.
 */
export class CohereV2ContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'cohere-v2'
  override readonly codecs: {
    /** Converts the body of `/v2/chat`, whole or streamed. */
    readonly serverless: Required<ContentCodec>
  }
  override readonly embeddingCodecs: {
    /** Converts the body of `/v2/embed`, which needs an `inputType`. */
    readonly serverless: EmbeddingCodec
  } = { serverless: embeddingV2Codec }
  override readonly rerankCodecs: {
    /** Converts the body of `/v2/rerank`. */
    readonly serverless: RerankCodec
  } = { serverless: rerankV2Codec }

  constructor(options: CohereV2FormatterOptions = {}) {
    super()
    checkFormatterOptions(options, { sendReasoning: 'boolean' })
    this.codecs = {
      serverless: {
        formatRequest: (request, context) => chatV2Body(request, context, options),
        parseResponse: readAnswerV2,
        openStream: openChatV2Stream,
      },
    }
  }
}
