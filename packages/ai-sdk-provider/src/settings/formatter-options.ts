import type { OpenAIFormatterOptions } from '@azureml-endpoints/formatters-openai'

/**
 * Options of the content formatter, which is constructed with them: `contentFormatter` has to be a class, or left out. An
 * instance takes its options in its own constructor.
 */
export interface AzureMLFormatterOptions extends OpenAIFormatterOptions {
  /** The maximum number of tokens of answers to calls without `maxOutputTokens`. `AnthropicContentFormatter` only. */
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

const names: Readonly<Record<keyof AzureMLFormatterOptions, true>> = {
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

/** The names of the formatter's options. */
export const formatterOptionNames = Object.keys(names) as (keyof AzureMLFormatterOptions)[]

/** Returns the options of the formatter that are set. */
export function formatterOptionsIn(settings: AzureMLFormatterOptions): object {
  const set = formatterOptionNames.filter((name) => settings[name] !== undefined)
  return Object.fromEntries(set.map((name) => [name, settings[name]]))
}
