import type { JsonObject } from '../json/json-value.ts'
import { Collector } from './collector.ts'
import type { EngineOutput, EngineResult } from './engine-output.ts'

export type {
  EngineChoice,
  EngineDelta,
  EngineHead,
  EngineOutput,
  EngineResult,
  EngineToolCallDelta,
  EngineUsage,
} from './engine-output.ts'

/** A request to the model, independent of the format of the HTTP body. */
export interface EngineRequest {
  /** The request as an OpenAI body; `prompt` instead of `messages` for text completion. */
  readonly body: JsonObject
  readonly messages: readonly JsonObject[]
  /** Set for text completion. */
  readonly prompt?: string | undefined
  readonly model: string
  readonly maxTokens?: number | undefined
  readonly stop: readonly string[]
  readonly seed: number
  readonly tools: readonly EngineTool[]
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string }
  /** The JSON schema that the answer must match; `true` for any JSON object. */
  readonly jsonSchema?: JsonObject | true | undefined
  readonly reasoning: ReasoningStyle
  /** Whether reasoning also precedes tool calls. @default false */
  readonly thinksBeforeCalls?: boolean | undefined
  readonly signal: AbortSignal
}

/** Where reasoning goes: nowhere, into a separate field, or into `<think>` tags in the text. */
export type ReasoningStyle = 'off' | 'field' | 'tags'

/** A tool that the model may call. */
export interface EngineTool {
  readonly name: string
  readonly parameters: JsonObject
}

/** Joins the deltas of an output. */
export async function collect(output: EngineOutput): Promise<EngineResult> {
  const collector = new Collector()
  if (Symbol.iterator in output) for (const delta of output) collector.add(delta)
  else for await (const delta of output) collector.add(delta)
  return collector.result()
}
