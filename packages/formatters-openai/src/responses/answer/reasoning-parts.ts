import { appended, type ItemState } from './item-states.ts'

/** Separates the parts of the reasoning by blank lines. */
export class ReasoningParts {
  #item: ItemState | undefined
  #summary: unknown
  #isNext = false

  /** Begins another part. */
  begin(): void {
    this.#isNext = true
  }

  /**
   * Adds a piece to its item, and returns it after a blank line if it begins another part: in another item, or in a summary with
   * another index. The index of a part of the reasoning itself tells nothing, since vLLM counts it up with every piece.
   */
  add(piece: string, item: ItemState, summary: unknown): string {
    const isNext = this.#isNext || this.#item !== item || this.#summary !== summary
    const isFirst = this.#item === undefined
    this.#isNext = false
    this.#item = item
    this.#summary = summary
    item.reasoning = appended(item.reasoning, piece)
    return isNext && !isFirst ? `\n\n${piece}` : piece
  }
}
