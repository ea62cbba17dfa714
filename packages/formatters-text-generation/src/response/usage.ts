import { type Usage, isFields } from '@azureml-endpoints/core'
import { numberOrUndefined } from '../json/json-object.ts'

/**
 * Parses the counts of an engine's usage, or of the details of a Hugging Face server. A prompt and a total of 0 cannot be true,
 * and some servers send zeros until they have counted, so they count as absent; 0 cached or reasoning tokens can be true.
 */
export function usageOf(raw: unknown): Usage | undefined {
  if (!isFields(raw)) return undefined
  const inputTokens = numberOrUndefined(raw['prompt_tokens'] ?? raw['input_length']) || lengthOf(raw['prefill'])
  const written = numberOrUndefined(raw['completion_tokens'] ?? raw['generated_tokens'])
  const totalTokens = numberOrUndefined(raw['total_tokens']) || undefined
  const cached = detailIn(raw['prompt_tokens_details'], 'cached_tokens')
  const reasoningTokens = detailIn(raw['completion_tokens_details'], 'reasoning_tokens')
  const outputTokens = withReasoning(written, reasoningTokens)
  if (!inputTokens && !outputTokens) return undefined
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(totalTokens !== undefined && { totalTokens }),
    ...(cached !== undefined && { cachedInputTokens: Math.min(cached, inputTokens ?? cached) }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
    raw,
  }
}

/** More reasoning than output means that the output does not contain it. */
function withReasoning(output: number | undefined, reasoning = 0): number | undefined {
  return output !== undefined && reasoning > output ? output + reasoning : output
}

function detailIn(details: unknown, name: string): number | undefined {
  return isFields(details) ? numberOrUndefined(details[name]) : undefined
}

/** The tokens of the prompt are listed if the request asked for `decoder_input_details`. */
function lengthOf(prefill: unknown): number | undefined {
  return Array.isArray(prefill) && prefill.length > 0 ? prefill.length : undefined
}
