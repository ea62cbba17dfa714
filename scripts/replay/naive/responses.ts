import { arrayOf, type JSONObject, numberOf, objectOf, stringOf } from '../json.ts'
import { joined, type NaiveAnswer, type NaiveToolCall, type NaiveUsage } from './naive-answer.ts'

/** Reads an answer of OpenAI's Responses API. */
export function readResponse(body: JSONObject): NaiveAnswer {
  const items = arrayOf(body['output']).map(objectOf)
  const parts = items.filter(({ type }) => type === 'message').flatMap(({ content }) => arrayOf(content).map(objectOf))
  return {
    text: joined(parts.filter(({ type }) => type === 'output_text').map(({ text }) => stringOf(text))),
    refusal: joined(parts.map(({ refusal }) => stringOf(refusal))),
    reasoning: items
      .filter(({ type }) => type === 'reasoning')
      .flatMap(thoughtsOf)
      .join('\n\n'),
    toolCalls: items.filter(({ type }) => type === 'function_call').map(toolCallOf),
    reason: stringOf(objectOf(body['incomplete_details'])['reason']) ?? stringOf(body['status']),
    usage: usageOf(body['usage']),
    id: stringOf(body['id']),
    model: stringOf(body['model']),
  }
}

/** Reads the events of OpenAI's Responses API: the last event of a response has all of it. */
export function readResponseEvents(events: readonly JSONObject[]): NaiveAnswer {
  const end = events.find(({ type }) => type === 'response.completed' || type === 'response.incomplete')
  return readResponse(objectOf(end?.['response']))
}

function thoughtsOf({ summary, content }: JSONObject): readonly string[] {
  const [short, long] = [summary, content].map((parts) =>
    arrayOf(parts).flatMap((part) => stringOf(objectOf(part)['text']) || []),
  )
  return short?.length ? short : (long ?? [])
}

function toolCallOf({ call_id: id, name, arguments: json }: JSONObject): NaiveToolCall {
  return { id: stringOf(id), name: stringOf(name), arguments: stringOf(json) ?? '' }
}

function usageOf(usage: unknown): NaiveUsage | undefined {
  const counts = objectOf(usage)
  if (counts['input_tokens'] === undefined) return undefined
  return {
    inputTokens: numberOf(counts['input_tokens']),
    outputTokens: numberOf(counts['output_tokens']),
    totalTokens: numberOf(counts['total_tokens']),
    cachedInputTokens: numberOf(objectOf(counts['input_tokens_details'])['cached_tokens']),
    cacheWriteTokens: numberOf(objectOf(counts['input_tokens_details'])['cache_write_tokens']),
    reasoningTokens: numberOf(objectOf(counts['output_tokens_details'])['reasoning_tokens']),
  }
}
