import { type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import { checkOptions } from './options/check-options.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { promptCodec, type PromptFormat } from './prompt-codec.ts'

/** Converts the format of Hugging Face pipelines on `/score`: a list of `inputs`, answered by `generated_text`. */
export class HFContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'huggingface'
  override readonly codecs: {
    /** Converts the body of `/score`, whole or streamed. */
    readonly dedicated: Required<ContentCodec>
  }

  constructor(options: TextGenerationOptions = {}) {
    super()
    checkOptions(options)
    this.codecs = { dedicated: promptCodec(format, options) }
  }
}

const format: PromptFormat = {
  body: (prompt, parameters) => ({ inputs: [prompt], parameters }),
  promptIn: ({ inputs }) => (inputs as readonly unknown[] | undefined)?.[0],
  parametersIn: ({ parameters }) => parameters,
  // The default of these pipelines is the full text.
  echoes: true,
}
