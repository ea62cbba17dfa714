import type { FormatterOptionRule } from '@azureml-endpoints/core'

/** How a deployment of Claude is used. */
export interface AnthropicFormatterOptions {
  /**
   * The maximum number of tokens of answers to requests without `maxTokens`, thinking included. The Messages API requires one.
   * @default none: a request without `maxTokens` is a `ConfigurationError`
   */
  readonly defaultMaxTokens?: number | undefined
  /**
   * Caches the prompt for this long: the tools and instructions as one part, and the conversation up to the last message of the
   * user as another. `5m` costs a quarter more to write, `1h` twice as much.
   * @default no caching
   */
  readonly cacheControl?: '5m' | '1h' | undefined
  /**
   * Where to put a JSON Schema: into `output_config`, or into the prompt if the deployment has no structured outputs. JSON
   * without a schema is always asked for in the prompt.
   * @default 'native'
   */
  readonly jsonSchema?: 'native' | 'prompt' | undefined
  /**
   * Whether the thoughts of earlier, finished turns are sent back. Those of a tool loop always are, since the server requires
   * them. Only signed thoughts, from the `providerData` of an answer, are ever sent.
   * @default true
   */
  readonly sendReasoning?: boolean | undefined
  /** Whether answers cite the documents of the conversation; the citations are in `sources`. @default false */
  readonly citations?: boolean | undefined
  /** Beta features to turn on, sent as the header `anthropic-beta`. */
  readonly betas?: readonly string[] | undefined
}

/** The rules of these options. */
export const optionRules: Readonly<Record<keyof AnthropicFormatterOptions, FormatterOptionRule>> = {
  defaultMaxTokens: {
    allows: (value) => Number.isSafeInteger(value) && Number(value) > 0,
    wanted: 'a whole number above 0, such as 4096',
  },
  cacheControl: ['5m', '1h'],
  jsonSchema: ['native', 'prompt'],
  sendReasoning: 'boolean',
  citations: 'boolean',
  betas: {
    allows: (value) => Array.isArray(value) && value.length > 0 && value.every(isBeta),
    wanted: "a list of names, such as ['context-management-2025-06-27']",
  },
}

function isBeta(value: unknown): boolean {
  return typeof value === 'string' && /^[\w.-]+$/.test(value)
}
