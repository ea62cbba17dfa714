import { ArgumentsText } from './arguments-text.ts'
import type { ParsedToolCallDelta } from '../formatter/formatter.ts'

/** A tool call of a stream that may get more pieces. */
export interface OpenCall {
  readonly index: number
  /** The index and the id that the server uses for the call. */
  readonly wireIndex: number | undefined
  wireId: string | undefined
  name: string
  arguments: ArgumentsText
  providerData: unknown
  /** Whether id and name have been emitted. */
  isEmitted: boolean
}

/** The tool calls of one stream. Lookups by the server's index or id take constant time. */
export class OpenCalls {
  readonly #calls: OpenCall[] = []
  readonly #byIndex = new Map<number, OpenCall>()
  readonly #byId = new Map<string, OpenCall>()
  readonly #byIndexAndId = new Map<string, OpenCall>();

  [Symbol.iterator](): IterableIterator<OpenCall> {
    return this.#calls.values()
  }

  get count(): number {
    return this.#calls.length
  }

  get last(): OpenCall | undefined {
    return this.#calls.at(-1)
  }

  open({ index, id }: ParsedToolCallDelta): OpenCall {
    const call: OpenCall = {
      index: this.#calls.length,
      wireIndex: index,
      wireId: undefined,
      name: '',
      arguments: new ArgumentsText(),
      providerData: undefined,
      isEmitted: false,
    }
    this.#calls.push(call)
    if (index !== undefined) this.#byIndex.set(index, call)
    if (id) this.identify(call, id)
    return call
  }

  /** Records the server's id of a call; the first one is kept. */
  identify(call: OpenCall, id: string): void {
    if (call.wireId !== undefined) return
    call.wireId = id
    this.#byId.set(id, call)
    if (call.wireIndex !== undefined) this.#byIndexAndId.set(`${call.wireIndex} ${id}`, call)
  }

  /** Finds the call that a piece may continue. If a server reuses an index or id, the latest call with it is meant. */
  find({ index, id, name }: ParsedToolCallDelta): OpenCall | undefined {
    if (index !== undefined) {
      // The id decides between calls with the same index.
      const known = (id && this.#byIndexAndId.get(`${index} ${id}`)) || this.#byIndex.get(index)
      if (known !== undefined) return known
    }
    const sameId = id ? this.#byId.get(id) : undefined
    if (sameId !== undefined && (index === undefined || !name)) return sameId
    if (index !== undefined) return undefined
    // Neither an index nor a known id: the piece continues the last call, unless it names another tool.
    const { last } = this
    const continuesLast =
      !name || (!id && last?.name === name && last.arguments.length > 0 && !last.arguments.isWholeObject())
    return continuesLast ? last : undefined
  }
}
