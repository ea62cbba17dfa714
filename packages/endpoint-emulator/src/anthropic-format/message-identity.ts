import type { EngineUsage } from '../engine/engine.ts'
import type { JsonObject } from '../json/json-value.ts'

/** What a message says about itself, and how its thoughts are shown. */
export interface MessageIdentity {
  readonly id: string
  /** The id of the request that it answers. */
  readonly requestId: string
  readonly model: string
  /** Whether thoughts are sent without their words, or so that nobody can read them. */
  readonly thoughts: 'shown' | 'omitted' | 'redacted'
  /** The ids that a script gives its calls; others get the form of the Messages API. */
  readonly scriptedIds: ReadonlySet<string>
}

/** The id of a call in the form of the Messages API. */
export function toolUseId(id: string, { scriptedIds }: MessageIdentity): string {
  return scriptedIds.has(id) ? id : id.replace(/^call_/, 'toolu_')
}

/** Renders the token counts; input that came from a cache is not part of `input_tokens`. */
export function renderUsage(usage: EngineUsage, thinkingTokens: number): JsonObject {
  return {
    ...renderInputUsage(usage.prompt_tokens),
    output_tokens: usage.completion_tokens,
    output_tokens_details: { thinking_tokens: thinkingTokens },
    server_tool_use: null,
    service_tier: 'standard',
    inference_geo: 'global',
  }
}

/** Renders the token counts that are known at the start. */
export function renderInputUsage(inputTokens: number): JsonObject {
  return {
    input_tokens: inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  }
}

/** Renders why the model stopped. A reason that a script gives in the words of the Messages API stays. */
export function renderStop(finishReason: string, stopSequence: string | undefined): JsonObject {
  const reason = stopSequence === undefined ? (reasons.get(finishReason) ?? finishReason) : 'stop_sequence'
  const details = { type: 'refusal', category: null, explanation: null }
  return {
    stop_reason: reason,
    stop_sequence: stopSequence ?? null,
    stop_details: reason === 'refusal' ? details : null,
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['stop', 'end_turn'],
  ['length', 'max_tokens'],
  ['tool_calls', 'tool_use'],
  ['content_filter', 'refusal'],
])
