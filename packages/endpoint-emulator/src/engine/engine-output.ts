import type { JsonObject } from '../json/json-value.ts'

/** A delta of the model's output. */
export interface EngineDelta {
  /** The choice it belongs to, if there are several. @default 0 */
  readonly choice?: number | undefined
  readonly text?: string | undefined
  readonly reasoning?: string | undefined
  /** The first delta of an index has the id and name; every delta can have a part of the arguments. */
  readonly toolCall?: EngineToolCallDelta | undefined
  readonly finishReason?: string | undefined
  /** The stop sequence that ended the text. */
  readonly stopSequence?: string | undefined
  readonly usage?: EngineUsage | undefined
  /** Further fields of the upstream's message or delta, such as `refusal`. */
  readonly messageFields?: JsonObject | undefined
  /** Further fields of the upstream's choice, such as `logprobs`. */
  readonly choiceFields?: JsonObject | undefined
  /** The upstream's name for the model and the answer, and its further fields. */
  readonly head?: EngineHead | undefined
  /** An error that the upstream sent in the stream; it ends the output. */
  readonly error?: JsonObject | undefined
  /** Whether the upstream's stream ended without saying so. */
  readonly interrupted?: boolean | undefined
}

/** How the upstream identifies its answer. */
export interface EngineHead {
  readonly id?: string | undefined
  readonly created?: number | undefined
  readonly model?: string | undefined
  /** Further fields beside `choices`, such as `system_fingerprint`. */
  readonly fields: JsonObject
}

/** A delta of a tool call. */
export interface EngineToolCallDelta {
  readonly index: number
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly arguments?: string | undefined
}

/** Token counts, with the field names of the wire format; those of an upstream with all their details. */
export interface EngineUsage {
  readonly prompt_tokens: number
  readonly total_tokens: number
  readonly completion_tokens: number
  readonly [detail: string]: unknown
}

/** The model's output: a list of deltas, or a stream of them. */
export type EngineOutput = readonly EngineDelta[] | AsyncIterable<EngineDelta>

/** One complete choice. */
export interface EngineChoice {
  readonly text: string
  readonly reasoning?: string | undefined
  readonly toolCalls: readonly { id: string; name: string; arguments: string }[]
  readonly finishReason: string
  readonly stopSequence?: string | undefined
  readonly messageFields: JsonObject
  readonly choiceFields: JsonObject
}

/** The model's complete output: the first choice, and the others if there are several. */
export interface EngineResult extends EngineChoice {
  readonly others: readonly EngineChoice[]
  readonly usage: EngineUsage
  readonly head?: EngineHead | undefined
}
