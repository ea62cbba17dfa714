import type { Usage } from '@azureml-endpoints/core'
import type { UsageMetadata } from '@langchain/core/messages'

/** Converts token counts. LangChain requires all three, so unknown ones are 0. */
export function usageMetadata(usage: Usage): UsageMetadata {
  const { inputTokens = 0, outputTokens = 0, totalTokens = inputTokens + outputTokens, raw } = usage
  const { cachedInputTokens: cached, cacheWriteTokens: written, reasoningTokens: reasoning } = usage
  const heard = audioIn(raw, 'prompt_tokens_details', 'input_tokens_details')
  const spoken = audioIn(raw, 'completion_tokens_details', 'output_tokens_details')
  const metadata: UsageMetadata = {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: totalTokens,
  }
  if ((cached ?? written ?? heard) !== undefined) {
    metadata.input_token_details = {
      ...(cached !== undefined && { cache_read: cached }),
      ...(written !== undefined && { cache_creation: written }),
      ...(heard !== undefined && { audio: heard }),
    }
  }
  if ((reasoning ?? spoken) !== undefined) {
    metadata.output_token_details = {
      ...(reasoning !== undefined && { reasoning }),
      ...(spoken !== undefined && { audio: spoken }),
    }
  }
  return metadata
}

/** Returns the audio tokens, which core does not count separately. */
function audioIn(raw: unknown, name: string, otherName: string): number | undefined {
  const counts = raw as Readonly<Record<string, { readonly audio_tokens?: unknown } | null | undefined>> | undefined
  const count = (counts?.[name] ?? counts?.[otherName])?.audio_tokens
  return typeof count === 'number' && count > 0 ? count : undefined
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
