import type { ToolCallDelta } from '@azureml-endpoints/core'
import { toToolCall } from './answer.ts'
import type { PartSink } from './part-sink.ts'

interface OpenToolCall {
  readonly id: string
  readonly name: string
  arguments: string
  providerData: unknown
}

/** The tool calls of a stream. */
export class ToolInputs {
  readonly #sink: PartSink
  readonly #calls: OpenToolCall[] = []

  constructor(sink: PartSink) {
    this.#sink = sink
  }

  get isEmpty(): boolean {
    return this.#calls.length === 0
  }

  /** Returns whether a delta begins a new call. */
  isNew({ index }: ToolCallDelta): boolean {
    return this.#calls[index] === undefined
  }

  push({ index, id, name, arguments: delta, providerData }: ToolCallDelta): void {
    let call = this.#calls[index]
    if (call === undefined) {
      call = { id: id ?? String(index), name: name ?? '', arguments: '', providerData: undefined }
      this.#calls[index] = call
      this.#sink.enqueue({ type: 'tool-input-start', id: call.id, toolName: call.name })
    }
    if (providerData !== undefined) call.providerData = providerData
    if (delta === undefined) return
    call.arguments += delta
    this.#sink.enqueue({ type: 'tool-input-delta', id: call.id, delta })
  }

  /** Emits the complete calls; `messageData` is what the endpoint needs back with the answer, if no other part has it. */
  finish(messageData: unknown): void {
    let rest = messageData
    for (const call of Object.values(this.#calls)) {
      this.#sink.enqueue({ type: 'tool-input-end', id: call.id })
      this.#sink.enqueue(toToolCall(call, rest))
      rest = undefined
    }
  }

  /** Ends the calls of an answer that failed: they may be incomplete and must not run. */
  abandon(): void {
    // A call that never got its name leaves a gap.
    for (const { id } of Object.values(this.#calls)) this.#sink.enqueue({ type: 'tool-input-end', id })
  }
}
