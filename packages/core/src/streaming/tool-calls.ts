import { ArgumentsText } from './arguments-text.ts'
import type { ToolCall, ToolCallDelta } from '../messages/chat.ts'
import type { ParsedToolCall, ParsedToolCallDelta } from '../formatter/formatter.ts'
import { isJson } from '../json/json-text.ts'
import { limitError, limits, mebi } from '../errors/limits.ts'
import { OpenCalls, type OpenCall } from './open-calls.ts'
import type { ToolCallIds } from './tool-call-ids.ts'

type OpenDelta = { -readonly [Key in keyof ToolCallDelta]: ToolCallDelta[Key] }

/** Normalizes the tool calls of a whole answer. */
export function normalizeToolCalls(calls: readonly ParsedToolCall[] | undefined, ids: ToolCallIds): ToolCall[] {
  if (calls === undefined) return []
  if (calls.length > limits.toolCalls) throw tooManyCalls()
  return calls.map((call) => ({
    id: ids.assign(call.id),
    name: call.name,
    arguments: call.arguments.trim() === '' ? '{}' : call.arguments,
  }))
}

/**
 * Normalizes the tool calls of one stream. Servers leave out or repeat indexes and ids, and send names in pieces or again and again;
 * what leaves here has a stable index, and its id and whole name on the first piece.
 */
export class ToolCallStream {
  readonly #ids: ToolCallIds
  readonly #calls = new OpenCalls()

  constructor(ids: ToolCallIds) {
    this.#ids = ids
  }

  /** Takes the pieces of one event and returns those that can be passed on. */
  push(deltas: readonly ParsedToolCallDelta[]): ToolCallDelta[] {
    const settled: OpenDelta[] = []
    for (const delta of deltas) {
      const call = this.#callOf(delta, settled)
      if (call === undefined) continue
      if (delta.name !== undefined && delta.name !== call.name) call.name += call.begun ? '' : delta.name
      if (delta.id) this.#calls.identify(call, delta.id)
      if (delta.arguments !== undefined && delta.arguments !== '') this.#addArguments(call, delta.arguments, settled)
      if (call.name.length + call.arguments.length > limits.toolCall) {
        throw limitError('A tool call is too large', `${mebi(limits.toolCall)} characters`)
      }
    }
    return settled
  }

  /** Returns what was held back: calls without arguments. `cut` says that the answer is not whole, and may lack them. */
  end(cut: boolean): ToolCallDelta[] {
    const settled: OpenDelta[] = []
    for (const call of this.#calls) {
      if (call.name === '') throw new Error('a tool call came without a name')
      const isMissing = call.arguments.isBlank && !cut
      if (!call.begun) settled.push(this.#begin(call, isMissing ? '{}' : call.arguments.text()))
      else if (call.arguments.length === 0 && !cut) settled.push({ index: call.index, arguments: '{}' })
    }
    return settled
  }

  /** Whether there are calls, and all of them are whole. */
  isComplete(): boolean {
    const calls = [...this.#calls]
    return calls.length > 0 && calls.every((call) => call.arguments.length === 0 || isJson(call.arguments.text()))
  }

  #addArguments(call: OpenCall, piece: string, settled: OpenDelta[]): void {
    if (call.begun) {
      call.arguments.push(piece)
      addPiece(settled, call.index, piece)
      return
    }
    // Some servers put `{}` in the place of arguments that are yet to come.
    if (call.arguments.isPlaceholder) call.arguments = new ArgumentsText()
    call.arguments.push(piece)
    // Joined only when the name is there: it may come after any number of pieces.
    if (call.name === '' || call.arguments.isBlank) return
    const json = call.arguments.text()
    if (json !== '{}') settled.push(this.#begin(call, json))
  }

  #begin(call: OpenCall, json: string): ToolCallDelta {
    call.begun = true
    return {
      index: call.index,
      id: this.#ids.assign(call.wireId),
      name: call.name,
      ...(json !== '' && { arguments: json }),
    }
  }

  /** Finds the call that a piece belongs to, or opens a new one; a call that comes again as it was belongs to none. */
  #callOf(delta: ParsedToolCallDelta, settled: OpenDelta[]): OpenCall | undefined {
    const { last } = this.#calls
    // Nearly every piece is more arguments of the last call, and says nothing else.
    if (last !== undefined && last.wireIndex === delta.index && !delta.name && !delta.id) return last
    const known = this.#calls.find(delta)
    if (known !== undefined) {
      if (isRepeat(known, delta)) return undefined
      if (!startsAnother(known, delta)) return known
    }
    if (last !== undefined && !last.begun && last.name !== '') {
      settled.push(this.#begin(last, last.arguments.text().trim()))
    }
    if (this.#calls.count >= limits.toolCalls) throw tooManyCalls()
    return this.#calls.open(delta)
  }
}

/** Pieces of one call in one event leave as one, however many they are. */
function addPiece(settled: OpenDelta[], index: number, piece: string): void {
  const last = settled.at(-1)
  if (last === undefined || last.index !== index) settled.push({ index, arguments: piece })
  else last.arguments = (last.arguments ?? '') + piece
}

function tooManyCalls(): Error {
  return limitError('The answer has too many tool calls', `${limits.toolCalls} calls`)
}

/** Some servers give every call the same index or id; a call that is whole does not go on. */
function startsAnother(call: OpenCall, { id, name, arguments: piece }: ParsedToolCallDelta): boolean {
  if (!name) return false
  const otherId = Boolean(id) && call.wireId !== undefined && id !== call.wireId
  if (call.arguments.length === 0) return otherId && call.name !== '' && name !== call.name
  const isFilledPlaceholder = call.arguments.isPlaceholder && !otherId && name === call.name
  return (otherId || Boolean(piece)) && call.arguments.isWholeObject() && !isFilledPlaceholder
}

/** Some servers send a call that is whole once more, at the end. */
function isRepeat(call: OpenCall, { id, name, arguments: piece }: ParsedToolCallDelta): boolean {
  if (!id || id !== call.wireId || name !== call.name || piece === undefined) return false
  const isSameLength = piece.length > 1 && piece.length === call.arguments.length
  return isSameLength && call.arguments.isWholeObject() && call.arguments.text() === piece
}
