import { checkFormatterOptions, ContentFormatterBase } from '@azureml-endpoints/core'
import { openAIFamily } from './conversation/openai-family.ts'
import { type OpenAICodecs, openAICodecs } from './codecs.ts'
import { embeddingCodecs, type OpenAIEmbeddingCodecs } from './embeddings/embedding-codecs.ts'
import { chatOptionRules } from './options/chat-option-rules.ts'
import type { OpenAIFormatterOptions } from './options/formatter-options.ts'

/**
 * Converts OpenAI's chat format: chat completions on serverless, `input_data` and `output` on dedicated endpoints.
 * A history is sent as it is, apart from what no server accepts: an assistant message without text and tool calls is left out;
 * tool results follow their calls, and a call without a result gets one that says so; arguments of earlier calls that are not a
 * JSON object are sent as `{}`.
 */
export class CustomOpenAIChatContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'openai'
  override readonly codecs: OpenAICodecs
  override readonly embeddingCodecs: OpenAIEmbeddingCodecs = embeddingCodecs

  constructor(options: OpenAIFormatterOptions = {}) {
    super()
    checkFormatterOptions(options, chatOptionRules)
    this.codecs = openAICodecs({ ...options, family: openAIFamily })
  }
}
