import {
  type ChatStreamReader,
  EndpointError,
  type ParsedChatChunk,
  type ParsedChatResponse,
  printable,
} from '@azureml-endpoints/core'
import { isJSONObject, textOrUndefined } from '../json/json-object.ts'

/** Returns whether a whole body is an event stream: a route that always streams was called without asking for it. */
export function isEventStream(body: unknown): body is string {
  return typeof body === 'string' && /^\s*(:|data:)/.test(body.slice(0, 100))
}

/** Parses an event stream that has arrived as a whole. */
export function readWholeStream(body: string, read: ChatStreamReader): ParsedChatResponse {
  const texts: string[] = []
  let last: ParsedChatChunk = {}
  for (const line of body.split(/\r\n|\n|\r/)) {
    if (!line.startsWith('data:')) continue
    const event: unknown = JSON.parse(line.slice('data:'.length))
    throwFailure(event)
    const chunk = read(event)
    if (chunk?.text) texts.push(chunk.text)
    if (chunk?.finishReason !== undefined) last = chunk
  }
  if (last.finishReason === undefined) throw incomplete()
  const { finishReason, rawFinishReason, usage } = last
  return { text: texts.join(''), finishReason, rawFinishReason, usage }
}

/** Throws the failure that ends a stream; the server sends it as an event with a success status. */
function throwFailure(event: unknown): void {
  if (!isJSONObject(event) || typeof event['error'] !== 'string') return
  const code = textOrUndefined(event['error_type'])
  const message = `The model server failed: ${printable(event['error'].slice(0, 1000))}`
  throw new EndpointError(/[.!?]$/.test(message) ? message : `${message}.`, {
    code,
    retryable: code !== undefined && transient.has(code),
  })
}

const transient = new Set(['overloaded', 'generation', 'incomplete_generation', 'incomplete_generation_stream'])

function incomplete(): EndpointError {
  return new EndpointError('The answer ended before its last token. Try again.', { retryable: true })
}
