import { namesOf } from '../../errors/unknown-names.ts'

/**
 * The options of the formatters of this library, for adapters that take them as settings and construct the formatter. Each
 * formatter accepts some of them, which its own options describe in full, and rejects the others.
 */
export interface FormatterOptions {
  /** The body parameter to send `maxTokens` as. OpenAI-like and text-generation formatters. */
  readonly maxTokensParameter?: string | undefined
  /** Whether to ask a stream for its usage. OpenAI-like formatters. */
  readonly streamUsage?: boolean | undefined
  /** Where to look for reasoning: in fields and a leading `<think>` block, in fields only, or nowhere. OpenAI-like formatters. */
  readonly reasoning?: 'auto' | 'field' | 'off' | undefined
  /** Whether to send the reasoning of earlier answers back. OpenAI-like formatters, Claude's and Cohere's version 2. */
  readonly sendReasoning?: boolean | undefined
  /** Where to put a JSON Schema: into the parameter for it, or into the prompt. OpenAI-like formatters and Claude's. */
  readonly jsonSchema?: 'native' | 'prompt' | undefined
  /** The maximum number of tokens of answers to requests without `maxTokens`. `AnthropicContentFormatter` only. */
  readonly defaultMaxTokens?: number | undefined
  /** Caches the prompt for this long. `AnthropicContentFormatter` only. */
  readonly cacheControl?: '5m' | '1h' | undefined
  /** Whether answers cite the documents of the conversation. `AnthropicContentFormatter` only. */
  readonly citations?: boolean | undefined
  /** Beta features to turn on. `AnthropicContentFormatter` only. */
  readonly betas?: readonly string[] | undefined
  /** How detailed the summary of the reasoning is. `OpenAIResponsesContentFormatter` only. */
  readonly reasoningSummary?: 'auto' | 'concise' | 'detailed' | undefined
  /** How to render a conversation as a prompt: the name of a template, or a function. Text-generation formatters. */
  readonly chatTemplate?: string | ((...args: never) => unknown) | undefined
  /** Whether to begin the prompt with the model's BOS token. Text-generation formatters. */
  readonly addBosToken?: boolean | undefined
  /** Whether to remove the prompt from an answer that begins with it. Text-generation formatters. */
  readonly stripPrompt?: boolean | undefined
  /** How to send the prompt: in a list, or as a table. `MLflowContentFormatter` only. */
  readonly input?: 'list' | 'pandas-split' | undefined
  /** The column of the table that holds the prompt. `MLflowContentFormatter` only. */
  readonly column?: string | undefined
  /** The input of a flow that takes the question. `PromptFlowContentFormatter` only. */
  readonly chatInput?: string | undefined
  /** The input of a flow that takes the conversation, or `false` if there is none. `PromptFlowContentFormatter` only. */
  readonly chatHistory?: string | false | undefined
  /** The output of a flow that is the answer. `PromptFlowContentFormatter` only. */
  readonly chatOutput?: string | undefined
}

/** The names of all formatter options. For adapters. */
export const formatterOptionNames = [
  ...namesOf<FormatterOptions>({
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
  }),
] as readonly (keyof FormatterOptions)[]

/** Returns the formatter options among the settings of an adapter that are set. For adapters. */
export function formatterOptionsIn(settings: FormatterOptions): FormatterOptions {
  const options: Record<string, unknown> = {}
  for (const name of formatterOptionNames) {
    if (settings[name] !== undefined && settings[name] !== null) options[name] = settings[name]
  }
  return options
}
