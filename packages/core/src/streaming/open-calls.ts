import { ArgumentsText } from './arguments-text.ts'
import type { ParsedToolCallDelta } from '../formatter/formatter.ts'

/** A tool call of a stream that may go on. */
export interface OpenCall {
  readonly index: number
  /** What the wire calls it. */
  readonly wireIndex: number | undefined
  wireId: string | undefined
  name: string
  arguments: ArgumentsText
  /** Whether id and name have been emitted. */
  begun: boolean
}

/** The tool calls of one stream, found by what the wire calls them in the same time however many there are. */
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
      begun: false,
    }
    this.#calls.push(call)
    if (index !== undefined) this.#byIndex.set(index, call)
    if (id) this.identify(call, id)
    return call
  }

  /** Notes the id that the wire gives a call; the first one stays. */
  identify(call: OpenCall, id: string): void {
    if (call.wireId !== undefined) return
    call.wireId = id
    this.#byId.set(id, call)
    if (call.wireIndex !== undefined) this.#byIndexAndId.set(`${call.wireIndex} ${id}`, call)
  }

  /** Finds the call that a piece may continue, the newest first: a server that repeats an index or id means its latest call. */
  find({ index, id, name }: ParsedToolCallDelta): OpenCall | undefined {
    if (index !== undefined) {
      // Unless it gives the id of another.
      const known = (id && this.#byIndexAndId.get(`${index} ${id}`)) || this.#byIndex.get(index)
      if (known !== undefined) return known
    }
    const sameId = id ? this.#byId.get(id) : undefined
    if (sameId !== undefined && (index === undefined || !name)) return sameId
    if (index !== undefined) return undefined
    // Neither index nor a known id: more of the last call, unless it names another.
    const { last } = this
    const isMore = !name || (!id && last?.name === name && last.arguments.length > 0 && !last.arguments.isWholeObject())
    return isMore ? last : undefined
  }
}
