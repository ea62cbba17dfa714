import type { Fields, ParsedToolCallDelta } from '@azureml-endpoints/core'
import { textOrUndefined } from '../../json/json-object.ts'
import type { Chunk } from '../../streaming/parsed-chunk.ts'
import { addCall } from './chunk-pieces.ts'
import { argumentsIn } from './item-content.ts'
import { appended, type ItemState } from './item-states.ts'

/** Parses the function calls of one response. */
export class CallReader {
  #count = 0

  /** The number of calls so far. */
  get count(): number {
    return this.#count
  }

  /** Reads a call that has just begun. */
  open(item: Fields, state: ItemState, chunk: Chunk): void {
    const delta: { -readonly [Field in keyof ParsedToolCallDelta]: ParsedToolCallDelta[Field] } = {}
    const id = callIdOf(item)
    const name = textOrUndefined(item['name'])
    delta.index = state.call ??= this.#count++
    if (id !== undefined) delta.id = id
    if (name !== undefined) delta.name = state.name = name
    addCall(chunk, delta)
  }

  /** Reads a piece of a call's arguments. */
  readArguments(json: string, state: ItemState, chunk: Chunk): void {
    state.arguments = appended(state.arguments, json)
    addCall(chunk, { index: (state.call ??= this.#count++), arguments: json })
  }

  /** Reads the arguments of a call as a whole, unless there were pieces of them. */
  readWholeArguments(item: Fields, state: ItemState, chunk: Chunk): void {
    const json = argumentsIn(item)
    if (json !== undefined && state.arguments === '') this.readArguments(json, state, chunk)
  }

  /** Reads a whole call. */
  read(item: Fields, state: ItemState, chunk: Chunk): void {
    if (state.name === undefined) this.open(item, state, chunk)
    this.readWholeArguments(item, state, chunk)
  }
}

/** Returns the id by which a result refers to a call. */
export function callIdOf(item: Fields): string | undefined {
  return textOrUndefined(item['call_id']) ?? textOrUndefined(item['id'])
}
