import type { Fields } from '@azureml-endpoints/core'
import { textIn } from './item-content.ts'

/** What is known of one item of the output. */
export interface ItemState {
  /** The position of the call among the calls, if it is one. */
  call: number | undefined
  /** The characters of text so far. */
  length: number
  /** The text itself, as far as it is kept to tell what is missing. */
  text: string
  hasArguments: boolean
  hasRefusal: boolean
  hasReasoning: boolean
  /** Whether the whole item has been read. */
  isRead: boolean
  /** What to record of the item, once it is whole. */
  recorded: Fields | undefined
}

/** The items of one response by their positions, or by their ids where events have no positions. */
export class ItemStates {
  readonly #states = new Map<unknown, ItemState>()
  #keptLength = 0

  /** Whether there are no items. */
  get isEmpty(): boolean {
    return this.#states.size === 0
  }

  /** Whether events have the positions of their items. */
  get areIndexed(): boolean {
    for (const key of this.#states.keys()) if (typeof key === 'number') return true
    return false
  }

  /** Returns whether there is an item. */
  has(key: unknown): boolean {
    return this.#states.has(key)
  }

  /** Returns the state of an item, which may be new. */
  of(key: unknown): ItemState {
    const known = this.#states.get(key)
    if (known !== undefined) return known
    if (this.#states.size >= MAX_ITEMS) throw new Error(`The response has more than ${MAX_ITEMS} items.`)
    const state: ItemState = {
      call: undefined,
      length: 0,
      text: '',
      hasArguments: false,
      hasRefusal: false,
      hasReasoning: false,
      isRead: false,
      recorded: undefined,
    }
    this.#states.set(key, state)
    return state
  }

  /** Keeps what to record of an item. */
  record(state: ItemState, item: Fields): void {
    state.recorded = item
    if (item['type'] !== 'message') this.keep(JSON.stringify(item).length)
  }

  /** Counts the characters of what is kept of an item beside its text. */
  keep(length: number): void {
    this.#keptLength += length
    if (this.#keptLength <= MAX_KEPT) return
    throw new Error(`The items of the response beside its text are longer than ${MAX_KEPT} characters.`)
  }

  /** Returns what was recorded, in the order of the output. */
  recorded(): readonly Fields[] {
    const entries = [...this.#states]
    if (entries.every(([key]) => typeof key === 'number'))
      entries.sort(([left], [right]) => Number(left) - Number(right))
    return entries.flatMap(([, { recorded }]) => (recorded === undefined ? [] : [recorded]))
  }
}

/** Returns what a whole message has after the text of its pieces; nothing if it has another text. */
export function missingText({ length, text }: ItemState, parts: readonly Fields[]): string {
  const whole = parts.map((part) => textIn(part) ?? '').join('')
  if (length === 0) return whole
  return whole.length > length && text.length === length && whole.startsWith(text) ? whole.slice(length) : ''
}

/** The most characters of text to keep for comparison with a whole message. */
export const MAX_COMPARED: number = 1024 * 1024

/** More items than any response has. */
const MAX_ITEMS = 10_000

/** The most characters of items to keep, such as encrypted reasoning. */
const MAX_KEPT = 16 * 1024 * 1024
