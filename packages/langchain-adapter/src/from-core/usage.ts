import type { Usage } from '@azureml-endpoints/core'
import type { UsageMetadata } from '@langchain/core/messages'

/** Converts token counts. LangChain requires all three, so unknown ones are 0. */
export function usageMetadata(usage: Usage): UsageMetadata {
  const { inputTokens = 0, outputTokens = 0, totalTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = usage
  const input = details({
    cache_read: cachedInputTokens,
    cache_creation: cacheWriteTokens,
    audio: audioIn(usage.raw, 'prompt_tokens_details', 'input_tokens_details'),
  })
  const output = details({
    reasoning: reasoningTokens,
    audio: audioIn(usage.raw, 'completion_tokens_details', 'output_tokens_details'),
  })
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: totalTokens ?? inputTokens + outputTokens,
    ...(input !== undefined && { input_token_details: input }),
    ...(output !== undefined && { output_token_details: output }),
  }
}

type Details = Readonly<Record<string, number | undefined>>

/** Returns the counts that are known; nothing if none is. */
function details(counts: Details): Record<string, number> | undefined {
  const known = Object.entries(counts).filter((entry): entry is [string, number] => entry[1] !== undefined)
  return known.length === 0 ? undefined : Object.fromEntries(known)
}

/** Returns the tokens of recordings, which core does not count by themselves. */
function audioIn(raw: unknown, ...names: readonly string[]): number | undefined {
  const counts = raw as Readonly<Record<string, { readonly audio_tokens?: unknown } | null | undefined>> | null
  const found = names.map((name) => counts?.[name]?.audio_tokens).find((count) => typeof count === 'number')
  return found === undefined || found === 0 ? undefined : found
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
