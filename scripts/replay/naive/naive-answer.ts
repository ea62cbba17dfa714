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

/** Reads token counts of OpenAI's names. */
export function openaiUsage(usage: unknown): NaiveUsage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined
  const counts: JSONObject = objectOf(usage)
  const input = objectOf(counts['prompt_tokens_details'])
  const output = objectOf(counts['completion_tokens_details'])
  return {
    inputTokens: numberOf(counts['prompt_tokens']),
    outputTokens: numberOf(counts['completion_tokens']),
    totalTokens: numberOf(counts['total_tokens']),
    cachedInputTokens: numberOf(input['cached_tokens']),
    reasoningTokens: numberOf(output['reasoning_tokens']) ?? numberOf(counts['reasoning_tokens']),
  }
}
