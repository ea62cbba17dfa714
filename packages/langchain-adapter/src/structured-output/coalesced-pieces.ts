import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages'

type Piece = string | BaseMessage

/**
 * Joins the pieces of a stream whose reader reads everything anew with each: the longer the text, the more of it has to come
 * before it is read again. So the work stays linear, and what is shown lags behind by a 32nd at most.
 */
export async function* coalesced(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece, void, undefined> {
  let held: Piece | undefined
  let length = 0
  let unread = 0
  for await (const piece of pieces) {
    const size = sizeOf(piece)
    length += size
    unread += size
    held = held === undefined ? piece : joined(held, piece)
    if (length > small && unread * 32 < length) continue
    yield held
    held = undefined
    unread = 0
  }
  if (held !== undefined) yield held
}

/** Characters up to which every piece is read at once. */
const small = 1_024

function sizeOf(piece: Piece): number {
  if (typeof piece === 'string') return piece.length
  const { tool_call_chunks: chunks } = piece as Partial<AIMessageChunk>
  const said = typeof piece.content === 'string' ? piece.content.length : 0
  return (chunks ?? []).reduce((sum, { args }) => sum + (args?.length ?? 0), said)
}

function joined(held: Piece, piece: Piece): Piece {
  if (typeof held === 'string' || typeof piece === 'string') return String(held) + String(piece)
  return (held as AIMessageChunk).concat(piece as AIMessageChunk)
}
