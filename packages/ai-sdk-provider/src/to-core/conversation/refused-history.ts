import type { ChatMessage, ChatRequest, ContentPart, MediaPart } from '@azureml-endpoints/core'
import { isOfTools, leftOutMessage, startOfCurrentTurn } from './earlier-turns.ts'

/** A request without a feature that its formatter does not support, and the feature's name for a warning. */
export interface Reduced<Request> {
  readonly request: Request
  readonly feature: string
}

/**
 * Removes what the formatter rejected from the earlier turns of a conversation and from tool results. Everything of the same kind
 * is removed with it, so that a long conversation takes few attempts. Returns `undefined` if it is in the user's current message:
 * the answer would ignore it.
 */
export function removeFromHistory(request: ChatRequest, setting: string): Reduced<ChatRequest> | undefined {
  if (setting.endsWith('.detail')) return withoutDetail(request)
  const [, at, place] = /^messages\[(\d+)\](?:\.content(?:\[(\d+)\])?)?/.exec(setting) ?? []
  const { messages } = request
  const message = messages[Number(at)]
  const start = startOfCurrentTurn(messages)
  const isEarlier = message !== undefined && (Number(at) < start || isOfTools(message.content))
  if (!isEarlier || message.role === 'system') return undefined
  if (message.role === 'user') return withoutMedia(request, start, refusedMedia(message.content, place))
  return withoutToolCalls(request, start)
}

/** Removes the hints how closely to look at images, without which every image can still be read. */
function withoutDetail(request: ChatRequest): Reduced<ChatRequest> | undefined {
  let isChanged = false
  const messages = request.messages.map((message) => {
    if (message.role !== 'user' || typeof message.content === 'string') return message
    const content = message.content.map((part) => {
      if (part.type === 'text' || part.detail === undefined) return part
      isChanged = true
      return { ...part, detail: undefined }
    })
    return { ...message, content }
  })
  return isChanged ? { feature: 'imageDetail', request: { ...request, messages } } : undefined
}

/** Returns the rejected part, or the first file of the message if the error names none. */
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
