/**
 * An immutable list that can be extended without copying it. Lists that were extended from one another share one array, and each
 * sees it only up to its own length.
 */
export class AppendOnlyList<T> {
  readonly #items: T[]
  readonly #length: number

  constructor(items: readonly T[], shared?: T[]) {
    this.#items = shared ?? [...items]
    this.#length = this.#items.length
  }

  /** Returns a list with more items at its end. */
  with(more: Iterable<T>): AppendOnlyList<T> {
    // If another list has already extended the shared array, this one needs its own copy.
    const items = this.#items.length === this.#length ? this.#items : this.toArray()
    for (const item of more) items.push(item)
    return new AppendOnlyList([], items)
  }

  toArray(): T[] {
    return this.#items.slice(0, this.#length)
  }
}
