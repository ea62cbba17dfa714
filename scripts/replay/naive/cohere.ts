import { arrayOf, type JSONObject, numberOf, objectOf, stringOf } from '../json.ts'
import { argumentsText, joined, type NaiveAnswer, type NaiveToolCall, type NaiveUsage } from './naive-answer.ts'

/** Reads an answer of Cohere's first chat format. */
export function readCohere(body: JSONObject): NaiveAnswer {
  return {
    text: stringOf(body['text']) ?? '',
    toolCalls: arrayOf(body['tool_calls']).map(toolCallOf),
    reason: stringOf(body['finish_reason']),
    usage: usageOf(body['meta']),
    id: stringOf(body['response_id']) ?? stringOf(body['generation_id']),
  }
}

/** Reads the events of Cohere's first chat format: its last event repeats the whole answer. */
export function readCohereEvents(events: readonly JSONObject[]): NaiveAnswer {
  const end = events.find((event) => event['event_type'] === 'stream-end') ?? {}
  const answer = readCohere(objectOf(end['response']))
  const pieces = events.filter((event) => event['event_type'] === 'text-generation')
  return {
    ...answer,
    text: pieces.length > 0 ? joined(pieces.map(({ text }) => stringOf(text))) : answer.text,
    reason: stringOf(end['finish_reason']) ?? answer.reason,
  }
}

function toolCallOf(call: unknown): NaiveToolCall {
  const { name, parameters } = objectOf(call)
  return { name: stringOf(name), arguments: argumentsText(parameters) }
}

/** Reads Cohere's counts: those of the model where they were sent, or else the billed ones. */
export function usageOf(meta: unknown): NaiveUsage | undefined {
  const { tokens, billed_units: billed, cached_tokens: cached } = objectOf(meta)
  const counts = objectOf(tokens ?? billed)
  const [inputTokens, outputTokens] = [numberOf(counts['input_tokens']), numberOf(counts['output_tokens'])]
  if (inputTokens === undefined && outputTokens === undefined) return undefined
  return { inputTokens, outputTokens, cachedInputTokens: numberOf(cached) }
}
