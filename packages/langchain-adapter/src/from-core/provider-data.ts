import { jsonHazard } from '@azureml-endpoints/core'
import type { BaseMessage } from '@langchain/core/messages'

/**
 * The key of `response_metadata` with what an endpoint needs back with an answer: it is not part of the text, and every way of
 * storing a conversation keeps it.
 */
const providerDataKey = 'provider_data'

/** What an endpoint needs back unchanged: with the answer itself, and with its tool calls by their ids. */
export interface ProviderData {
  readonly message?: unknown
  readonly toolCalls: Readonly<Record<string, unknown>>
}

/** Returns what has to go back with an answer. Other providers' answers have nothing. */
export function providerDataIn({ response_metadata: metadata }: BaseMessage): ProviderData {
  const stored = (metadata as Readonly<Record<string, unknown>> | undefined)?.[providerDataKey]
  if (typeof stored !== 'object' || stored === null) return { toolCalls: {} }
  const { message, tool_calls: calls } = stored as { readonly message?: unknown; readonly tool_calls?: unknown }
  const toolCalls = typeof calls === 'object' && calls !== null ? (calls as Readonly<Record<string, unknown>>) : {}
  return { message, toolCalls }
}

/** Returns the metadata that keeps what has to go back with an answer; nothing if there is nothing. */
export function providerMetadata({ message, toolCalls }: ProviderData): Record<string, unknown> {
  const hasCalls = Object.keys(toolCalls).length > 0
  if (message === undefined && !hasCalls) return {}
  const stored = { ...(message !== undefined && { message }), ...(hasCalls && { tool_calls: toolCalls }) }
  // LangChain copies and merges metadata recursively.
  return jsonHazard(stored) === undefined ? { [providerDataKey]: stored } : {}
}

/** Sets what has to go back with a call. An id may be any text, also that of a field which every object has. */
export function setOwn(data: Record<string, unknown>, id: string, value: unknown): void {
  Object.defineProperty(data, id, { configurable: true, enumerable: true, writable: true, value })
}
