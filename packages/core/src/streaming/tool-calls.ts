import { ArgumentsText } from './arguments-text.ts'
import type { ToolCall } from '../messages/chat-message.ts'
import type { ToolCallDelta } from '../messages/chat-response.ts'
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
    ...(call.providerData !== undefined && { providerData: call.providerData }),
  }))
}

/**
 * Normalizes the tool calls of one stream. Servers omit or repeat indexes and ids, and send names in pieces or repeatedly; the
 * deltas returned have a stable index, and the id and the whole name on the first delta of a call.
 */
export class ToolCallStream {
  readonly #ids: ToolCallIds
  readonly #calls = new OpenCalls()

  constructor(ids: ToolCallIds) {
    this.#ids = ids
  }

  /** Adds the deltas of one event and returns those that can be emitted. */
  push(deltas: readonly ParsedToolCallDelta[]): ToolCallDelta[] {
    const ready: OpenDelta[] = []
    for (const delta of deltas) {
      const call = this.#callOf(delta, ready)
      if (call === undefined) continue
      if (delta.name !== undefined && delta.name !== call.name) call.name += call.isEmitted ? '' : delta.name
      if (delta.id) this.#calls.identify(call, delta.id)
      if (delta.providerData !== undefined) addProviderData(call, delta.providerData, ready)
      if (delta.arguments !== undefined && delta.arguments !== '') this.#addArguments(call, delta.arguments, ready)
      if (call.name.length + call.arguments.length > limits.toolCall) {
        throw limitError('A tool call is too large', `${mebi(limits.toolCall)} characters`)
      }
    }
    return ready
  }

  /** Returns what was held back: calls without arguments. `isCut` says that the answer is incomplete, so that arguments may be missing. */
  end(isCut: boolean): ToolCallDelta[] {
    const ready: OpenDelta[] = []
    for (const call of this.#calls) {
      if (call.name === '') throw new Error('a tool call has no name')
      const isMissing = call.arguments.isBlank && !isCut
      if (!call.isEmitted) ready.push(this.#firstDelta(call, isMissing ? '{}' : call.arguments.text()))
      else if (call.arguments.length === 0 && !isCut) ready.push({ index: call.index, arguments: '{}' })
    }
    return ready
  }

  /** Returns whether there are calls, and all of them are complete. */
  isComplete(): boolean {
    const calls = [...this.#calls]
    return calls.length > 0 && calls.every((call) => call.arguments.length === 0 || isJson(call.arguments.text()))
  }

  #addArguments(call: OpenCall, piece: string, ready: OpenDelta[]): void {
    if (call.isEmitted) {
      call.arguments.push(piece)
      addPiece(ready, call.index, piece)
      return
    }
    // Some servers send `{}` before the actual arguments.
    if (call.arguments.isPlaceholder) call.arguments = new ArgumentsText()
    call.arguments.push(piece)
    // The pieces are joined only once there is a name, which may arrive after any number of them.
    if (call.name === '' || call.arguments.isBlank) return
    const json = call.arguments.text()
    if (json !== '{}') ready.push(this.#firstDelta(call, json))
  }

  #firstDelta(call: OpenCall, json: string): ToolCallDelta {
    call.isEmitted = true
    return {
      index: call.index,
      id: this.#ids.assign(call.wireId),
      name: call.name,
      ...(json !== '' && { arguments: json }),
      ...(call.providerData !== undefined && { providerData: call.providerData }),
    }
  }

  /** Finds the call that a piece belongs to, or opens a new one; a call that is repeated unchanged belongs to none. */
  #callOf(delta: ParsedToolCallDelta, ready: OpenDelta[]): OpenCall | undefined {
    const { last } = this.#calls
    // Nearly all deltas contain only more arguments of the last call.
    if (last !== undefined && last.wireIndex === delta.index && !delta.name && !delta.id) return last
    const known = this.#calls.find(delta)
    if (known !== undefined) {
      if (isRepeat(known, delta)) return undefined
      if (!startsAnother(known, delta)) return known
    }
    if (isEmpty(delta)) return undefined
    if (last !== undefined && !last.isEmitted && last.name !== '') {
      ready.push(this.#firstDelta(last, last.arguments.text().trim()))
    }
    if (this.#calls.count >= limits.toolCalls) throw tooManyCalls()
    return this.#calls.open(delta)
  }
}

/** Keeps what the endpoint needs back until the call is emitted, or emits it by itself afterwards. */
function addProviderData(call: OpenCall, providerData: unknown, ready: OpenDelta[]): void {
  if (call.isEmitted) ready.push({ index: call.index, providerData })
  else call.providerData = providerData
}

/** Joins the pieces of one call within one event, however many there are. */
function addPiece(ready: OpenDelta[], index: number, piece: string): void {
  const last = ready.at(-1)
  if (last === undefined || last.index !== index || last.providerData !== undefined)
    ready.push({ index, arguments: piece })
  else last.arguments = (last.arguments ?? '') + piece
}

function tooManyCalls(): Error {
  return limitError('The answer has too many tool calls', `${limits.toolCalls} calls`)
}

/** Some servers send every field of an answer, with zero values where there is no call. */
function isEmpty({ id, name, arguments: piece, providerData }: ParsedToolCallDelta): boolean {
  return !id && !name && !piece && providerData === undefined
}

/** Some servers use the same index or id for all calls; a complete call cannot be continued. */
function startsAnother(call: OpenCall, { id, name, arguments: piece }: ParsedToolCallDelta): boolean {
  if (!name) return false
  const otherId = Boolean(id) && call.wireId !== undefined && id !== call.wireId
  if (call.arguments.length === 0) return otherId && call.name !== '' && name !== call.name
  const isFilledPlaceholder = call.arguments.isPlaceholder && !otherId && name === call.name
  return (otherId || Boolean(piece)) && call.arguments.isWholeObject() && !isFilledPlaceholder
}

/** Some servers repeat a complete call at the end. */
function isRepeat(call: OpenCall, { id, name, arguments: piece }: ParsedToolCallDelta): boolean {
  if (!id || id !== call.wireId || name !== call.name || piece === undefined) return false
  const isSameLength = piece.length > 1 && piece.length === call.arguments.length
  return isSameLength && call.arguments.isWholeObject() && call.arguments.text() === piece
}
