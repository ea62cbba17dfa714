import type { ChatStreamReader, ParsedChatChunk } from '@azureml-endpoints/core'
import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'
import { readEnd, toolCallsOf } from '../response/answer.ts'

/** Creates a reader for the events of one stream, from `stream-start` to `stream-end`; skips other kinds of events. */
export function openChatStream(): ChatStreamReader {
  // Some models send text and tool calls only in the last events; others repeat them there.
  const seen = { text: false, toolCalls: false }
  return (event) => {
    if (event === undefined) return undefined
    if (!isJSONObject(event) || typeof event['event_type'] !== 'string') {
      throw new Error("Expected an event of Cohere's chat, but it has no event_type.")
    }
    const chunk = readEvent(event, seen)
    if (chunk?.text !== undefined) seen.text = true
    if (chunk?.toolCalls !== undefined && chunk.toolCalls.length > 0) seen.toolCalls = true
    return chunk
  }
}

function readEvent(
  event: JSONObject,
  seen: { readonly text: boolean; readonly toolCalls: boolean },
): ParsedChatChunk | undefined {
  switch (event['event_type']) {
    case 'stream-start':
      return { id: textOrUndefined(event['response_id']) ?? textOrUndefined(event['generation_id']) }
    case 'text-generation':
      return { text: textOrUndefined(event['text']) }
    case 'tool-calls-chunk':
      return { text: textOrUndefined(event['text']), toolCalls: pieceOf(event['tool_call_delta']) }
    case 'tool-calls-generation':
      return seen.toolCalls ? undefined : { toolCalls: toolCallsOf(event['tool_calls']) }
    case 'stream-end':
      return readLast(event, seen)
    default:
      return undefined
  }
}

function pieceOf(delta: unknown): ParsedChatChunk['toolCalls'] {
  if (!isJSONObject(delta)) return undefined
  const { index, name, parameters } = delta
  return [
    {
      ...(typeof index === 'number' && { index }),
      ...(typeof name === 'string' && { name }),
      ...(typeof parameters === 'string' && { arguments: parameters }),
    },
  ]
}

function readLast(event: JSONObject, seen: { readonly text: boolean; readonly toolCalls: boolean }): ParsedChatChunk {
  const response = isJSONObject(event['response']) ? event['response'] : {}
  return {
    text: seen.text ? undefined : textOrUndefined(response['text']),
    toolCalls: seen.toolCalls ? undefined : toolCallsOf(response['tool_calls']),
    ...readEnd({ ...response, finish_reason: event['finish_reason'] ?? response['finish_reason'] }),
  }
}
