import { ContentFormatterBase } from '@azureml-endpoints/core'
import { type OpenAICodecs, openAICodecs } from './codecs.ts'
import { embeddingCodecs, type OpenAIEmbeddingCodecs } from './embedding-codecs.ts'
import type { OpenAIFormatterOptions } from './formatter-options.ts'

/** Speaks OpenAI's chat format to models without a system role: the system message opens the first user message. */
export class MistralChatContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'mistral'
  override readonly codecs: OpenAICodecs
  override readonly embeddingCodecs: OpenAIEmbeddingCodecs = embeddingCodecs

  constructor(options: OpenAIFormatterOptions = {}) {
    super()
    this.codecs = openAICodecs({ ...options, foldSystemMessage: true })
  }
}
