import type { ChatMessage, ChatRequest, ContentPart, MediaPart } from '@azureml-endpoints/core'
import { isOfTools, leftOutMessage, startOfCurrentTurn } from './earlier-turns.ts'

/** A request without something that its formatter does not support, and the name of that for a warning. */
export interface Reduced<Request> {
  readonly request: Request
  readonly feature: string
}

/**
 * Removes from the earlier turns of a conversation, and from the results of tools, what the formatter refuses there, together
 * with everything of its kind, so that a long conversation takes no more attempts than it has kinds. Returns `undefined` if it is
 * in the current message of the user, whose answer would ignore it.
 */
export function removeFromHistory(request: ChatRequest, setting: string): Reduced<ChatRequest> | undefined {
  const [, at, place] = /^messages\[(\d+)\](?:\.content(?:\[(\d+)\])?)?/.exec(setting) ?? []
  const { messages } = request
  const message = messages[Number(at)]
  const start = startOfCurrentTurn(messages)
  const isEarlier = message !== undefined && (Number(at) < start || isOfTools(message.content))
  if (!isEarlier || message.role === 'system') return undefined
  if (message.role === 'user') return withoutMedia(request, start, refusedMedia(message.content, place))
  return withoutToolCalls(request, start)
}

/** Returns the part that was refused, or the first file of the message if the error names none. */
function refusedMedia(content: string | readonly ContentPart[], place: string | undefined): MediaPart | undefined {
  if (typeof content === 'string') return undefined
  const part = place === undefined ? content.find(({ type }) => type !== 'text') : content[Number(place)]
  return part?.type === 'text' ? undefined : part
}

function withoutMedia(
  request: ChatRequest,
  start: number,
  refused: MediaPart | undefined,
): Reduced<ChatRequest> | undefined {
  if (refused === undefined) return undefined
  const kind = kindOf(refused)
  const messages = request.messages.map((message, index) => {
    if (message.role !== 'user' || typeof message.content === 'string') return message
    const isToolFiles = isOfTools(message.content)
    if (index >= start && !isToolFiles) return message
    const content = message.content.filter((part) => part.type === 'text' || kindOf(part) !== kind)
    const isEmpty = isToolFiles ? content.every(({ type }) => type === 'text') : content.length === 0
    return { ...message, content: isEmpty ? leftOutMessage : content }
  })
  return { feature: `${refused.type} in an earlier message`, request: { ...request, messages } }
}

function kindOf({ type, mediaType, url }: MediaPart): string {
  return `${type} ${mediaType} ${url === undefined ? 'data' : 'url'}`
}

function withoutToolCalls(request: ChatRequest, start: number): Reduced<ChatRequest> | undefined {
  const isOld = (index: number): boolean => index < start
  if (!request.messages.some((message, index) => isOld(index) && hasToolCalls(message))) return undefined
  const messages = request.messages.flatMap((message, index): ChatMessage[] => {
    if (!isOld(index) || !hasToolCalls(message)) return [message]
    if (message.role !== 'assistant' || message.content === '') return []
    const { toolCalls: _, ...answer } = message
    return [answer]
  })
  return { feature: 'tool calls in earlier messages', request: { ...request, messages } }
}

function hasToolCalls(message: ChatMessage): boolean {
  return message.role === 'tool' || (message.role === 'assistant' && message.toolCalls !== undefined)
}
