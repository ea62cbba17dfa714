import type { ModelFamily } from '../conversation/family.ts'

/** Where to look for reasoning: in fields and a leading `<think>` block, in fields only, or nowhere. */
export type ReasoningMode = 'auto' | 'field' | 'off'

/** How a deployment differs from OpenAI's chat format. */
export interface OpenAIFormatterOptions {
  /**
   * The body parameter to send `maxTokens` as, such as `max_completion_tokens`.
   * @default `max_tokens` on serverless endpoints, `max_completion_tokens` on Foundry's `/mai` route, and `max_new_tokens` on
   * dedicated endpoints
   */
  readonly maxTokensParameter?: string | undefined
  /**
   * Whether to ask a stream for its usage (`stream_options`).
   * @default on for paths with `/v1/`, except on hosts that refuse the parameter and send usage anyway; on for Azure OpenAI's
   * `/openai/deployments/` if `api-version` is 2024-09-01 or later, since earlier ones refuse it; always off with `data_sources`
   */
  readonly streamUsage?: boolean | undefined
  /** Where to look for reasoning; `off` leaves the text as the model wrote it. @default 'auto' */
  readonly reasoning?: ReasoningMode | undefined
  /**
   * Whether to send the reasoning of earlier answers back. It goes back under the name that the endpoint used, which the answer's
   * `providerData` tells, else as `reasoning_content`. `true` sends it with every answer, and an empty one where a conversation
   * with tools has none, which some thinking models require; `false` never sends it.
   * @default within tool loops: with the answers since the user's last message if they call tools, and with earlier tool loops
   * where `providerData` tells that the endpoint sent it; `MistralChatContentFormatter` sends only parts of type `thinking`
   */
  readonly sendReasoning?: boolean | undefined
  /** Where to put a JSON Schema: into `response_format`, or into the prompt if the deployment takes none. @default 'native' */
  readonly jsonSchema?: 'native' | 'prompt' | undefined
}

/** A formatter's options, and what its model family requires. */
export interface CodecOptions extends OpenAIFormatterOptions {
  /** The rules for the shape of a conversation. */
  readonly family: ModelFamily
}
