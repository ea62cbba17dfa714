import type { NaiveExtras } from './extras.ts'
import { numberOf, objectOf, type JSONObject } from '../json.ts'

/** What a person reads in a recorded answer. Fields that the wire does not have are absent. */
export interface NaiveAnswer {
  readonly text: string
  readonly reasoning?: string | undefined
  readonly refusal?: string | undefined
  readonly toolCalls: readonly NaiveToolCall[]
  /** The finish reason as it was sent. */
  readonly reason?: string | undefined
  readonly usage?: NaiveUsage | undefined
  readonly id?: string | undefined
  readonly model?: string | undefined
  /** Vectors, for an answer of embeddings. */
  readonly embeddings?: readonly unknown[] | undefined
  /** Present where the format has them. */
  readonly extras?: NaiveExtras | undefined
}

/** A tool call; `arguments` is JSON text. */
export interface NaiveToolCall {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly arguments: string
}

/** Token counts as they were sent. */
export interface NaiveUsage {
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly totalTokens?: number | undefined
  readonly cachedInputTokens?: number | undefined
  readonly cacheWriteTokens?: number | undefined
  readonly reasoningTokens?: number | undefined
}

/** Joins the texts that are there. */
export function joined(texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined).join('')
}

/** Returns the text of JSON arguments, whether they were sent as text or as an object. */
export function argumentsText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)
}

/** Reads token counts of OpenAI's names. Those who generate reasoning tokens count them as output, whatever the server does. */
export function openaiUsage(usage: unknown): NaiveUsage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined
  const counts: JSONObject = objectOf(usage)
  const input = objectOf(counts['prompt_tokens_details'] ?? counts['prompt_token_details'])
  const output = objectOf(counts['completion_tokens_details'] ?? counts['completion_token_details'])
  const [inputTokens, outputTokens, totalTokens] = ['prompt_tokens', 'completion_tokens', 'total_tokens'].map((name) =>
    numberOf(counts[name]),
  )
  const reasoningTokens = numberOf(output['reasoning_tokens']) ?? numberOf(counts['reasoning_tokens'])
  const apart = (inputTokens ?? 0) + (outputTokens ?? 0) + (reasoningTokens ?? 0) === totalTokens
  return {
    inputTokens,
    outputTokens: apart && outputTokens !== undefined ? outputTokens + (reasoningTokens ?? 0) : outputTokens,
    totalTokens,
    cachedInputTokens:
      numberOf(input['cached_tokens']) ??
      numberOf(counts['cached_tokens']) ??
      numberOf(counts['num_cached_tokens']) ??
      numberOf(counts['cache_read_input_tokens']) ??
      numberOf(counts['prompt_cache_hit_tokens']),
    cacheWriteTokens:
      numberOf(input['cache_write_tokens']) ??
      numberOf(input['cache_creation_tokens']) ??
      numberOf(counts['cache_creation_input_tokens']),
    reasoningTokens,
  }
}
