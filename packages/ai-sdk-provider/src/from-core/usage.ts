import type { LanguageModelV4Usage } from '@ai-sdk/provider'
import type { Usage } from '@azureml-endpoints/core'
import { safeJsonObject } from '../untrusted/safe-json.ts'

/** Converts token counts; unknown ones are `undefined`, so that they are not added up as zeros. */
export function toUsage(usage: Usage | undefined): LanguageModelV4Usage {
  const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens } = usage ?? {}
  const raw = safeJsonObject(usage?.raw)
  return {
    inputTokens: {
      total: inputTokens,
      noCache: rest(inputTokens, cachedInputTokens, cacheWriteTokens),
      cacheRead: cachedInputTokens,
      cacheWrite: cacheWriteTokens,
    },
    outputTokens: { total: outputTokens, text: rest(outputTokens, reasoningTokens), reasoning: reasoningTokens },
    ...(raw !== undefined && { raw }),
  }
}

/** Returns what the parts leave of a total; unknown if none of them is known. */
function rest(total: number | undefined, ...parts: readonly (number | undefined)[]): number | undefined {
  if (total === undefined || parts.every((part) => part === undefined)) return undefined
  return Math.max(
    0,
    parts.reduce<number>((left, part) => left - (part ?? 0), total),
  )
}
