import { type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import type { ParameterNames } from './request/parameters.ts'
import { promptCodec, type PromptFormat } from './prompt-codec.ts'
import { readTokenEvent } from './streaming/token-stream.ts'

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
        openStream: () => readTokenEvent,
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
