import type { FinishReason, ParsedChatResponse, ParsedToolCall, Usage } from '@azureml-endpoints/core'

/** A JSON object whose fields are still to be looked at. */
export type JSONObject = Readonly<Record<string, unknown>>

/** Reads a whole answer, and the one that the last event of a stream repeats. */
export function readAnswer(body: unknown): ParsedChatResponse {
  const { text, ...rest } = isObject(body) ? body : {}
  if (typeof text !== 'string') throw new Error("The body is not an answer of Cohere's chat: it has no text.")
  return { text, toolCalls: toolCallsOf(rest['tool_calls']), ...readEnd(rest) }
}

/** Reads what there is beside the words. */
export function readEnd(answer: JSONObject): Omit<ParsedChatResponse, 'text' | 'toolCalls'> {
  const word = textOrUndefined(answer['finish_reason'])
  return {
    finishReason: word === undefined ? undefined : (reasons.get(word.toUpperCase()) ?? 'other'),
    rawFinishReason: word,
    usage: usageOf(answer),
    id: textOrUndefined(answer['response_id']) ?? textOrUndefined(answer['generation_id']),
  }
}

/** Reads tool calls, which have no ids and whose parameters are an object. */
export function toolCallsOf(calls: unknown): readonly ParsedToolCall[] | undefined {
  if (!Array.isArray(calls)) return undefined
  return calls.map((call: unknown) => {
    const { name, parameters } = isObject(call) ? call : {}
    if (typeof name !== 'string') throw new Error('A tool call has no name.')
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

/** Reads the token counts: what went through the model, or else what is billed. */
function usageOf({ token_count: count, meta }: JSONObject): Usage | undefined {
  if (isObject(count)) {
    return usage([count['prompt_tokens'], count['response_tokens'], count['total_tokens']], count)
  }
  const { tokens, billed_units: billed } = isObject(meta) ? meta : {}
  const counts = isObject(tokens) ? tokens : isObject(billed) ? billed : undefined
  return counts && usage([counts['input_tokens'], counts['output_tokens'], undefined], meta)
}

function usage([input, output, total]: readonly [unknown, unknown, unknown], raw: unknown): Usage | undefined {
  if (!isCount(input) && !isCount(output)) return undefined
  return {
    ...(isCount(input) && { inputTokens: input }),
    ...(isCount(output) && { outputTokens: output }),
    ...(isCount(total) && { totalTokens: total }),
    raw,
  }
}

/** JSON can write numbers that become Infinity, such as 1e999. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** Tells whether a value is a JSON object. */
export function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Gives a text that is not empty. */
export function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
