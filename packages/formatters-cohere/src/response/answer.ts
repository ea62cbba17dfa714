import type { FinishReason, ParsedChatResponse, ParsedToolCall, Usage } from '@azureml-endpoints/core'
import { isJSONObject, type JSONObject, numberOrUndefined, textOrUndefined } from '../json/json-object.ts'

/** Parses a complete response. */
export function readAnswer(body: unknown): ParsedChatResponse {
  const { text, ...rest } = isJSONObject(body) ? body : {}
  if (typeof text !== 'string') throw new Error("Expected a response of Cohere's chat, but the body has no text.")
  return { text, toolCalls: toolCallsOf(rest['tool_calls']), ...readEnd(rest) }
}

/** Parses the fields other than text and tool calls. */
export function readEnd(answer: JSONObject): Omit<ParsedChatResponse, 'text' | 'toolCalls'> {
  const reason = textOrUndefined(answer['finish_reason'])
  return {
    finishReason: reason === undefined ? undefined : (reasons.get(reason.toUpperCase()) ?? 'other'),
    rawFinishReason: reason,
    usage: usageOf(answer),
    id: textOrUndefined(answer['response_id']) ?? textOrUndefined(answer['generation_id']),
  }
}

/** Parses tool calls, which have no ids and whose parameters are an object. */
export function toolCallsOf(calls: unknown): readonly ParsedToolCall[] | undefined {
  if (!Array.isArray(calls)) return undefined
  return calls.map((call: unknown) => {
    const { name, parameters } = isJSONObject(call) ? call : {}
    if (typeof name !== 'string') throw new Error('A tool call in the response has no name.')
    return { name, arguments: JSON.stringify(parameters ?? {}) }
  })
}

const reasons: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['COMPLETE', 'stop'],
  ['STOP_SEQUENCE', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['ERROR_LIMIT', 'length'],
  ['ERROR_TOXIC', 'content-filter'],
  ['ERROR', 'error'],
  ['TIMEOUT', 'error'],
])

/** Parses the token counts: those of the model, or else the billed ones. */
function usageOf({ token_count: count, meta }: JSONObject): Usage | undefined {
  if (isJSONObject(count)) {
    return usage([count['prompt_tokens'], count['response_tokens'], count['total_tokens']], count)
  }
  const { tokens, billed_units: billed } = isJSONObject(meta) ? meta : {}
  const counts = isJSONObject(tokens) ? tokens : isJSONObject(billed) ? billed : undefined
  return counts && usage([counts['input_tokens'], counts['output_tokens'], undefined], meta)
}

function usage(counts: readonly [unknown, unknown, unknown], raw: unknown): Usage | undefined {
  const [inputTokens, outputTokens, totalTokens] = counts.map(numberOrUndefined)
  if (inputTokens === undefined && outputTokens === undefined) return undefined
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(totalTokens !== undefined && { totalTokens }),
    raw,
  }
}
