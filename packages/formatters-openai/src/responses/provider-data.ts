import { isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** What the API needs back with an answer; JSON only. */
export interface ResponsesProviderData {
  /**
   * The items of the answer, in order: reasoning and others unchanged; messages as `{ type, id, phase, length }` with the length
   * of their text, and function calls without their arguments, since both are in the answer already.
   */
  readonly responseItems: readonly Fields[]
}

/** Reads the items that an earlier answer recorded; none if another formatter or program wrote the `providerData`. */
export function recordedItemsOf(providerData: unknown): readonly Fields[] {
  if (!isFields(providerData) || !Array.isArray(providerData['responseItems'])) return []
  return providerData['responseItems'].filter((item) => isFields(item) && typeof item['type'] === 'string')
}

/** Returns what to record of an item; `length` is that of the text that it added to the answer. */
export function recordedItem(item: Fields, length: number): Fields {
  const { type } = item
  if (type === 'message') {
    const id = textOrUndefined(item['id'])
    const phase = textOrUndefined(item['phase'])
    return { type, ...(id !== undefined && { id }), ...(phase !== undefined && { phase }), length }
  }
  if (type !== 'function_call') return item
  const { arguments: _arguments, status: _status, ...call } = item
  return call
}

/** Returns whether an answer with this item needs its items back. */
export function isNeeded({ type, phase }: Fields): boolean {
  return (type !== 'message' && type !== 'function_call') || typeof phase === 'string'
}
