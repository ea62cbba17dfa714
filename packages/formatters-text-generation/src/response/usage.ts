import { type Usage, isFields } from '@azureml-endpoints/core'
import { numberOrUndefined } from '../json/json-object.ts'

/** Parses the counts of an engine's usage, or of the details of a Hugging Face server. */
export function usageOf(raw: unknown): Usage | undefined {
  if (!isFields(raw)) return undefined
  const inputTokens = numberOrUndefined(raw['prompt_tokens'] ?? raw['input_length']) ?? lengthOf(raw['prefill'])
  const outputTokens = numberOrUndefined(raw['completion_tokens'] ?? raw['generated_tokens'])
  const totalTokens = numberOrUndefined(raw['total_tokens'])
  if (inputTokens === undefined && outputTokens === undefined) return undefined
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(totalTokens !== undefined && { totalTokens }),
    raw,
  }
}

/** The tokens of the prompt are listed if the request asked for `decoder_input_details`. */
function lengthOf(prefill: unknown): number | undefined {
  return Array.isArray(prefill) && prefill.length > 0 ? prefill.length : undefined
}
