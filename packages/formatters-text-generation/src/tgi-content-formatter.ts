import {
  type ChatStreamReader,
  type ContentCodec,
  ContentFormatterBase,
  type ParsedChatChunk,
} from '@azureml-endpoints/core'
import { finishReasonOf } from './response/finish-reason.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { usageOf } from './response/generated-text.ts'
import { isJSONObject, textOrUndefined } from './json/json-object.ts'
import type { ParameterNames } from './request/parameters.ts'
import { promptCodec, type PromptFormat } from './prompt-codec.ts'

/**
 * Converts the `generate` format of Hugging Face's Text Generation Inference: `inputs`, answered by `generated_text`.
 * `presencePenalty` is a `ConfigurationError`.
 */
export class TGIContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'tgi'
  override readonly codecs: {
    /** Converts the body of `/generate`, whole or streamed. */
    readonly dedicated: Required<ContentCodec>
  }

  constructor(options: TextGenerationOptions = {}) {
    super()
    const codec = promptCodec(format, options)
    this.codecs = {
      dedicated: {
        ...codec,
        formatRequest(request, context) {
          const body = codec.formatRequest(request, context) as object
          return context.stream ? { ...body, stream: true } : body
        },
        openStream: () => readToken,
      },
    }
  }
}

const names: ParameterNames = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  maxTokens: 'max_new_tokens',
  stop: 'stop',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
}

const format: PromptFormat = {
  body: (prompt, parameters) => ({ inputs: prompt, parameters }),
  promptIn: ({ inputs }) => inputs,
  names,
}

/** Each event has a token; the last one repeats the whole text, and says why it ended. */
const readToken: ChatStreamReader = (event): ParsedChatChunk | undefined => {
  if (event === undefined) return undefined
  const token: unknown = isJSONObject(event) ? event['token'] : undefined
  if (!isJSONObject(event) || !isJSONObject(token)) throw new Error('The event has no token.')
  const details = isJSONObject(event['details']) ? event['details'] : {}
  const word = textOrUndefined(details['finish_reason'])
  return {
    text: token['special'] === true ? undefined : textOrUndefined(token['text']),
    finishReason: finishReasonOf(word),
    rawFinishReason: word,
    usage: usageOf(event['details']),
  }
}
