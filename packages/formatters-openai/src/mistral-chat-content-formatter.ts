import { ContentFormatterBase } from '@azureml-endpoints/core'
import { type OpenAICodecs, openAICodecs } from './codecs.ts'
import { embeddingCodecs, type OpenAIEmbeddingCodecs } from './embeddings/embedding-codecs.ts'
import type { OpenAIFormatterOptions } from './options/formatter-options.ts'

/**
 * Converts OpenAI's chat format for models without a system role: the system message is put before the first user message. A
 * system message anywhere but first is a `ConfigurationError`.
 */
export class MistralChatContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'mistral'
  override readonly codecs: OpenAICodecs
  override readonly embeddingCodecs: OpenAIEmbeddingCodecs = embeddingCodecs

  constructor(options: OpenAIFormatterOptions = {}) {
    super()
    this.codecs = openAICodecs({ ...options, foldSystemMessage: true })
  }
}
