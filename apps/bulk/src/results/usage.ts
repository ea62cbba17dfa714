import type { Usage } from '@azureml-endpoints/core'

/** Token counts in OpenAI's names. */
export interface StoredUsage {
  readonly prompt_tokens?: number | undefined
  readonly completion_tokens?: number | undefined
  readonly total_tokens?: number | undefined
  readonly prompt_tokens_details?: { readonly cached_tokens: number } | undefined
  readonly completion_tokens_details?: { readonly reasoning_tokens: number } | undefined
}

/** Converts token counts to OpenAI's names. */
export function toStoredUsage(usage: Usage): StoredUsage {
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens } = usage
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: totalTokens,
    ...(cachedInputTokens && { prompt_tokens_details: { cached_tokens: cachedInputTokens } }),
    ...(reasoningTokens && { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  }
}
