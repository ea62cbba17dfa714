import type { AssistantMessage, ChatMessage, ChatRequest } from '@azureml-endpoints/core'
import type { CodecOptions } from '../options/formatter-options.ts'
import { type RecordedReasoning, recordedReasoningOf } from './provider-data.ts'

/** What is sent back of an earlier answer's reasoning. */
export interface SentReasoning {
  /** Fields of the assistant message. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Reasoning that is sent as a part of the content. */
  readonly thinking?: string
}

/** Decides, for each message of a conversation, which reasoning is sent back. */
export function earlierReasoning(
  { messages, tools = [] }: ChatRequest,
  { sendReasoning, family }: CodecOptions,
): readonly (SentReasoning | undefined)[] {
  if (sendReasoning === false || (sendReasoning !== true && !messages.some(mayReturnReasoning))) return []
  const isComplete = family.sendsForeignFields || sendReasoning === true
  const recorded = messages.map((message) => {
    if (message.role !== 'assistant') return undefined
    const record = recordedReasoningOf(message.providerData)
    return isComplete || record.field === 'thinking' ? record : nothing
  })
  const loops = toolLoopsOf(messages)
  const known = recorded.findLast((one) => one?.field !== undefined && one.field !== 'none')?.field
  const filler = sendReasoning && (tools.length > 0 || loops.some((loop) => loop !== undefined)) ? '' : undefined
  return messages.map((message, index) => {
    const record = recorded[index]
    if (message.role !== 'assistant' || record === undefined) return undefined
    const loop = loops[index]
    const isRecorded = (record.field ?? 'none') !== 'none' || record.details !== undefined
    const isDue = sendReasoning === true || isRecorded || loop === 'open'
    const field = fieldOf(record, { isForced: sendReasoning === true, fallback: known ?? family.reasoningField })
    const isIncluded = isDue && (sendReasoning === true || loop !== undefined)
    return sentReasoning(message, record, { field: isIncluded ? field : undefined, filler, isIncluded })
  })
}

/** Without tools, reasoning goes back only where the endpoint asks for it. */
function mayReturnReasoning(message: ChatMessage): boolean {
  return message.role === 'assistant' && (message.toolCalls !== undefined || message.providerData !== undefined)
}

const nothing: RecordedReasoning = { field: 'none' }

function fieldOf(
  { field }: RecordedReasoning,
  { isForced, fallback }: { readonly isForced: boolean; readonly fallback: string },
): string | undefined {
  if (field === 'none') return isForced ? fallback : undefined
  return field ?? fallback
}

function sentReasoning(
  { reasoning }: AssistantMessage,
  { details, encrypted }: RecordedReasoning,
  { field, filler, isIncluded }: { field: string | undefined; filler: string | undefined; isIncluded: boolean },
): SentReasoning {
  const fields: Record<string, unknown> = {}
  const text = reasoning || filler
  if (field !== undefined && field !== 'thinking' && text !== undefined) fields[field] = text
  if (isIncluded) Object.assign(fields, details)
  if (encrypted !== undefined) fields['reasoning'] = encrypted
  return field === 'thinking' && reasoning ? { fields, thinking: reasoning } : { fields }
}

/**
 * Finds the messages that belong to a tool loop: from the user's message to the answer that has no more calls. `open` is the
 * loop that the request goes on with.
 */
function toolLoopsOf(messages: readonly ChatMessage[]): readonly ('open' | 'finished' | undefined)[] {
  const loops = Array.from<'open' | 'finished' | undefined>({ length: messages.length })
  let end = messages.length
  let state: 'open' | 'finished' = 'open'
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    // A user message right after a result, such as an image that a tool returned, does not end the loop.
    const isStart = messages[index]?.role === 'user' && messages[index - 1]?.role !== 'tool'
    if (!isStart && index > 0) continue
    const hasCalls = messages.slice(index, end).some((one) => one.role === 'assistant' && one.toolCalls?.length)
    if (hasCalls) loops.fill(state, index, end)
    end = index
    state = 'finished'
  }
  return loops
}
