import type { ChatMessage } from './chat-message.ts'

/** A JSON Schema, as a plain object. */
export type JSONSchema = { readonly [key: string]: unknown }

/** A tool that the model may call. */
export interface Tool {
  /** The name the model calls it by. It cannot be empty. */
  readonly name: string
  /** What the tool does and when to call it, for the model to read. */
  readonly description?: string | undefined
  /** A JSON Schema of the arguments, as a plain object. */
  readonly parameters: JSONSchema
  /**
   * Asks the endpoint to enforce the schema on the arguments. Formats that cannot refuse `true`, and leave `false` out.
   * @default left to the endpoint; `false` on the Responses API, where leaving it out makes all properties required
   */
  readonly strict?: boolean | undefined
}

/** Whether the model calls tools: as it decides, never, at least one, or the named one. */
export type ToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | {
      /** The name of the tool that the model has to call; it has to be one of `tools`. */
      readonly name: string
    }

/** The format of the answer: text, or JSON with or without a schema. */
export type ResponseFormat =
  | {
      /** Asks for plain text. */
      readonly type: 'text'
    }
  | {
      /** Asks for JSON. */
      readonly type: 'json'
      /** A JSON Schema of the answer, as a plain object. @default any JSON object */
      readonly schema?: JSONSchema | undefined
      /** A name for the schema. Sent with a schema, where the format has a name for it. @default `response` */
      readonly name?: string | undefined
      /** What the answer is, for the model to read. Sent with a schema. */
      readonly description?: string | undefined
      /**
       * Asks the endpoint to enforce the schema, without which it is an error. Formats that cannot refuse `true`, and formats that
       * always do ignore `false`.
       * @default left to the endpoint: vLLM enforces it, OpenAI does not
       */
      readonly strict?: boolean | undefined
    }

/** A conversation, and how the model should answer it. A request never changes the client. */
export interface ChatRequest {
  /** The conversation, oldest message first; at least one. */
  readonly messages: readonly ChatMessage[]
  /** Tools that the model may call. Formatters without tool calls throw a `ConfigurationError`. */
  readonly tools?: readonly Tool[] | undefined
  /** Whether the model calls tools; `required` and a named tool need `tools`. @default left to the endpoint, usually `auto` */
  readonly toolChoice?: ToolChoice | undefined
  /** The format of the answer. @default left to the endpoint, usually text */
  readonly responseFormat?: ResponseFormat | undefined
  /**
   * How random the answer is: 0 is nearly deterministic, and the highest value allowed depends on the model.
   * @default the model's
   */
  readonly temperature?: number | undefined
  /**
   * Nucleus sampling: considers only the most likely tokens whose probabilities add up to this, between 0 and 1. Sent as
   * `top_p`, to Cohere as `p`.
   * @default the model's
   */
  readonly topP?: number | undefined
  /**
   * Considers only this many of the most likely tokens. Sent as `top_k`, to Cohere as `k`; OpenAI's own API has no such
   * parameter.
   * @default the model's
   */
  readonly topK?: number | undefined
  /**
   * The maximum number of tokens to generate. Sent as `max_tokens` to serverless and as `max_new_tokens` to dedicated
   * endpoints, or as the formatter's `maxTokensParameter` says.
   * @default the model's
   */
  readonly maxTokens?: number | undefined
  /** One or more texts at which the model stops generating. Sent as a list. */
  readonly stop?: string | readonly string[] | undefined
  /** An integer that makes sampling reproducible, as far as the model supports it. */
  readonly seed?: number | undefined
  /**
   * Penalizes tokens that have already appeared; positive values favor new topics. OpenAI's range is -2 to 2.
   * @default the model's
   */
  readonly presencePenalty?: number | undefined
  /**
   * Penalizes tokens by how often they have appeared; positive values reduce repetition. OpenAI's range is -2 to 2.
   * @default the model's
   */
  readonly frequencyPenalty?: number | undefined
  /**
   * How much a reasoning model thinks before it answers; the values are the model's own, often `low`, `medium` and `high`.
   * @default the model's
   */
  readonly reasoningEffort?: string | undefined
  /** Whether the model may call several tools in one answer. Left out of requests without tools. @default the model's, usually true */
  readonly parallelToolCalls?: boolean | undefined
  /** Whether to return the log probabilities of the generated tokens. @default false */
  readonly logprobs?: boolean | undefined
  /** How many alternatives to return for each token with their log probabilities; an integer from 0. Needs `logprobs`. */
  readonly topLogprobs?: number | undefined
  /** Makes tokens likelier or less likely: a number for each token id. OpenAI's range is -100 to 100. */
  readonly logitBias?: Readonly<Record<string, number>> | undefined
  /** An identifier of your end user, which helps the provider to detect abuse. */
  readonly user?: string | undefined
  /** Body parameters of this call, sent unchanged. They override the named parameters and the client's `modelKwargs`. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}
