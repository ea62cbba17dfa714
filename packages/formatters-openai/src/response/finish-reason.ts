import type { FinishReason, Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** Returns the finish reason of a choice; some servers send the word `null` until there is one. */
export function reasonIn({ finish_reason: reason }: Fields): string | undefined {
  return reason === 'null' || reason === 'None' ? undefined : textOrUndefined(reason)
}

/** Maps a finish reason from the wire to ours; an unknown one is `other`. */
export function finishReasonOf(reason: string | undefined): FinishReason | undefined {
  if (reason === undefined) return undefined
  return FINISH_REASONS.get(reason.toLowerCase()) ?? 'other'
}

const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['eos_token', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['stop_token', 'stop'],
  ['complete', 'stop'],
  ['completed', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['max_new_tokens', 'length'],
  ['tool_calls', 'tool-calls'],
  ['tool_call', 'tool-calls'],
  ['function_call', 'tool-calls'],
  ['tool_use', 'tool-calls'],
  ['content_filter', 'content-filter'],
  ['content_filter_error', 'content-filter'],
  ['error', 'error'],
])
