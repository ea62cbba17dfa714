import { type ChatStreamReader, type ParsedChatResponse, isFields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { EchoCutter } from '../response/echoed-prompt.ts'
import { described, readFields } from '../response/generated-text.ts'

/**
 * Opens a reader for a deployment that streams on `/score`, as a scoring script can: each event has the next piece of the text,
 * as such or where a whole answer has it. Most have no finish reason, so that the end of the stream counts as `stop`. A stream
 * that begins with `echo` is emitted without it.
 */
export function openScoreStream(echo: string): ChatStreamReader {
  const cutter = new EchoCutter(echo)
  let hasText = false
  let hasEvents = false
  let hasReason = false
  return (event) => {
    if (event === undefined) {
      // Counts and a reason alone are no answer; such a stream is in another format.
      if (!hasText && hasEvents) throw new Error('Expected generated text, but the stream has none.')
      const text = textOrUndefined(cutter.end())
      if (!hasText) return undefined
      return { ...(text !== undefined && { text }), ...(!hasReason && { finishReason: 'stop' as const }) }
    }
    hasEvents = true
    const { text, ...rest } = readPiece(event)
    if (text !== undefined) hasText = true
    if (rest.finishReason !== undefined) hasReason = true
    return { ...rest, text: text === undefined ? undefined : textOrUndefined(cutter.push(text)) }
  }
}

/** Parses an event: the next piece of the text, or what ends the stream. */
function readPiece(event: unknown): Partial<ParsedChatResponse> {
  // Text may start with a bracket, but an object is never the text of a model.
  if (typeof event === 'string' && !/^\s{0,100}\{\s{0,100}["']/.test(event)) return { text: event }
  const piece = readFields(event)
  const hasCounts = piece.usage !== undefined || (isFields(event) && isFields(event['usage']))
  if (piece.text === undefined && piece.finishReason === undefined && !hasCounts) {
    throw new Error(`Expected a piece of generated text, but the event is ${described(event)}.`)
  }
  return piece
}
