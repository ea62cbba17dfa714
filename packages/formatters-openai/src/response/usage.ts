import type { Usage } from '@azureml-endpoints/core'
import { isJSONObject, type JSONObject, numberOrUndefined } from '../json/json-object.ts'

/** Parses the usage; omits counts that are missing or not numbers. */
export function readUsage(usage: unknown): Usage | undefined {
  if (!isJSONObject(usage)) return undefined
  const read: { -readonly [Count in keyof Usage]: Usage[Count] } = { raw: usage }
  const inputTokens = numberOrUndefined(usage['prompt_tokens'])
  const outputTokens = numberOrUndefined(usage['completion_tokens'])
  const totalTokens = numberOrUndefined(usage['total_tokens'])
  const cachedInputTokens = cachedTokensOf(usage)
  const reasoningTokens = reasoningTokensOf(usage)
  if (inputTokens !== undefined) read.inputTokens = inputTokens
  if (outputTokens !== undefined) read.outputTokens = outputTokens
  if (totalTokens !== undefined) read.totalTokens = totalTokens
  if (cachedInputTokens !== undefined) read.cachedInputTokens = cachedInputTokens
  if (reasoningTokens !== undefined) read.reasoningTokens = reasoningTokens
  return read
}

function cachedTokensOf(usage: JSONObject): number | undefined {
  const details = usage['prompt_tokens_details']
  const cached = isJSONObject(details) ? numberOrUndefined(details['cached_tokens']) : undefined
  return cached ?? numberOrUndefined(usage['prompt_cache_hit_tokens'])
}

function reasoningTokensOf(usage: JSONObject): number | undefined {
  const details = usage['completion_tokens_details']
  const reasoning = isJSONObject(details) ? numberOrUndefined(details['reasoning_tokens']) : undefined
  return reasoning ?? numberOrUndefined(usage['reasoning_tokens'])
}
