import { type AssistantMessage, type ToolCall, isFields, textPieces, type Fields } from '@azureml-endpoints/core'
import { argumentsTextOf } from '../../request/call-arguments.ts'
import { recordedItemsOf } from '../provider-data.ts'
import type { OpenAIResponsesOptions } from '../responses-options.ts'
import { shortId } from './call-ids.ts'

/**
 * Converts an earlier answer to items. What `providerData` recorded of it, such as its encrypted reasoning, is sent unchanged and
 * in its order, around the text and the calls of the message, which may have been edited since.
 */
export function answerItems(message: AssistantMessage, { sendReasoning }: OpenAIResponsesOptions): readonly Fields[] {
  const recorded = sendReasoning === false ? [] : recordedItemsOf(message.providerData)
  const { toolCalls = [] } = message
  const items = recorded.length > 0 ? recordedItems(recorded, message) : []
  const isWritten = items.some(({ role }) => role === 'assistant')
  const firstCall = items.findIndex(({ type }) => type === 'function_call')
  const text = isWritten || message.content === '' ? [] : [textItem(message.content, {})]
  const before = firstCall === -1 ? items : items.slice(0, firstCall)
  const sent = new Set(items.filter(({ type }) => type === 'function_call').map((item) => item['call_id']))
  const others = toolCalls.filter(({ id }) => !sent.has(shortId(id))).map((call) => callItem(call, {}))
  return withoutLooseReasoning([...before, ...text, ...items.slice(before.length), ...others])
}

function recordedItems(recorded: readonly Fields[], message: AssistantMessage): readonly Fields[] {
  const { content, toolCalls = [] } = message
  const texts = textsOf(recorded, content)
  const calls = callsOf(recorded, toolCalls)
  return recorded.flatMap((item) => {
    if (item['type'] === 'message') {
      const text = texts.get(item)
      return text ? [textItem(text, item)] : []
    }
    if (item['type'] !== 'function_call') return [item]
    const call = calls.get(item)
    return call === undefined ? [] : [callItem(call, item)]
  })
}

/** Divides the text among its messages; a text that was edited belongs to the last of them. */
function textsOf(recorded: readonly Fields[], content: string): ReadonlyMap<Fields, string> {
  const messages = recorded.filter(({ type }) => type === 'message')
  const lengths = messages.map(({ length }) => (typeof length === 'number' && length > 0 ? length : 0))
  const pieces = textPieces(content, lengths)
  if (pieces !== undefined) return new Map(messages.map((message, position) => [message, pieces[position] ?? '']))
  return new Map(messages.slice(-1).map((message) => [message, content]))
}

/** Finds the calls of the message, by their position if there are as many, since core can have changed an id that repeats. */
function callsOf(recorded: readonly Fields[], toolCalls: readonly ToolCall[]): ReadonlyMap<Fields, ToolCall> {
  const items = recorded.filter(({ type }) => type === 'function_call')
  const isComplete = items.length === toolCalls.length
  const byId = new Map(toolCalls.map((call) => [call.id, call]))
  const calls = new Map<Fields, ToolCall>()
  for (const [position, item] of items.entries()) {
    const call = byId.get(String(item['call_id'])) ?? (isComplete ? toolCalls[position] : undefined)
    if (call !== undefined) calls.set(item, call)
  }
  return calls
}

function textItem(text: string, { id, phase }: Fields): Fields {
  const phaseField = typeof phase === 'string' ? { phase } : {}
  if (!isShort(id)) return { role: 'assistant', content: text, ...phaseField }
  const content = [{ type: 'output_text', text, annotations: [] }]
  return { type: 'message', id, role: 'assistant', status: 'completed', content, ...phaseField }
}

function callItem({ id, name, arguments: text }: ToolCall, recorded: Fields): Fields {
  const { id: itemId, ...fields } = recorded
  const own = isShort(itemId) ? { id: itemId } : {}
  return { ...fields, ...own, type: 'function_call', call_id: shortId(id), name, arguments: argumentsTextOf(text) }
}

/** Gateways make ids that the API itself rejects when they come back. */
function isShort(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= 64
}

/**
 * Leaves out reasoning that the API would reject: what it cannot read, since it was not encrypted, and what no item follows. The
 * items beside it lose their ids then, by which the API would look for it.
 */
function withoutLooseReasoning(items: readonly Fields[]): readonly Fields[] {
  const last = items.findLastIndex(({ type }) => type !== 'reasoning')
  const kept = items.filter((item, position) => item['type'] !== 'reasoning' || (position < last && isReadable(item)))
  return kept.length === items.length ? kept : kept.map(withoutId)
}

function isReadable({ encrypted_content: encrypted, content }: Fields): boolean {
  if (typeof encrypted === 'string' && encrypted !== '') return true
  return Array.isArray(content) && content.some((part) => isFields(part) && typeof part['text'] === 'string')
}

function withoutId(item: Fields): Fields {
  const { id: _id, status: _status, ...fields } = item
  if (item['type'] === 'function_call') return fields
  if (item['type'] !== 'message') return item
  const [part] = item['content'] as readonly { readonly text: string }[]
  const { type: _type, ...message } = fields
  return { ...message, content: part?.text ?? '' }
}
