import type { JsonObject } from '../json/json-value.ts'

/** What the API stores of responses, unless a request says `store: false`; the latest only. */
export class StoredResponses {
  readonly #items = new Map<unknown, JsonObject>()
  readonly #conversations = new Map<unknown, readonly JsonObject[]>()

  /** Stores a response with the input that it answers. */
  add(response: JsonObject, input: readonly JsonObject[]): void {
    const output = response['output'] as readonly JsonObject[]
    for (const item of output) this.#items.set(item['id'], item)
    this.#conversations.set(response['id'], [...input, ...output])
    for (const map of [this.#items, this.#conversations]) {
      for (const key of map.keys()) {
        if (map.size <= maxStored) break
        map.delete(key)
      }
    }
  }

  /** Returns the conversation that a response ended. */
  conversation(id: unknown): readonly JsonObject[] | undefined {
    return this.#conversations.get(id)
  }

  /** Tells whether an item is one of those stored. */
  has(item: JsonObject): boolean {
    return this.#items.get(item['id']) === item
  }

  /** Replaces a reference to an item, or reasoning that was not encrypted, by the item as it was. */
  resolve(item: JsonObject): JsonObject {
    const { type, id, encrypted_content: sealed } = item
    const isReference = type === 'item_reference' || (type === 'reasoning' && typeof sealed !== 'string')
    return (isReference ? this.#items.get(id) : undefined) ?? item
  }
}

const maxStored = 1_000
