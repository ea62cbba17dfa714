import { type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import { checkOptions } from './options/check-options.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { promptCodec, type PromptFormat } from './prompt-codec.ts'

/** Converts the format of Dolly deployments: `input_data.input_string`, with `parameters` beside `input_data`. */
export class DollyContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'dolly'
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
  body: (prompt, parameters) => ({ input_data: { input_string: [prompt] }, parameters }),
  promptIn: ({ input_data: input }) =>
    (input as { readonly input_string?: readonly unknown[] } | undefined)?.input_string?.[0],
  parametersIn: ({ parameters }) => parameters,
  // The pipeline of these models returns only new text.
  echoes: false,
}
