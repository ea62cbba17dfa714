import { checkFormatterOptions, ContentFormatterBase } from '@azureml-endpoints/core'
import { mistralFamily } from './conversation/mistral-family.ts'
import { type OpenAICodecs, openAICodecs } from './codecs.ts'
import { embeddingCodecs, type OpenAIEmbeddingCodecs } from './embeddings/embedding-codecs.ts'
import { chatOptionRules } from './options/chat-option-rules.ts'
import type { OpenAIFormatterOptions } from './options/formatter-options.ts'

/**
 * Converts OpenAI's chat format for Mistral's models, which are strict about the shape of a conversation, and for other models
 * without a system role.
 *
 * System messages at the start become part of the first user message; anywhere else they are a `ConfigurationError`, as is a
 * tool result without its call. Any other history becomes valid: tool ids get nine letters and digits, alike on call and result;
 * empty assistant messages are left out; messages of the same speaker are merged; results follow their calls, and a call without
 * a result gets one that says so; an assistant message `OK` is put between results and a user message; an assistant message at
 * the end is marked as the start of the answer (`prefix`). Tokenizers before version 7, such as Mistral Nemo's, reject text
 * beside tool calls if Mistral's own library validates the request.
 */
export class MistralChatContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'mistral'
  override readonly codecs: OpenAICodecs
  override readonly embeddingCodecs: OpenAIEmbeddingCodecs = embeddingCodecs

  constructor(options: OpenAIFormatterOptions = {}) {
    super()
    checkFormatterOptions(options, chatOptionRules)
    this.codecs = openAICodecs({ ...options, family: mistralFamily })
  }
}
