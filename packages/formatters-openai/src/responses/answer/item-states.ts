import { isFields, type Fields } from '@azureml-endpoints/core'
import { idOf, wholeOf } from './item-content.ts'

/** What is known of one item of the output. */
export interface ItemState {
  /** The position in its events, if they have one. */
  position: unknown
  /** The id of its first piece, or that with which it began. */
  id: unknown
  hasPieces: boolean
  /** The position of the call among the calls, if it is one. */
  call: number | undefined
  /** The name of the call, once it is known. */
  name: string | undefined
  /** The characters of text so far. */
  length: number
  /** The text itself, the reasoning and the arguments, as far as they are kept to compare them with a whole item. */
  text: string
  reasoning: string
  arguments: string
  hasRefusal: boolean
  /** Whether it is a call whose result came too, so that it is not the caller's. */
  isAnswered: boolean
  /** What to record of the item, once it is whole. */
  recorded: Fields | undefined
}

/** The items of one response. Servers tell the item of an event by its position, by its id, or by either. */
export class ItemStates {
  readonly #states: ItemState[] = []
  readonly #byPosition = new Map<unknown, ItemState>()
  /** The last item with an id, since some servers have one id for all of them. */
  readonly #byId = new Map<unknown, ItemState>()
  /** The item of the events that have neither. */
  #nameless: ItemState | undefined
  /** The items that have not ended. */
  readonly #open = new Set<ItemState>()
  #keptLength = 0

  /** Whether nothing of any item was read. */
  get isEmpty(): boolean {
    return !this.#states.some(isRead)
  }

  /** Whether events have the positions of their items. */
  get areIndexed(): boolean {
    return this.#byPosition.size > 0
  }

  /** Returns the item of a piece, which may be new. */
  of({ output_index: index, item_id: itemId }: Fields): ItemState {
    const position = index ?? undefined
    const id = itemId || undefined
    const state = this.#find(position, id) ?? this.add(position, id)
    if (!state.hasPieces) {
      state.hasPieces = true
      this.#name(state, id)
    }
    return state
  }

  /** Returns the item that an event opens; an item that has ended is another one. */
  opened(position: unknown, item: Fields): ItemState {
    const id = idOf(item)
    const known = this.#find(position, id)
    if (known === undefined || !this.#open.has(known)) return this.add(position, id)
    this.#name(known, id)
    return known
  }

  /**
   * Returns the item that a whole one ends, which may be new. An id that pieces of an open item had comes before the position,
   * which some servers count up too early. If both are new, it is the item whose pieces add up to the whole one.
   */
  ended(position: unknown, item: Fields): ItemState {
    const id = idOf(item)
    const placed = this.#byPosition.get(position)
    const named = this.#named(id, placed)
    if (named !== undefined && this.#open.has(named)) return named
    const known = placed ?? (position === undefined ? named : undefined) ?? this.#repeated(item)
    return known ?? this.#find(position, id) ?? this.add(position, id)
  }

  /** Returns the item that one of the final output repeats, if any of it was read. */
  known(position: unknown, item: Fields): ItemState | undefined {
    const placed = this.#byPosition.get(position)
    return [this.#named(idOf(item), placed), placed].find((state) => state !== undefined && isOf(state, item['type']))
  }

  /** Returns whether what was read is at its positions in the final output, too. */
  areAtPositionsOf(output: readonly unknown[]): boolean {
    return this.#states.every((state) => {
      const item = typeof state.position === 'number' ? output[state.position] : undefined
      return !isRead(state) || (isFields(item) && isOf(state, item['type']))
    })
  }

  /** Creates an item. */
  add(position: unknown, id?: unknown): ItemState {
    if (this.#states.length >= MAX_ITEMS) throw new Error(`The response has more than ${MAX_ITEMS} items.`)
    const state: ItemState = {
      position,
      id,
      hasPieces: false,
      call: undefined,
      name: undefined,
      length: 0,
      text: '',
      reasoning: '',
      arguments: '',
      hasRefusal: false,
      isAnswered: false,
      recorded: undefined,
    }
    this.#states.push(state)
    this.#open.add(state)
    if (position !== undefined) this.#byPosition.set(position, state)
    if (id !== undefined) this.#byId.set(id, state)
    else if (position === undefined) this.#nameless = state
    return state
  }

  /** Returns the reasoning of all items that have any. */
  reasoning(): ReadonlySet<string> {
    return new Set(this.#states.flatMap(({ reasoning }) => reasoning || []))
  }

  /** Keeps what to record of an item, which has ended. */
  record(state: ItemState, item: Fields): void {
    state.recorded = item
    this.#open.delete(state)
    if (this.#nameless === state) this.#nameless = undefined
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
    const ended = this.#states.filter(({ recorded, isAnswered }) => recorded !== undefined && !isAnswered)
    if (ended.every(({ position }) => typeof position === 'number'))
      ended.sort((left, right) => Number(left.position) - Number(right.position))
    return ended.flatMap(({ recorded }) => (recorded === undefined ? [] : [recorded]))
  }

  #name(state: ItemState, id: unknown): void {
    if (id === undefined) return
    state.id = id
    this.#byId.set(id, state)
  }

  /** Finds an item by its position, because ids can change, or by its id if an event has no position. */
  #find(position: unknown, id: unknown): ItemState | undefined {
    if (position === undefined) return id === undefined ? this.#nameless : this.#byId.get(id)
    const placed = this.#byPosition.get(position)
    if (placed !== undefined) return placed
    const named = this.#byId.get(id)
    if (named === undefined || named.position !== undefined) return undefined
    named.position = position
    this.#byPosition.set(position, named)
    return named
  }

  /** Finds the item with an id: the one at the given position if it has the id, else the last one that had it. */
  #named(id: unknown, placed: ItemState | undefined): ItemState | undefined {
    return placed?.id === id ? placed : this.#byId.get(id)
  }

  /** Finds the last open item whose pieces add up to a whole one, among the latest. */
  #repeated(item: Fields): ItemState | undefined {
    const whole = wholeOf(item)
    if (whole === '') return undefined
    const latest = this.#states.slice(-MAX_OPEN)
    return latest.findLast((state) => this.#open.has(state) && piecesOf(state, item) === whole)
  }
}

/** Returns whether anything of an item was read, beyond that there is one. */
function isRead(state: ItemState): boolean {
  return state.recorded !== undefined || ['message', 'reasoning', 'function_call'].some((type) => isOf(state, type))
}

/** Returns whether an item has anything of the given type; gateways have reasoning and text at one position. */
function isOf({ length, hasRefusal, reasoning, call, recorded }: ItemState, type: unknown): boolean {
  if (type === 'message' && (length > 0 || hasRefusal)) return true
  if (type === 'reasoning' && reasoning !== '') return true
  return (type === 'function_call' && call !== undefined) || (recorded !== undefined && recorded['type'] === type)
}

/** Returns the pieces of an item that a whole one of the given type would repeat. */
function piecesOf(state: ItemState, { type, name = state.name }: Fields): string {
  if (type === 'message') return state.text
  if (type === 'reasoning') return state.reasoning
  return name === state.name ? state.arguments : ''
}

/** Appends a piece to what is kept for comparison, unless that is long already. */
export function appended(kept: string, piece: string): string {
  return kept.length < MAX_COMPARED ? kept + piece : kept
}

/** Returns what a whole message has after the text of its pieces; nothing if it has another text. */
export function missingText({ length, text }: ItemState, whole: string): string {
  if (length === 0) return whole
  return whole.length > length && text.length === length && whole.startsWith(text) ? whole.slice(length) : ''
}

/** The most characters to keep of a text for comparison with a whole item. */
const MAX_COMPARED = 1024 * 1024

/** More items than a server has open at a time. */
const MAX_OPEN = 16

/** More items than any response has. */
const MAX_ITEMS = 10_000

/** The most characters of items to keep, such as encrypted reasoning. */
const MAX_KEPT = 16 * 1024 * 1024
