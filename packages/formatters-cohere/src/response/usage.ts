import { type Usage, isFields, type Fields } from '@azureml-endpoints/core'

/** Parses the token counts: those of the model, or else the billed ones. */
export function usageOf({ token_count: count, meta }: Fields): Usage | undefined {
  if (isFields(count)) {
    return usage(
      { input: count['prompt_tokens'], output: count['response_tokens'], total: count['total_tokens'] },
      count,
    )
  }
  return meteredUsageOf(meta)
}

/** Parses the counts of `meta`, or of `usage` in version 2: the tokens that went through the model, or else the billed ones. */
export function meteredUsageOf(meta: unknown): Usage | undefined {
  if (!isFields(meta)) return undefined
  const { tokens, billed_units: billed, cached_tokens: cached } = meta
  const counts = isFields(tokens) ? tokens : isFields(billed) ? billed : undefined
  return counts && usage({ input: counts['input_tokens'], output: counts['output_tokens'], cached }, meta)
}

interface WireCounts {
  readonly input: unknown
  readonly output: unknown
  readonly total?: unknown
  readonly cached?: unknown
}

/** A prompt and a total of 0 cannot be true, so they count as absent. */
function usage({ input, output, total, cached }: WireCounts, raw: unknown): Usage | undefined {
  const inputTokens = countOf(input) || undefined
  const outputTokens = countOf(output)
  const totalTokens = countOf(total) || undefined
  const cachedInputTokens = countOf(cached)
  if (inputTokens === undefined && !outputTokens && totalTokens === undefined) return undefined
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(totalTokens !== undefined && { totalTokens }),
    ...(cachedInputTokens !== undefined && { cachedInputTokens: Math.min(cachedInputTokens, inputTokens ?? Infinity) }),
    raw,
  }
}

/** Returns a count of tokens, which is a number or a string of digits. */
function countOf(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}
