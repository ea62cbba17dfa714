/** Where reasoning is looked for: in fields and a leading `<think>` block, in fields only, or nowhere. */
export type ReasoningMode = 'auto' | 'field' | 'off'

/** What differs between deployments that speak OpenAI's chat format. */
export interface OpenAIFormatterOptions {
  /**
   * The parameter that `maxTokens` becomes, such as `max_completion_tokens`.
   * @default `max_tokens` on serverless, `max_new_tokens` on dedicated endpoints
   */
  readonly maxTokensParameter?: string | undefined
  /**
   * Whether a stream is asked to report its usage (`stream_options`).
   * @default on paths with `/v1/`, but not on hosts that refuse the parameter and report usage anyway
   */
  readonly streamUsage?: boolean | undefined
  /** Where reasoning is looked for; `off` leaves the text as the model wrote it. @default 'auto' */
  readonly reasoning?: ReasoningMode | undefined
  /** Whether the reasoning of earlier answers is sent back, as `reasoning_content`. @default false */
  readonly sendReasoning?: boolean | undefined
  /** Where a JSON Schema goes: into `response_format`, or into the prompt where a deployment takes none. @default 'native' */
  readonly jsonSchema?: 'native' | 'prompt' | undefined
}

/** A formatter's options, and what its family of models cannot be told otherwise. */
export interface CodecOptions extends OpenAIFormatterOptions {
  /** Whether the system message is folded into the first user message. */
  readonly foldSystemMessage: boolean
}
