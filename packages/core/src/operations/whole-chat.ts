import type { Settings } from '../endpoint/settings.ts'
import { codecOf } from '../formatter/codec-of.ts'
import { laterPart } from '../errors/later-part.ts'
import { formatError } from '../formatter/formatter-guard.ts'
import { withAnswer } from '../http/exchange.ts'
import { readWholeAnswer } from '../http/whole-answer.ts'
import type { ChatRequest } from '../messages/chat-request.ts'
import type { ChatResponse } from '../messages/chat-response.ts'
import type { ChunkReader } from '../streaming/chunk-reader.ts'
import { isEventStream } from '../streaming/event-source.ts'
import { chatOperation, openReader } from './chat.ts'
import { chatChunks } from './chat-chunks.ts'
import type { OpenedChunks } from './collected-chunks.ts'
import { type OperationInput, preparedCall } from './operation.ts'

/**
 * Sends a conversation and returns the whole answer. The content type decides how it is read, since some servers stream
 * unasked: a `score.py` that returns a generator, or the route `/generate_stream` of text-generation-inference.
 */
export async function wholeChat(
  settings: Settings,
  input: Omit<OperationInput<ChatRequest>, 'answer'>,
): Promise<ChatResponse> {
  const { request } = input
  const prepared = preparedCall(chatOperation, settings, { ...input, answer: 'whole' })
  const call = prepared instanceof Promise ? await prepared : prepared
  const opened = await withAnswer(call, (answer): Promise<ChatResponse | OpenedChunks> => {
    if (codecOf(call.bound).openStream !== undefined && isEventStream(answer.contentType)) {
      return openChunks(chatChunks({ call, answer, request, read: openReader(call.bound, call.body) }))
    }
    return readWholeAnswer(answer, (body) => chatOperation.parse(call.bound, body, { request, sent: call.body }))
  })
  if (!('reader' in opened)) return opened
  // Few servers do, so the code for it is loaded when the first one does.
  const { collectChunks } = await collectedChunks()
  const response = await collectChunks(opened)
  if (response.finishReason !== 'interrupted' || hasContent(response)) return response
  throw formatError(call.bound, 'openStream', response.raw, 'found no answer in the stream')
}

async function openChunks(reader: ChunkReader): Promise<OpenedChunks> {
  return { reader, first: await reader.next() }
}

const collectedChunks = laterPart(() => import('./collected-chunks.ts'))

function hasContent({ text, reasoning, toolCalls, audio }: ChatResponse): boolean {
  return text !== '' || reasoning !== undefined || toolCalls.length > 0 || audio !== undefined
}
