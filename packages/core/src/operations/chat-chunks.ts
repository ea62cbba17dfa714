import type { ChatStreamReader } from '../formatter/formatter.ts'
import type { Answer } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import type { ChatRequest } from '../messages/chat-request.ts'
import type { ChatChunk, ChatResponse } from '../messages/chat-response.ts'
import { ChunkReader } from '../streaming/chunk-reader.ts'
import { chatOperation } from './chat.ts'

/** An answer whose events are read as chunks. */
export interface StreamedAnswer {
  readonly call: Call
  readonly answer: Answer
  readonly request: ChatRequest
  /** The codec's reader. */
  readonly read: ChatStreamReader
}

/** Creates the reader of a streamed answer. */
export function chatChunks({ call, answer, request, read }: StreamedAnswer): ChunkReader {
  return new ChunkReader({
    call,
    answer,
    read,
    request,
    parseWhole,
  })
}

function parseWhole(body: unknown, { bound, body: sent }: Call, request: ChatRequest): ChatChunk {
  return asChunk(chatOperation.parse(bound, body, { request, sent }))
}

/** Converts a whole answer to a single chunk. */
export function asChunk<T extends Pick<ChatResponse, 'text' | 'toolCalls'>>({
  text,
  toolCalls,
  ...rest
}: T): ChatChunk {
  return {
    raw: undefined,
    ...(text !== '' && { text }),
    ...(toolCalls.length > 0 && { toolCalls: toolCalls.map((call, index) => ({ index, ...call })) }),
    ...rest,
  }
}
