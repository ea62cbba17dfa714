/**
 * A list that grows by one at no more cost than the one, however long it is. Whoever holds an earlier list keeps seeing that one:
 * lists that grew from one another share their items, each up to its own length.
 */
export class AppendOnlyList<T> {
  readonly #items: T[]
  readonly #length: number

  constructor(items: readonly T[], shared?: T[]) {
    this.#items = shared ?? [...items]
    this.#length = this.#items.length
  }

  /** Gives the list with more items at its end. */
  with(more: Iterable<T>): AppendOnlyList<T> {
    // Another list has grown beyond this one: the items part ways here.
    const items = this.#items.length === this.#length ? this.#items : this.toArray()
    for (const item of more) items.push(item)
    return new AppendOnlyList([], items)
  }

  toArray(): T[] {
    return this.#items.slice(0, this.#length)
  }
}
