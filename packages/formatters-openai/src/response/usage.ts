import { type Usage, isFields, type Fields } from '@azureml-endpoints/core'
import { countIn, settleCounts, type TokenCounts } from './token-counts.ts'

/** Parses the usage of a body or an event. Some servers put it beside the choice, or into a field of their own. */
export function readUsage(body: Fields, choice: Fields | undefined): Usage | undefined {
  const { usage, x_groq: groq } = body
  if (isFields(usage)) return usageOf(usage)
  if (isFields(groq) && isFields(groq['usage'])) return usageOf(groq['usage'])
  const ofChoice = choice?.['usage']
  return isFields(ofChoice) ? usageOf(ofChoice) : undefined
}

/** Returns the counts, or undefined if there are none: some servers send zeros until they have counted. */
function usageOf(raw: Fields): Usage | undefined {
  const counts = settleCounts(countsOf(isFields(raw['tokens']) ? raw['tokens'] : raw))
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = counts
  if (!inputTokens && !outputTokens && !totalTokens && !cachedInputTokens && !cacheWriteTokens && !reasoningTokens) {
    return undefined
  }
  const usage: { -readonly [Count in keyof Usage]: Usage[Count] } = { raw }
  if (inputTokens !== undefined) usage.inputTokens = inputTokens
  if (outputTokens !== undefined) usage.outputTokens = outputTokens
  if (totalTokens !== undefined) usage.totalTokens = totalTokens
  if (cachedInputTokens !== undefined) usage.cachedInputTokens = cachedInputTokens
  if (cacheWriteTokens !== undefined) usage.cacheWriteTokens = cacheWriteTokens
  if (reasoningTokens !== undefined) usage.reasoningTokens = reasoningTokens
  return usage
}

/**
 * Collects the counts under the names of all known servers. A prompt and a total of 0 cannot be true, so they count as absent;
 * 0 cached or reasoning tokens can.
 */
function countsOf(usage: Fields): TokenCounts {
  const input = detailsIn(usage, INPUT_DETAILS)
  const output = detailsIn(usage, OUTPUT_DETAILS)
  const cacheRead = countIn(usage, CACHE_READ)
  const cacheCreated = countIn(usage, CACHE_CREATED)
  return {
    inputTokens: countIn(usage, INPUT) || undefined,
    outputTokens: countIn(usage, OUTPUT),
    totalTokens: countIn(usage, TOTAL) || undefined,
    cachedInputTokens: countIn(input, CACHED_DETAILS) ?? countIn(usage, CACHED) ?? cacheRead,
    cacheWriteTokens: countIn(input, CACHE_WRITE_DETAILS) ?? countIn(usage, CACHE_WRITE) ?? cacheCreated,
    reasoningTokens: countIn(output, REASONING) ?? countIn(usage, REASONING),
    audioInputTokens: countIn(input, AUDIO_DETAILS),
    cacheNames: cacheRead === undefined && cacheCreated === undefined ? undefined : 'anthropic',
    hasInputName: 'input_tokens' in usage && !('prompt_tokens' in usage),
  }
}

const INPUT = ['prompt_tokens', 'input_tokens']
const OUTPUT = ['completion_tokens', 'output_tokens', 'generated_tokens']
const TOTAL = ['total_tokens']
const REASONING = ['reasoning_tokens']
const CACHE_READ = ['cache_read_input_tokens']
const CACHE_CREATED = ['cache_creation_input_tokens']
const CACHED_DETAILS = ['cached_tokens']
const AUDIO_DETAILS = ['audio_tokens']
const INPUT_DETAILS = ['prompt_tokens_details', 'input_tokens_details', 'prompt_token_details', 'input_token_details']
const OUTPUT_DETAILS = [
  'completion_tokens_details',
  'output_tokens_details',
  'completion_token_details',
  'output_token_details',
]
const CACHED = ['prompt_cache_hit_tokens', 'cached_tokens', 'num_cached_tokens']
const CACHE_WRITE = ['cache_write_tokens', 'cache_creation_tokens']
/** Alibaba's name, next to `cached_tokens`. It is one of the details, so it is part of the prompt, unlike Anthropic's. */
const CACHE_WRITE_DETAILS = [...CACHE_WRITE, 'cache_creation_input_tokens']
const NO_DETAILS: Fields = {}

function detailsIn(usage: Fields, names: readonly string[]): Fields {
  for (const name of names) {
    const details = usage[name]
    if (isFields(details)) return details
  }
  return NO_DETAILS
}
