/** Where to look for reasoning: in fields and a leading `<think>` block, in fields only, or nowhere. */
export type ReasoningMode = 'auto' | 'field' | 'off'

/** How a deployment differs from OpenAI's chat format. */
export interface OpenAIFormatterOptions {
  /**
   * The body parameter to send `maxTokens` as, such as `max_completion_tokens`.
   * @default `max_tokens` on serverless, `max_new_tokens` on dedicated endpoints
   */
  readonly maxTokensParameter?: string | undefined
  /**
   * Whether to ask a stream for its usage (`stream_options`).
   * @default on for paths with `/v1/`, except on hosts that refuse the parameter and send usage anyway
   */
  readonly streamUsage?: boolean | undefined
  /** Where to look for reasoning; `off` leaves the text as the model wrote it. @default 'auto' */
  readonly reasoning?: ReasoningMode | undefined
  /** Whether to send the reasoning of earlier answers back, as `reasoning_content`. @default false */
  readonly sendReasoning?: boolean | undefined
  /** Where to put a JSON Schema: into `response_format`, or into the prompt if the deployment takes none. @default 'native' */
  readonly jsonSchema?: 'native' | 'prompt' | undefined
}

/** A formatter's options, and what its model family requires. */
export interface CodecOptions extends OpenAIFormatterOptions {
  /** Whether the system message is folded into the first user message. */
  readonly foldSystemMessage: boolean
}
