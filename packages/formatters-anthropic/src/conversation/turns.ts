import { type AssistantMessage, type ChatMessage, ConfigurationError, type ToolMessage } from '@azureml-endpoints/core'
import { answerBlocks } from './answer-blocks.ts'
import { callBlock, type Exchange, resultBlock } from './tool-calls.ts'
import { ToolIds } from './tool-ids.ts'
import { userBlocks } from './user-blocks.ts'
import type { WireBlock, WireMessage } from '../wire/wire-message.ts'

/** What the options say about the messages. */
export interface TurnOptions {
  readonly citations: boolean
  readonly sendReasoning: boolean
}

/** Converts messages, with each tool result right after the message with its call, wherever it is in the history. */
export function toTurns(messages: readonly ChatMessage[], options: TurnOptions): readonly WireMessage[] {
  const exchanges = pairedExchanges(messages)
  const question = lastQuestion(messages)
  return messages.flatMap((message, index): readonly WireMessage[] => {
    switch (message.role) {
      case 'system':
        return []
      case 'user':
        return [{ role: 'user', content: userBlocks(message, { index, citations: options.citations }) }]
      case 'assistant': {
        const sendsThoughts = options.sendReasoning || index > question
        return answerTurns(message, exchanges.get(message) ?? [], sendsThoughts)
      }
      case 'tool':
        return []
      default:
        throw unknownRole(message, index)
    }
  })
}

/**
 * Returns the position of the message that the latest tool loop answers. A user message right after a result, such as an image
 * that a tool returned, is sent with the result and does not end the loop.
 */
function lastQuestion(messages: readonly ChatMessage[]): number {
  let question = -1
  let isResult = false
  for (const [index, { role }] of messages.entries()) {
    isResult = role === 'tool' || (isResult && role === 'user')
    if (role === 'user' && !isResult) question = index
  }
  return question
}

function answerTurns(
  message: AssistantMessage,
  exchanges: readonly Exchange[],
  sendsThoughts: boolean,
): readonly WireMessage[] {
  const content = answerBlocks({ message, calls: exchanges.map(callBlock), sendsThoughts })
  return [
    { role: 'assistant', content },
    { role: 'user', content: exchanges.map(resultBlock) },
  ]
}

/** Returns the calls of each answer, with their results. */
function pairedExchanges(messages: readonly ChatMessage[]): ReadonlyMap<ChatMessage, readonly Exchange[]> {
  const answers = messages.filter((message) => message.role === 'assistant')
  const ids = new ToolIds(answers.flatMap(({ toolCalls }) => (toolCalls ?? []).map(({ id }) => id)))
  const paired = new Map<ChatMessage, readonly Exchange[]>()
  const open = new Map<string, OpenCalls>()
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') exchangeOf(message, index, open).results.push(message.content)
    if (message.role !== 'assistant') continue
    const exchanges = (message.toolCalls ?? []).map((call): Exchange => ({ id: ids.idFor(call.id), call, results: [] }))
    paired.set(message, exchanges)
    // Some models repeat their ids in every answer: a result belongs to the last answer that has its id.
    for (const { call } of exchanges) open.set(call.id, { exchanges: [], answered: 0 })
    for (const one of exchanges) open.get(one.call.id)?.exchanges.push(one)
  }
  return paired
}

/** The calls of one answer that have the same id. */
interface OpenCalls {
  readonly exchanges: Exchange[]
  answered: number
}

function exchangeOf({ toolCallId }: ToolMessage, index: number, open: ReadonlyMap<string, OpenCalls>): Exchange {
  const calls = open.get(toolCallId)
  const exchange = calls?.exchanges[calls.answered] ?? calls?.exchanges.at(-1)
  if (calls !== undefined && exchange !== undefined) {
    calls.answered += 1
    return exchange
  }
  const setting = `messages[${index}].toolCallId`
  throw new ConfigurationError(
    `${setting} is ${JSON.stringify(toolCallId)}, but no earlier assistant message has a tool call with this id. ` +
      'Keep the assistant message with the call in the conversation.',
    { setting },
  )
}

function unknownRole(message: never, index: number): ConfigurationError {
  const { role } = message as { readonly role?: unknown }
  return new ConfigurationError(
    `messages[${index}] has the role ${JSON.stringify(role)}. Use system, user, assistant or tool.`,
    { setting: `messages[${index}]` },
  )
}

/** Merges neighbours of the same role, and leaves out messages without content. */
export function alternating(messages: readonly WireMessage[]): readonly WireMessage[] {
  const merged: { readonly role: WireMessage['role']; readonly content: WireBlock[] }[] = []
  for (const { role, content } of messages) {
    if (content.length === 0) continue
    const last = merged.at(-1)
    if (last?.role !== role) merged.push({ role, content: [...content] })
    else for (const block of content) last.content.push(block)
  }
  return merged
}
