import { type Usage, isFields, type Fields } from '@azureml-endpoints/core'
import { objectsOf } from '../json/json-object.ts'

/** Parses the token counts. The server counts cached input tokens apart from the others. */
export function usageOf(usage: unknown): Usage | undefined {
  if (!isFields(usage)) return undefined
  const { output_tokens_details: details } = usage
  const fresh = totalOf(usage, 'input_tokens')
  const cached = countOf(usage['cache_read_input_tokens'])
  const written = countOf(usage['cache_creation_input_tokens'])
  const outputTokens = totalOf(usage, 'output_tokens')
  const reasoning = isFields(details) ? countOf(details['thinking_tokens']) : undefined
  // A prompt of 0 tokens cannot be true.
  const inputTokens = fresh === undefined ? undefined : fresh + (cached ?? 0) + (written ?? 0) || undefined
  if (inputTokens === undefined && !outputTokens) return undefined
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(cached !== undefined && { cachedInputTokens: cached }),
    ...(written !== undefined && { cacheWriteTokens: written }),
    ...(reasoning !== undefined && { reasoningTokens: Math.min(reasoning, outputTokens ?? reasoning) }),
    raw: usage,
  }
}

/**
 * Replaces counts by later ones: they are totals, and `null` replaces none. Neither does 0 replace a count of the prompt, which
 * was known at the start: some proxies send zeros at the end.
 */
export function updateUsage(usage: Record<string, unknown>, later: Fields): void {
  for (const name of Object.keys(later)) {
    const count = later[name]
    if (count === null || (count === 0 && usage[name] && ofPrompt.has(name))) continue
    // Stryker disable next-line ConditionalExpression,StringLiteral: what is inherited is not copied by the caller
    if (name !== '__proto__') usage[name] = count
  }
}

const ofPrompt: ReadonlySet<string> = new Set([
  'input_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
])

/** Adds the tokens of a summary that the server made of the conversation, which its totals leave out. */
function totalOf(usage: Fields, name: string): number | undefined {
  const total = countOf(usage[name])
  const summaries = objectsOf(usage['iterations']).filter(({ type }) => type === 'compaction')
  return summaries.reduce((sum, one) => sum + (countOf(one[name]) ?? 0), total ?? 0) || total
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}
