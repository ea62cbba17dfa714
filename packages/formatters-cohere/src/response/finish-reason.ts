import type { FinishReason } from '@azureml-endpoints/core'

/** Maps a finish reason of either version to ours; an unknown one is `other`. */
export function finishReasonOf(reason: string | undefined): FinishReason | undefined {
  return reason === undefined ? undefined : (reasons.get(reason.toUpperCase()) ?? 'other')
}

const reasons: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['COMPLETE', 'stop'],
  ['STOP_SEQUENCE', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['TOOL_CALL', 'tool-calls'],
  ['ERROR_LIMIT', 'length'],
  ['ERROR_TOXIC', 'content-filter'],
  ['ERROR', 'error'],
  ['TIMEOUT', 'error'],
])
