import { type ChatMessage, ConfigurationError } from '@azureml-endpoints/core'
import { alternating, toTurns, type TurnOptions } from './turns.ts'
import { isBlank, type WireBlock, type WireMessage } from '../wire/wire-message.ts'

/** A conversation in the Messages API. */
export interface WireConversation {
  readonly system: readonly WireBlock[]
  readonly messages: readonly WireMessage[]
}

/** Converts a conversation to one that the API accepts. */
export function toConversation(messages: readonly ChatMessage[], options: TurnOptions): WireConversation {
  const found = messages.findIndex(({ role }) => role !== 'system')
  const start = found === -1 ? messages.length : found
  rejectLateInstructions(messages, start)
  rejectEmptyQuestion(messages)
  const turns = alternating(toTurns(messages, options))
  if (turns.length === 0) throw emptyConversation(start > 0)
  return { system: instructionsOf(messages.slice(0, start)), messages: withFirstUser(withoutTrailingSpace(turns)) }
}

function instructionsOf(messages: readonly ChatMessage[]): readonly WireBlock[] {
  return messages.flatMap(({ role, content }) => {
    return role === 'system' && !isBlank(content) ? [{ type: 'text', text: content }] : []
  })
}

function rejectLateInstructions(messages: readonly ChatMessage[], start: number): void {
  const late = messages.findIndex(({ role }, index) => index > start && role === 'system')
  if (late === -1) return
  const setting = `messages[${late}].role`
  throw new ConfigurationError(
    `messages[${late}] is a system message after other messages, but Claude takes instructions only at the start of the ` +
      'conversation. Put all instructions there.',
    { setting },
  )
}

/** The answer would go to the message before it. */
function rejectEmptyQuestion(messages: readonly ChatMessage[]): void {
  const last = messages.at(-1)
  if (last?.role !== 'user') return
  const texts = typeof last.content === 'string' ? [last.content] : last.content.map(textOrMedia)
  if (texts.length === 0 || texts.some((text) => !isBlank(text))) return
  const setting = `messages[${messages.length - 1}].content`
  throw new ConfigurationError(`${setting} is blank, but Claude requires a text that is not. Say something there.`, {
    setting,
  })
}

function textOrMedia(part: { readonly type: string; readonly text?: string }): string {
  return part.type === 'text' ? String(part.text) : part.type
}

function emptyConversation(hasInstructions: boolean): ConfigurationError {
  const problem = hasInstructions ? 'has only a system message' : 'is empty'
  return new ConfigurationError(`messages ${problem}. Pass at least one user message.`, { setting: 'messages' })
}

/** The API rejects whitespace at the end of an answer that the model is to continue. */
function withoutTrailingSpace(turns: readonly WireMessage[]): readonly WireMessage[] {
  const last = turns.at(-1)
  const block = last?.content.at(-1)
  if (last?.role !== 'assistant' || block?.type !== 'text') return turns
  const trimmed = { ...block, text: String(block['text']).trimEnd() }
  return [...turns.slice(0, -1), { role: 'assistant', content: [...last.content.slice(0, -1), trimmed] }]
}

/** The API requires the user to speak first, but in many chats the assistant does. */
function withFirstUser(turns: readonly WireMessage[]): readonly WireMessage[] {
  return turns[0]?.role === 'user' ? turns : [{ role: 'user', content: [{ type: 'text', text: BEGINNING }] }, ...turns]
}

const BEGINNING = 'The conversation begins.'
