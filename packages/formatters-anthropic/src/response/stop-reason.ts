import { type FinishReason, type ParsedChatResponse, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** Parses the fields that tell why the model stopped; `delta` is that of a stream, or the whole message. */
export function readStop(
  delta: Fields,
): Pick<ParsedChatResponse, 'finishReason' | 'rawFinishReason' | 'refusal'> | undefined {
  const reason = textOrUndefined(delta['stop_reason'])
  if (reason === undefined) return undefined
  const { stop_details: details } = delta
  const explanation = isFields(details) ? textOrUndefined(details['explanation']) : undefined
  return {
    finishReason: reasons.get(reason) ?? 'other',
    rawFinishReason: reason,
    ...(reason === 'refusal' && explanation !== undefined && { refusal: explanation }),
  }
}

/** `pause_turn` is none of these: a server's tool goes on if the answer is sent back. */
const reasons: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool-calls'],
  ['refusal', 'content-filter'],
])
