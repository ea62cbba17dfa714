import type { FinishReason } from '@azureml-endpoints/core'

/** Maps a finish reason from the wire to ours; an unknown one is `other`. */
export function finishReasonOf(reason: string | undefined): FinishReason | undefined {
  if (reason === undefined) return undefined
  return reasons.get(reason.toLowerCase()) ?? 'other'
}

const reasons: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['eos_token', 'stop'],
  ['stop_sequence', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['content_filter', 'content-filter'],
  ['error', 'error'],
])
