import type { ChatRequest, ToolCall, ToolCallDelta } from './chat.ts'
import type { ParsedToolCall, ParsedToolCallDelta } from './formatter.ts'
import { isJson } from './json-text.ts'

/** Gives ids to tool calls: the endpoint's own where it is new to the conversation, else one that is. */
export class ToolCallIds {
  readonly #request: ChatRequest
  #used: Set<string> | undefined

  constructor(request: ChatRequest) {
    this.#request = request
  }

  settle(id: string | undefined): string {
    this.#used ??= idsIn(this.#request)
    let settled = id
    while (settled === undefined || settled === '' || this.#used.has(settled)) settled = newId()
    this.#used.add(settled)
    return settled
  }
}

/** Settles the tool calls of a whole answer. */
export function settleToolCalls(calls: readonly ParsedToolCall[] | undefined, ids: ToolCallIds): ToolCall[] {
  if (calls === undefined) return []
  return calls.map((call) => ({
    id: ids.settle(call.id),
    name: call.name,
    arguments: call.arguments.trim() === '' ? '{}' : call.arguments,
  }))
}

interface OpenCall {
  readonly index: number
  /** What the wire calls it. */
  wireIndex: number | undefined
  wireId: string | undefined
  name: string
  /** Arguments as they came; joined only where it matters whether they are whole. */
  readonly pieces: string[]
  /** Whether id and name have been given out. */
  begun: boolean
}

/**
 * Settles the tool calls of one stream. Servers leave out or repeat indexes and ids, and send names in pieces or again and again;
 * what leaves here has a stable index, and its id and whole name on the first piece.
 */
export class ToolCallStream {
  readonly #ids: ToolCallIds
  readonly #calls: OpenCall[] = []

  constructor(ids: ToolCallIds) {
    this.#ids = ids
  }

  /** Takes the pieces of one event and gives those that can be passed on. */
  push(deltas: readonly ParsedToolCallDelta[]): ToolCallDelta[] {
    const settled: ToolCallDelta[] = []
    for (const delta of deltas) {
      const call = this.#callOf(delta, settled)
      if (call === undefined) continue
      if (delta.name !== undefined && delta.name !== call.name) call.name += call.begun ? '' : delta.name
      call.wireId ??= delta.id === '' ? undefined : delta.id
      if (delta.arguments !== undefined && delta.arguments !== '') this.#addArguments(call, delta.arguments, settled)
    }
    return settled
  }

  /** Gives what was held back: calls without arguments. `cut` says that the answer is not whole, and may lack them. */
  end(cut: boolean): ToolCallDelta[] {
    const settled: ToolCallDelta[] = []
    for (const call of this.#calls) {
      if (call.name === '') throw new Error('a tool call came without a name')
      const json = call.pieces.join('')
      if (!call.begun) settled.push(this.#begin(call, json.trim() === '' && !cut ? '{}' : json))
      else if (json === '' && !cut) settled.push({ index: call.index, arguments: '{}' })
    }
    return settled
  }

  /** Whether there are calls, and all of them are whole. */
  isComplete(): boolean {
    return this.#calls.length > 0 && this.#calls.every(({ pieces }) => pieces.length === 0 || isJson(pieces.join('')))
  }

  #addArguments(call: OpenCall, piece: string, settled: ToolCallDelta[]): void {
    if (call.begun) {
      call.pieces.push(piece)
      settled.push({ index: call.index, arguments: piece })
      return
    }
    // Some servers put `{}` in the place of arguments that are yet to come.
    if (isPlaceholder(call.pieces)) call.pieces.length = 0
    call.pieces.push(piece)
    // Joined only when the name is there: it may come after any number of pieces.
    if (call.name === '') return
    const json = call.pieces.join('')
    if (json.trim() !== '' && json !== '{}') settled.push(this.#begin(call, json))
  }

  #begin(call: OpenCall, json: string): ToolCallDelta {
    call.begun = true
    return {
      index: call.index,
      id: this.#ids.settle(call.wireId),
      name: call.name,
      ...(json !== '' && { arguments: json }),
    }
  }

  /** Finds the call that a piece belongs to, or opens a new one; a call that comes again as it was belongs to none. */
  #callOf(delta: ParsedToolCallDelta, settled: ToolCallDelta[]): OpenCall | undefined {
    const last = this.#calls.at(-1)
    // Nearly every piece is more arguments of the last call, and says nothing else.
    if (last !== undefined && last.wireIndex === delta.index && !delta.name && !delta.id) return last
    const known = this.#knownCall(delta)
    if (known !== undefined) {
      if (isRepeat(known, delta)) return undefined
      if (!startsAnother(known, delta)) return known
    }
    if (last !== undefined && !last.begun && last.name !== '') {
      settled.push(this.#begin(last, isPlaceholder(last.pieces) ? '{}' : last.pieces.join('').trim()))
    }
    const call: OpenCall = {
      index: this.#calls.length,
      wireIndex: delta.index,
      wireId: delta.id === '' ? undefined : delta.id,
      name: '',
      pieces: [],
      begun: false,
    }
    this.#calls.push(call)
    return call
  }

  #knownCall({ index, id, name }: ParsedToolCallDelta): OpenCall | undefined {
    const hasId = id !== undefined && id !== ''
    const named = name !== undefined && name !== ''
    if (index !== undefined) {
      // The newest first: a server that repeats an index means its latest call, unless it gives the id of another.
      const sameIndex = this.#calls.findLast((call) => call.wireIndex === index)
      const both = hasId ? this.#calls.findLast((call) => call.wireIndex === index && call.wireId === id) : undefined
      if (both !== undefined || sameIndex !== undefined) return both ?? sameIndex
    }
    const sameId = hasId ? this.#calls.findLast((call) => call.wireId === id) : undefined
    if (sameId !== undefined && (index === undefined || !named)) return sameId
    if (index !== undefined) return undefined
    // Neither index nor a known id: more of the last call, unless it names another.
    const last = this.#calls.at(-1)
    return !named || (!hasId && last?.name === name && last.pieces.length > 0 && !isWhole(last)) ? last : undefined
  }
}

/** Some servers give every call the same index or id; a call that is whole does not go on. */
function startsAnother(call: OpenCall, { id, name, arguments: piece }: ParsedToolCallDelta): boolean {
  if (name === undefined || name === '') return false
  const otherId = id !== undefined && id !== '' && call.wireId !== undefined && id !== call.wireId
  const more = piece !== undefined && piece !== ''
  if (call.pieces.length === 0) return otherId && call.name !== '' && name !== call.name
  return (otherId || more) && isWhole(call) && !(isPlaceholder(call.pieces) && !otherId && name === call.name)
}

/** Some servers send a call that is whole once more, at the end. */
function isRepeat(call: OpenCall, { id, name, arguments: piece }: ParsedToolCallDelta): boolean {
  if (id === undefined || id === '' || id !== call.wireId || name !== call.name || piece === undefined) return false
  return call.pieces.length > 0 && piece.length > 1 && isWhole(call) && call.pieces.join('') === piece
}

function isPlaceholder(pieces: readonly string[]): boolean {
  return pieces.length === 1 && pieces[0] === '{}'
}

/** Looks at the last character first, so that few calls are joined and parsed. */
function isWhole({ pieces }: OpenCall): boolean {
  const last = pieces.findLast((piece) => piece.trim() !== '')
  return last !== undefined && last.trimEnd().endsWith('}') && isJson(pieces.join(''))
}

function idsIn({ messages }: ChatRequest): Set<string> {
  const used = new Set<string>()
  for (const message of messages) {
    if (message.role === 'tool') used.add(message.toolCallId)
    else if (message.role === 'assistant') for (const { id } of message.toolCalls ?? []) used.add(id)
  }
  return used
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Nine letters and digits: the only form that Mistral's models take back. */
function newId(): string {
  let id = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(9))) id += alphabet[byte % alphabet.length]
  return id
}
