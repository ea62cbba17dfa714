import type { ChatGeneration, Generation } from '@langchain/core/outputs'
import { deepCompareStrict } from '@langchain/core/utils/json_schema'
import { join, type Piece } from './coalesced-pieces.ts'

/**
 * Streams partial outputs, which cannot be checked yet, and at the end parses and checks the whole answer: `stream()` must not
 * accept what `invoke()` rejects. The checked output is emitted if it differs from the last partial one.
 */
export async function* checkedAtEnd<Output>(
  pieces: AsyncGenerator<Piece>,
  transform: (pieces: AsyncGenerator<Piece>) => AsyncGenerator<Output>,
  parseResult: (generations: Generation[]) => Promise<Output>,
): AsyncGenerator<Output, void, undefined> {
  const answer = new WholeAnswer()
  let latest: Output | undefined
  for await (const output of transform(answer.collect(pieces))) {
    latest = output
    yield output
  }
  if (answer.generation === undefined) return
  const checked = await parseResult([answer.generation])
  if (!deepCompareStrict(checked, latest)) yield checked
}

/** Joins the pieces of an answer while they pass. */
class WholeAnswer {
  #joined: Piece | undefined

  async *collect(pieces: AsyncGenerator<Piece>): AsyncGenerator<Piece, void, undefined> {
    for await (const piece of pieces) {
      this.#joined = this.#joined === undefined ? piece : join(this.#joined, piece)
      yield piece
    }
  }

  get generation(): Generation | undefined {
    const whole = this.#joined
    if (whole === undefined) return undefined
    return typeof whole === 'string' ? { text: whole } : ({ text: whole.text, message: whole } as ChatGeneration)
  }
}
