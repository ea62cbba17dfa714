import type { FinishReason } from '@azureml-endpoints/core'

/** Gives the finish reason for a word of the wire. */
export function finishReasonOf(word: string | undefined): FinishReason | undefined {
  if (word === undefined) return undefined
  return reasons.get(word.toLowerCase()) ?? 'other'
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
