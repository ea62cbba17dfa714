import type { Usage, Fields } from '@azureml-endpoints/core'

/** The token counts of one answer, as the server sent them. */
export interface TokenCounts extends Omit<Usage, 'raw'> {
  /** Tokens of recordings in the prompt. */
  readonly audioInputTokens?: number | undefined
  /** Whether the counts of the cache have Anthropic's names, which are counted in addition to its `input_tokens`. */
  readonly cacheNames?: 'anthropic' | undefined
  /** Whether the input has the name `input_tokens`. */
  readonly hasInputName?: boolean | undefined
}

/** Returns the first of the named counts. */
export function countIn(counts: Fields, names: readonly string[]): number | undefined {
  // Called some fifteen times for an answer, so without an iterator.
  for (let index = 0; index < names.length; index += 1) {
    const count = countOf(counts[names[index] ?? ''])
    if (count !== undefined) return count
  }
  return undefined
}

/** Returns a count of tokens; some servers send it as a string, or -1 if they do not know it. */
function countOf(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}

/**
 * Makes the counts agree with each other, so that the output always contains the reasoning and the input always contains what
 * was cached. The total shows what a server has left out of the other two:
 * - the reasoning, as Grok does;
 * - recordings, as Mistral does, or what the cache holds;
 * - reasoning that is not counted anywhere, as on Gemini's OpenAI route.
 */
export function settleCounts(counts: TokenCounts): TokenCounts {
  return capCached(withReasoning(withMissing(counts)))
}

function withMissing(counts: TokenCounts): TokenCounts {
  const { inputTokens: input, outputTokens: output, totalTokens: total, reasoningTokens: reasoning } = counts
  const { cachedInputTokens: cached = 0, cacheWriteTokens: written = 0, audioInputTokens: audio = 0 } = counts
  if (input === undefined) return counts
  const missing = total === undefined || output === undefined ? 0 : total - input - output
  if (missing <= 0 || output === undefined) {
    return isCacheSeparate(counts) ? { ...counts, inputTokens: input + cached + written } : counts
  }
  if (missing === reasoning) return { ...counts, outputTokens: output + missing }
  if ([audio, cached, written, cached + written].includes(missing)) return { ...counts, inputTokens: input + missing }
  return reasoning ? counts : { ...counts, outputTokens: output + missing }
}

/** Anthropic's input tokens leave out the cached ones. Gateways that use its names for OpenAI's counts include them. */
function isCacheSeparate(counts: TokenCounts): boolean {
  if (counts.cacheNames === undefined) return false
  const {
    totalTokens: total,
    inputTokens: input = 0,
    cachedInputTokens: cached = 0,
    cacheWriteTokens: written = 0,
  } = counts
  return cached + written > input || (counts.hasInputName === true && total === undefined)
}

/** More reasoning than output means that the output does not contain it, as in Perplexity's research. */
function withReasoning(counts: TokenCounts): TokenCounts {
  const { outputTokens: output, reasoningTokens: reasoning } = counts
  if (output === undefined || reasoning === undefined || reasoning <= output) return counts
  return { ...counts, outputTokens: output + reasoning }
}

/** Grok on Azure counts a hidden prompt as cached, though not as input. */
function capCached(counts: TokenCounts): TokenCounts {
  const { inputTokens: input, cachedInputTokens: cached } = counts
  return input === undefined || cached === undefined || cached <= input
    ? counts
    : { ...counts, cachedInputTokens: input }
}
