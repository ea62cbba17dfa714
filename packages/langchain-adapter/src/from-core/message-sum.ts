import {
  type AIMessageChunk,
  type AIMessageChunkFields,
  _mergeDicts,
  mergeContent,
  mergeResponseMetadata,
  mergeUsageMetadata,
  type ToolCallChunk,
} from '@langchain/core/messages'
import { rawKey } from './answer-kwargs.ts'
import { AppendOnlyList } from './append-only-list.ts'

/** Message chunks, merged by LangChain's rules; their tool call chunks are only collected, to be joined and parsed once. */
export interface MessageSum {
  readonly fields: AIMessageChunkFields
  readonly toolCallChunks: AppendOnlyList<ToolCallChunk> | undefined
}

/** A message whose tool call chunks can be read without joining or parsing them. */
export interface UnjoinedToolCalls {
  readonly toolCallPieces: AppendOnlyList<ToolCallChunk> | undefined
}

/** Returns the sum of a single message. */
export function sumOf(message: AIMessageChunk): MessageSum {
  const toolCallChunks = toolCallPiecesOf(message)
  const { content, additional_kwargs, response_metadata, usage_metadata, id, name } = message
  const fields: AIMessageChunkFields = { content, additional_kwargs, response_metadata }
  if (usage_metadata !== undefined) fields.usage_metadata = usage_metadata
  if (id !== undefined) fields.id = id
  if (name !== undefined) fields.name = name
  if (toolCallChunks === undefined && message.tool_calls?.length) fields.tool_calls = message.tool_calls
  return { fields, toolCallChunks }
}

/** Adds a message to a sum. */
export function addMessage({ fields, toolCallChunks }: MessageSum, message: AIMessageChunk): MessageSum {
  const pieces = toolCallPiecesOf(message)
  const sum: AIMessageChunkFields = {
    ...fields,
    content: mergeContent(fields.content ?? '', message.content),
    additional_kwargs: mergeKwargs(fields.additional_kwargs, message.additional_kwargs),
    response_metadata: mergeMetadata(fields.response_metadata, message.response_metadata),
  }
  if (fields.usage_metadata !== undefined || message.usage_metadata !== undefined) {
    sum.usage_metadata = mergeUsageMetadata(fields.usage_metadata, message.usage_metadata)
  }
  if (fields.id === undefined && message.id !== undefined) sum.id = message.id
  if (pieces === undefined && message.tool_calls?.length) {
    sum.tool_calls = [...(fields.tool_calls ?? []), ...message.tool_calls]
  }
  return {
    fields: sum,
    toolCallChunks:
      toolCallChunks === undefined || pieces === undefined
        ? (toolCallChunks ?? pieces)
        : toolCallChunks.with(pieces.toArray()),
  }
}

function toolCallPiecesOf(message: AIMessageChunk): AppendOnlyList<ToolCallChunk> | undefined {
  if ('toolCallPieces' in message) return (message as UnjoinedToolCalls).toolCallPieces
  const chunks = message.tool_call_chunks
  return chunks === undefined || chunks.length === 0 ? undefined : new AppendOnlyList(chunks)
}

type Dictionary = Record<string, unknown>

function mergeKwargs(sum: Dictionary = {}, kwargs: Dictionary = {}): Dictionary {
  if (isEmpty(kwargs)) return sum
  return rawKey in kwargs ? mergeWithRaw(sum, kwargs) : (_mergeDicts(sum, kwargs) ?? {})
}

/** Collects the raw events of a stream in a list: merged into each other, they would make no sense. */
function mergeWithRaw(sum: Dictionary, kwargs: Dictionary): Dictionary {
  const { [rawKey]: earlier, ...known } = sum
  const { [rawKey]: later, ...more } = kwargs
  const events: unknown[] = [earlier ?? [], later].flat()
  return { ...mergeKwargs(known, more), [rawKey]: events }
}

/** Skips LangChain's merge for most chunks, whose only metadata is the provider's name. */
function mergeMetadata(sum: Dictionary = {}, metadata: Dictionary = {}): Dictionary {
  for (const name in metadata) {
    if (name !== 'model_provider' || sum[name] !== metadata[name]) return mergeResponseMetadata(sum, metadata)
  }
  return sum
}

function isEmpty(dictionary: Dictionary): boolean {
  for (const _ in dictionary) return false
  return true
}
