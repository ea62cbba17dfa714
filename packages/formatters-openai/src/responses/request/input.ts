import type { ChatMessage, ChatRequest, UserMessage, Fields } from '@azureml-endpoints/core'
import { withInstruction } from '../../conversation/instruction.ts'
import { rejectResultsWithoutCall } from '../../conversation/stray-results.ts'
import { toTurns, type Turn, withAllResults, withOneResultEach } from '../../conversation/turns.ts'
import type { WireMessage, WirePart } from '../../conversation/wire-message.ts'
import { noMessages, rejectNoParts, unknownRole } from '../../request/message-errors.ts'
import { schemaInstructionOf } from '../../request/response-format.ts'
import type { OpenAIResponsesOptions } from '../responses-options.ts'
import { answerItems } from './answer-items.ts'
import { shortId } from './call-ids.ts'
import { toInputPart } from './input-parts.ts'

/** How to convert a conversation. */
export interface InputOptions {
  readonly options: OpenAIResponsesOptions
  /** Whether the server has the start of the conversation. */
  readonly isContinued: boolean
}

/** Converts the conversation to input items. */
export function toInput(request: ChatRequest, { options, isContinued }: InputOptions): readonly Fields[] {
  const { messages } = request
  if (messages.length === 0) throw noMessages()
  const turns = toTurns(messages.map(toWireMessage))
  // The API finds the call of a result in the response that it has stored.
  if (!isContinued) rejectResultsWithoutCall(turns)
  const instruction = options.jsonSchema === 'prompt' ? schemaInstructionOf(request.responseFormat) : undefined
  // Calls at the end have no results yet, which is left to the endpoint to report.
  const last = turns.findLastIndex(({ message }) => message.role !== 'tool')
  const complete = turns.map((turn, position) => withOneResultEach(position < last ? withAllResults(turn) : turn))
  return withInstruction(complete, instruction).flatMap((turn) => toItems(turn, messages, options))
}

function toWireMessage(message: ChatMessage, index: number): WireMessage {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.content }
    case 'user':
      return { role: 'user', content: toContent(message, index) }
    case 'assistant': {
      const calls = message.toolCalls ?? []
      const { content } = message
      return {
        role: 'assistant',
        content,
        ...(calls.length > 0 ? { tool_calls: calls.map(({ id }) => ({ id })) } : {}),
      }
    }
    case 'tool':
      return { role: 'tool', content: message.content, tool_call_id: message.toolCallId }
    default:
      throw unknownRole(message, index)
  }
}

function toContent({ content }: UserMessage, index: number): string | readonly WirePart[] {
  if (typeof content === 'string') return content
  const setting = `messages[${index}].content`
  rejectNoParts(content, setting)
  return content.map((part, position) => toInputPart(part, `${setting}[${position}]`))
}

function toItems(
  { message, index, exchanges }: Turn,
  messages: readonly ChatMessage[],
  options: OpenAIResponsesOptions,
): readonly Fields[] {
  const original = messages[index]
  if (message.role === 'tool') return [toOutput(message)]
  if (original?.role !== 'assistant') return [{ role: message.role, content: message.content }]
  return [...answerItems(original, options), ...exchanges.flatMap(({ results }) => results.map(toOutput))]
}

function toOutput({ tool_call_id: id = '', content }: WireMessage): Fields {
  return { type: 'function_call_output', call_id: shortId(id), output: content }
}
