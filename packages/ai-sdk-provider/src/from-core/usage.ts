import { jsonHazard } from '@azureml-endpoints/core'
import type { LanguageModelV4Usage } from '@ai-sdk/provider'
import type { Usage } from '@azureml-endpoints/core'

/** Converts token counts; unknown ones are `undefined`, so that they are not added up as zeros. */
export function toUsage(usage: Usage | undefined): LanguageModelV4Usage {
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = usage ?? {}
  return {
    inputTokens: {
      total: inputTokens,
      noCache: rest(inputTokens, cachedInputTokens),
      cacheRead: cachedInputTokens,
      cacheWrite: undefined,
    },
    outputTokens: { total: outputTokens, text: rest(outputTokens, reasoningTokens), reasoning: reasoningTokens },
    ...(usage !== undefined &&
      jsonHazard(usage.raw) === undefined && { raw: usage.raw as NonNullable<LanguageModelV4Usage['raw']> }),
  }
}

function rest(total: number | undefined, part: number | undefined): number | undefined {
  return total === undefined || part === undefined ? undefined : Math.max(0, total - part)
}
