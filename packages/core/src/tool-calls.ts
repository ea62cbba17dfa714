import type { ChatRequest, ToolCall, ToolCallDelta } from './chat.ts'
import type { ParsedToolCall, ParsedToolCallDelta } from './formatter.ts'

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
  return calls.map((call) => ({ id: ids.settle(call.id), name: call.name, arguments: call.arguments || '{}' }))
}

/** Tells whether arguments are whole: JSON text. */
export function isComplete(json: string): boolean {
  try {
    JSON.parse(json)
    return true
  } catch {
    return false
  }
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
      if (delta.name !== undefined && delta.name !== call.name) call.name += call.begun ? '' : delta.name
      call.wireId ??= delta.id === '' ? undefined : delta.id
      const piece = delta.arguments
      if (piece === undefined || piece === '') continue
      call.pieces.push(piece)
      if (call.begun) settled.push({ index: call.index, arguments: piece })
      else if (call.name !== '') settled.push(this.#begin(call, call.pieces.join('')))
    }
    return settled
  }

  /** Gives what was held back: calls without arguments. `cut` says that the answer is not whole, and may lack them. */
  end(cut: boolean): ToolCallDelta[] {
    const settled: ToolCallDelta[] = []
    for (const call of this.#calls) {
      const json = call.pieces.length === 0 && !cut ? '{}' : ''
      if (!call.begun) settled.push(this.#begin(call, call.pieces.join('') || json))
      else if (json !== '') settled.push({ index: call.index, arguments: json })
    }
    return settled
  }

  /** Whether there are calls, and all of them are whole. */
  isComplete(): boolean {
    return (
      this.#calls.length > 0 && this.#calls.every(({ pieces }) => pieces.length === 0 || isComplete(pieces.join('')))
    )
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

  /** Finds the call that a piece belongs to, or opens a new one; the name of the one before it is whole then. */
  #callOf(delta: ParsedToolCallDelta, settled: ToolCallDelta[]): OpenCall {
    const known = this.#knownCall(delta)
    if (known !== undefined && !this.#startsAnother(known, delta)) return known
    const last = this.#calls.at(-1)
    if (last !== undefined && !last.begun) settled.push(this.#begin(last, last.pieces.join('')))
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
    // The newest first: a server that repeats an index or an id means its latest call.
    const sameIndex = index === undefined ? undefined : this.#calls.findLast((call) => call.wireIndex === index)
    if (sameIndex !== undefined) return sameIndex
    const named = name !== undefined && name !== ''
    const sameId = id === undefined || id === '' ? undefined : this.#calls.findLast((call) => call.wireId === id)
    if (sameId !== undefined && (index === undefined || !named)) return sameId
    // Neither index nor a known id: more of the last call, unless it names one of its own.
    return index === undefined && !named ? this.#calls.at(-1) : undefined
  }

  /** Some servers give every call the same index or id; a call that is whole does not go on. */
  #startsAnother(call: OpenCall, { id, name, arguments: piece }: ParsedToolCallDelta): boolean {
    if (name === undefined || name === '') return false
    const otherId = id !== undefined && id !== '' && call.wireId !== undefined && id !== call.wireId
    const more = piece !== undefined && piece !== ''
    if (call.pieces.length === 0) return otherId && call.name !== '' && name !== call.name
    return (otherId || more) && call.pieces.at(-1)?.endsWith('}') === true && isComplete(call.pieces.join(''))
  }
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
