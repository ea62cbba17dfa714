import { isPlainFields } from '../../json/fields.ts'
import type { ChatRequest } from '../../messages/chat-request.ts'

/**
 * Returns whether a request is of the most common kind, which `checkChatRequest` accepts without a closer look: messages of text,
 * and parameters of the right types. Requests with tools, media or a response format are not, nor is any invalid one.
 */
export function isPlainRequest(request: ChatRequest): boolean {
  if (!isPlainFields(request)) return false
  for (const name in request) if (!isPlainParameter(name as keyof ChatRequest, request[name])) return false
  return request.messages !== undefined
}

/** The parameters that are numbers. */
export const numberParameters: ReadonlySet<keyof ChatRequest> = new Set<keyof ChatRequest>([
  'temperature',
  'topP',
  'topK',
  'maxTokens',
  'seed',
  'presencePenalty',
  'frequencyPenalty',
])

function isPlainParameter(name: keyof ChatRequest, value: unknown): boolean {
  if (value === undefined) return true
  if (numberParameters.has(name)) return Number.isFinite(value)
  switch (name) {
    case 'messages':
      return Array.isArray(value) && value.length > 0 && arePlain(value)
    case 'stop':
    case 'reasoningEffort':
    case 'user':
      return typeof value === 'string'
    case 'modelKwargs':
      return isPlainFields(value)
    default:
      return false
  }
}

function arePlain(messages: readonly unknown[]): boolean {
  // Unlike `every`, this does not skip the holes of a list.
  for (const message of messages) if (!isPlainMessage(message)) return false
  return true
}

function isPlainMessage(message: unknown): boolean {
  if (!isPlainFields(message)) return false
  for (const name in message) if (name !== 'role' && name !== 'content') return false
  const { role, content } = message
  return typeof content === 'string' && (role === 'user' || role === 'assistant' || role === 'system')
}
