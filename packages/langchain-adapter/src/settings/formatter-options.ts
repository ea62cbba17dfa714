import { ConfigurationError, configuredFormatter, type ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter, type OpenAIFormatterOptions } from '@azureml-endpoints/formatters-openai'

/** The options of a formatter that the model creates by itself: the default one, or the class passed as `contentFormatter`. */
export interface FormatterOptions extends OpenAIFormatterOptions {
  /** The maximum number of tokens of answers to calls without `maxTokens`. `AnthropicContentFormatter` only. */
  readonly defaultMaxTokens?: number | undefined
  /** Caches the prompt for this long. `AnthropicContentFormatter` only. @default no caching */
  readonly cacheControl?: '5m' | '1h' | undefined
  /** Whether answers cite the documents of the conversation. `AnthropicContentFormatter` only. @default false */
  readonly citations?: boolean | undefined
  /** Beta features to turn on. `AnthropicContentFormatter` only. */
  readonly betas?: readonly string[] | undefined
  /** How detailed the summary of the reasoning is. `OpenAIResponsesContentFormatter` only. @default the model's, usually none */
  readonly reasoningSummary?: 'auto' | 'concise' | 'detailed' | undefined
  /** How to render a conversation as a prompt. Formatters of `@azureml-endpoints/formatters-text-generation` only. */
  readonly chatTemplate?: string | ((...args: never) => unknown) | undefined
  /** Whether to begin the prompt with the model's BOS token. Only with a named `chatTemplate`. @default false */
  readonly addBosToken?: boolean | undefined
  /** Whether to remove the prompt from an answer that begins with it. Text-generation formatters only. */
  readonly stripPrompt?: boolean | undefined
  /** How `MLflowContentFormatter` sends the prompt: in a list, or as a table. @default 'list' */
  readonly input?: 'list' | 'pandas-split' | undefined
  /** The column of the table that holds the prompt, for `MLflowContentFormatter`. @default 'input_string' */
  readonly column?: string | undefined
  /** The input of a flow that takes the question, for `PromptFlowContentFormatter`. */
  readonly chatInput?: string | undefined
  /** The input of a flow that takes the conversation, or `false` if there is none, for `PromptFlowContentFormatter`. */
  readonly chatHistory?: string | false | undefined
  /** The output of a flow that is the answer, for `PromptFlowContentFormatter`. */
  readonly chatOutput?: string | undefined
}

const names: Readonly<Record<keyof FormatterOptions, true>> = {
  maxTokensParameter: true,
  streamUsage: true,
  reasoning: true,
  sendReasoning: true,
  jsonSchema: true,
  defaultMaxTokens: true,
  cacheControl: true,
  citations: true,
  betas: true,
  reasoningSummary: true,
  chatTemplate: true,
  addBosToken: true,
  stripPrompt: true,
  input: true,
  column: true,
  chatInput: true,
  chatHistory: true,
  chatOutput: true,
}

/** The names of these options. */
export const formatterOptionNames = Object.keys(names) as readonly (keyof FormatterOptions)[]

/** The fields of a model that decide about its formatter. */
interface FormatterFields extends FormatterOptions {
  readonly contentFormatter?: ContentFormatterBase | (new () => ContentFormatterBase) | undefined
}

/** Returns the formatter for core: as passed, or created with the options among the fields. */
export function resolveFormatter(fields: FormatterFields): ContentFormatterBase | (new () => ContentFormatterBase) {
  const options = formatterOptionsIn(fields)
  if (typeof options.reasoning === 'object') {
    const problem = "`reasoning` says where the formatter looks for reasoning: 'auto', 'field' or 'off'."
    throw new ConfigurationError(`${problem} Pass the effort as \`reasoningEffort\`.`, { setting: 'reasoning' })
  }
  return configuredFormatter(fields.contentFormatter ?? CustomOpenAIChatContentFormatter, options)
}

/** Returns the options of the formatter that are set. */
export function formatterOptionsIn(fields: FormatterOptions): FormatterOptions {
  const options: Record<string, unknown> = {}
  for (const name of formatterOptionNames) {
    const value = fields[name]
    if (value !== undefined && value !== null) options[name] = value
  }
  return options
}
