import type { Usage } from '@azureml-endpoints/core'
import { isJSONObject, numberOrUndefined } from '../json/json-object.ts'

/** Parses the counts of an engine's usage, or of the details of a Hugging Face server. */
export function usageOf(raw: unknown): Usage | undefined {
  if (!isJSONObject(raw)) return undefined
  const inputTokens = numberOrUndefined(raw['prompt_tokens'])
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
