import { type ContentCodec, ContentFormatterBase, type Fields } from '@azureml-endpoints/core'
import { checkOptions, nameRule } from './options/check-options.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import type { ParameterNames } from './request/parameters.ts'
import { promptCodec, type PromptFormat } from './prompt-codec.ts'

/** How an MLflow deployment is prompted. */
export interface MLflowOptions extends TextGenerationOptions {
  /** How to send the prompt: in a list, or as a table in pandas' split orientation. @default 'list' */
  readonly input?: 'list' | 'pandas-split' | undefined
  /** The column of the table that holds the prompt. @default 'input_string' */
  readonly column?: string | undefined
}

/**
 * Converts the format of MLflow models: `input_data` and `params`. Of the named parameters it supports `temperature`, `topP`,
 * `topK` and `maxTokens`; others are a `ConfigurationError`.
 */
export class MLflowContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'mlflow'
  override readonly codecs: {
    /** Converts the body of `/score`, whole or streamed. */
    readonly dedicated: Required<ContentCodec>
  }

  constructor(options: MLflowOptions = {}) {
    super()
    checkOptions(options, { input: ['list', 'pandas-split'], column: nameRule('the name of a column') })
    this.codecs = { dedicated: promptCodec(formatOf(options), options) }
  }
}

function formatOf({ input, column = 'input_string' }: MLflowOptions): PromptFormat {
  return input === 'pandas-split' ? tableFormat(column) : listFormat
}

/** The parameters of a transformers pipeline; MLflow silently drops all others. */
const names: ParameterNames = { temperature: 'temperature', topP: 'top_p', topK: 'top_k', maxTokens: 'max_new_tokens' }

const shared = {
  parametersIn: ({ params }: Fields) => params,
  // The default of transformers' pipelines is the full text.
  echoes: true,
  names,
} as const

const listFormat: PromptFormat = {
  body: (prompt, params) => ({ input_data: [prompt], params }),
  promptIn: ({ input_data: input }) => (input as readonly unknown[] | undefined)?.[0],
  ...shared,
}

function tableFormat(column: string): PromptFormat {
  return {
    body: (prompt, params) => ({ input_data: { columns: [column], index: [0], data: [[prompt]] }, params }),
    promptIn: ({ input_data: input }) =>
      (input as { readonly data?: readonly (readonly unknown[])[] } | undefined)?.data?.[0]?.[0],
    ...shared,
  }
}
