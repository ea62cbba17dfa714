import { type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import { warnOnce } from './deprecation.ts'
import { checkOptions } from './options/check-options.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { promptCodec, type PromptFormat } from './prompt-codec.ts'

/** Converts the format of GPT-2 deployments: `inputs.input_string`, with `parameters` beside `inputs`. */
export class GPT2ContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'gpt2'
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

/**
 * The former name of `GPT2ContentFormatter`. The first one that is created logs a warning.
 * @deprecated Use `GPT2ContentFormatter`.
 */
export class OSSContentFormatter extends GPT2ContentFormatter {
  override readonly name: string = 'oss'

  constructor(options: TextGenerationOptions = {}) {
    super(options)
    warnOnce('OSSContentFormatter', 'GPT2ContentFormatter')
  }
}

const format: PromptFormat = {
  body: (prompt, parameters) => ({ inputs: { input_string: [prompt] }, parameters }),
  promptIn: ({ inputs }) => (inputs as { readonly input_string?: readonly unknown[] } | undefined)?.input_string?.[0],
  parametersIn: ({ parameters }) => parameters,
  // The default of these pipelines is the full text.
  echoes: true,
}
