import {
  type ContentCodec,
  ContentFormatterBase,
  rejectStreamContradiction,
  type RequestContext,
  type Fields,
} from '@azureml-endpoints/core'
import { checkOptions } from './options/check-options.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import type { ParameterNames } from './request/parameters.ts'
import { promptCodec, type PromptFormat } from './prompt-codec.ts'
import { markdownImage } from './prompt/markdown-image.ts'
import { openTokenStream } from './streaming/token-stream.ts'

/** How Text Generation Inference is prompted. Whether it repeats the prompt is never a guess, so there is no `stripPrompt`. */
export type TGIOptions = Omit<TextGenerationOptions, 'stripPrompt'>

/**
 * Converts the `generate` format of Hugging Face's Text Generation Inference: `inputs`, answered by `generated_text`. At `/`
 * and `/invocations` it answers whole or as a stream, as asked; `/generate` never streams, and `/generate_stream` always
 * does. Images are sent inside the prompt. `presencePenalty` is a `ConfigurationError`.
 */
export class TGIContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'tgi'
  override readonly servedAtRoot = true
  override readonly codecs: {
    /** Converts the bodies of all four routes, whole or streamed. */
    readonly dedicated: Required<ContentCodec>
  }

  constructor(options: TGIOptions = {}) {
    super()
    checkOptions(options)
    this.codecs = { dedicated: tgiCodec({ ...options, stripPrompt: false }) }
  }
}

function tgiCodec(options: TextGenerationOptions): Required<ContentCodec> {
  const codec = promptCodec(format, options)
  return {
    ...codec,
    formatRequest(request, context) {
      rejectStreamContradiction({ ...context.modelKwargs, ...request.modelKwargs }['stream'], context.stream)
      const body = codec.formatRequest(request, context) as Fields
      return context.stream ? { ...body, stream: true } : body
    },
    openStream: openTokenStream,
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
  parametersIn: ({ parameters }) => parameters,
  echoes: false,
  names,
  media: markdownImage,
  defaults: ({ url }: RequestContext) => ({
    // Without it, there is neither a finish reason nor usage.
    details: true,
    // The other routes repeat the prompt by default, depending on how the model is tagged.
    ...(!/\/generate(_stream)?\/?$/.test(url.pathname) && { return_full_text: false }),
  }),
}
