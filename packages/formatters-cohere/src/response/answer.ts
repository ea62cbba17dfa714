import { type ParsedChatResponse, type ParsedToolCall, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from './finish-reason.ts'
import { sourcesOf } from './sources.ts'
import { usageOf } from './usage.ts'

/** Parses a complete response. */
export function readAnswer(body: unknown): ParsedChatResponse {
  const { text, ...rest } = isFields(body) ? body : {}
  if (typeof text !== 'string') throw new Error("Expected a response of Cohere's chat, but the body has no text.")
  const toolCalls = toolCallsOf(rest['tool_calls'])
  const answer = { text, toolCalls, ...readEnd(rest), ...sourcesOf(rest['documents']) }
  // Empty text beside nothing that Cohere sends is a response in another format.
  const isCohere = answer.rawFinishReason !== undefined || answer.id !== undefined || (toolCalls?.length ?? 0) > 0
  if (text === '' && !isCohere) throw new Error("Expected a response of Cohere's chat, but the body has an empty text.")
  return answer
}

/** Parses the fields other than text and tool calls. */
export function readEnd(answer: Fields): Omit<ParsedChatResponse, 'text' | 'toolCalls'> {
  const reason = textOrUndefined(answer['finish_reason'])
  return {
    finishReason: finishReasonOf(reason),
    rawFinishReason: reason,
    usage: usageOf(answer),
    id: textOrUndefined(answer['response_id']) ?? textOrUndefined(answer['generation_id']),
  }
}

/** Parses tool calls, which have no ids and whose parameters are an object. */
export function toolCallsOf(calls: unknown): readonly ParsedToolCall[] | undefined {
  if (!Array.isArray(calls)) return undefined
  return calls.map((call: unknown) => {
    const { name, parameters } = isFields(call) ? call : {}
    if (typeof name !== 'string') throw new Error('A tool call in the response has no name.')
    return { name, arguments: JSON.stringify(parameters ?? {}) }
  })
}
