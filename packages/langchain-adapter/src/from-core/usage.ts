import type { Usage } from '@azureml-endpoints/core'
import type { UsageMetadata } from '@langchain/core/messages'

/** Converts token counts. LangChain requires all three, so unknown ones are 0. */
export function usageMetadata(usage: Usage): UsageMetadata {
  const { inputTokens = 0, outputTokens = 0, totalTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = usage
  const cached = {
    ...(cachedInputTokens !== undefined && { cache_read: cachedInputTokens }),
    ...(cacheWriteTokens !== undefined && { cache_creation: cacheWriteTokens }),
  }
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: totalTokens ?? inputTokens + outputTokens,
    ...((cachedInputTokens ?? cacheWriteTokens) !== undefined && { input_token_details: cached }),
    ...(reasoningTokens !== undefined && { output_token_details: { reasoning: reasoningTokens } }),
  }
}

/** Token counts in the format of LangChain's older callbacks. */
export interface TokenUsage {
  readonly promptTokens: number
  readonly completionTokens: number
  readonly totalTokens: number
}

/** Converts token counts to the format of LangChain's older callbacks. */
export function tokenUsage(usage: Usage): TokenUsage {
  return tokenCounts(usageMetadata(usage))
}

/** Converts a message's token counts to the format of LangChain's older callbacks. */
export function tokenCounts(usage: UsageMetadata): TokenUsage {
  const { input_tokens: promptTokens, output_tokens: completionTokens, total_tokens: totalTokens } = usage
  return { promptTokens, completionTokens, totalTokens }
}

/** Adds up the token counts of several answers. */
export function addTokenUsage(usages: readonly (TokenUsage | undefined)[]): TokenUsage | undefined {
  const known = usages.filter((usage) => usage !== undefined)
  if (known.length === 0) return undefined
  return {
    promptTokens: known.reduce((sum, usage) => sum + usage.promptTokens, 0),
    completionTokens: known.reduce((sum, usage) => sum + usage.completionTokens, 0),
    totalTokens: known.reduce((sum, usage) => sum + usage.totalTokens, 0),
  }
}
