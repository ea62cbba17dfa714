import { type ContentCodec, ContentFormatterBase, isFields } from '@azureml-endpoints/core'
import { completionCodec } from './completion-codec.ts'
import { warnOnce } from './deprecation.ts'
import { checkOptions } from './options/check-options.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { promptCodec, type PromptFormat } from './prompt-codec.ts'

/** Converts the format of the curated text image on `/score`, and of OpenAI's `/completions` on serverless endpoints. */
export class CustomOpenAIContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'openai-completions'
  override readonly codecs: {
    /** Converts the body of `/score`, whole or streamed. */
    readonly dedicated: Required<ContentCodec>
    /** Converts the body of `/completions`, whole or streamed. */
    readonly serverless: Required<ContentCodec>
  }

  constructor(options: TextGenerationOptions = {}) {
    super()
    checkOptions(options)
    this.codecs = { dedicated: promptCodec(format, options), serverless: completionCodec(options) }
  }
}

/**
 * The former name of `CustomOpenAIContentFormatter`. The first one that is created logs a warning.
 * @deprecated Use `CustomOpenAIContentFormatter`.
 */
export class LlamaContentFormatter extends CustomOpenAIContentFormatter {
  override readonly name: string = 'llama-completions'

  constructor(options: TextGenerationOptions = {}) {
    super(options)
    warnOnce('LlamaContentFormatter', 'CustomOpenAIContentFormatter')
  }
}

const format: PromptFormat = {
  body: (prompt, parameters) => ({ input_data: { input_string: [prompt], parameters } }),
  promptIn: ({ input_data: input }) =>
    (input as { readonly input_string?: readonly unknown[] } | undefined)?.input_string?.[0],
  parametersIn: ({ input_data: input }) => (isFields(input) ? input['parameters'] : undefined),
  // As on the model cards of the classic image.
  echoes: true,
}
