import { ContentFormatterBase } from '@azureml-endpoints/core'
import { type OpenAICodecs, openAICodecs } from './codecs.ts'
import { embeddingCodecs, type OpenAIEmbeddingCodecs } from './embeddings/embedding-codecs.ts'
import type { OpenAIFormatterOptions } from './options/formatter-options.ts'

/** Converts OpenAI's chat format: chat completions on serverless, `input_data` and `output` on dedicated endpoints. */
export class CustomOpenAIChatContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'openai'
  override readonly codecs: OpenAICodecs
  override readonly embeddingCodecs: OpenAIEmbeddingCodecs = embeddingCodecs

  constructor(options: OpenAIFormatterOptions = {}) {
    super()
    this.codecs = openAICodecs({ ...options, foldSystemMessage: false })
  }
}
