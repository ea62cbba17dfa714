import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages'

/** A piece of a streamed answer. */
export type Piece = string | BaseMessage

/**
 * Joins the pieces of a stream for a parser that parses the whole text again with each of them: the longer the text, the more has to
 * arrive before the next parse. The work stays linear, and the parsed output lags by at most 1/32 of the text.
 */
export async function* coalesced(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece, void, undefined> {
  let buffered: Piece | undefined
  let length = 0
  let unparsed = 0
  for await (const piece of pieces) {
    const size = sizeOf(piece)
    length += size
    unparsed += size
    buffered = buffered === undefined ? piece : join(buffered, piece)
    if (length > alwaysEmittedLength && unparsed * 32 < length) continue
    yield buffered
    buffered = undefined
    unparsed = 0
  }
  if (buffered !== undefined) yield buffered
}

/** Up to this many characters, every piece is emitted at once. */
const alwaysEmittedLength = 1_024

function sizeOf(piece: Piece): number {
  if (typeof piece === 'string') return piece.length
  const { tool_call_chunks: chunks } = piece as Partial<AIMessageChunk>
  const contentLength = typeof piece.content === 'string' ? piece.content.length : 0
  return (chunks ?? []).reduce((sum, { args }) => sum + (args?.length ?? 0), contentLength)
}

/** Joins two pieces of the same answer. */
export function join(buffered: Piece, piece: Piece): Piece {
  if (typeof buffered === 'string' || typeof piece === 'string') return String(buffered) + String(piece)
  return (buffered as AIMessageChunk).concat(piece as AIMessageChunk)
}
