import { type CallOptions, chatCall } from './call.ts'
import type { ChatChunk, ChatRequest } from './chat.ts'
import { openReader, parseChat } from './codec.ts'
import { Exit } from './deadline.ts'
import { openAnswer } from './exchange.ts'
import { codecOf, type Settings } from './settings.ts'
import { StreamReading } from './stream-reading.ts'
import type { BatchSource } from './stream-iterators.ts'
import { ToolCallIds } from './tool-call-ids.ts'
import { asChunk, wholeAnswer } from './whole-answer.ts'

/** Pieces of an answer, all of one network read at a time. */
export type Batch = readonly ChatChunk[]

/** A call whose answer is read as it comes. It is asked for with the first batch. */
export class ChatStream implements BatchSource {
  readonly #settings: Settings
  readonly #request: ChatRequest
  readonly #options: CallOptions
  readonly #exit = new Exit()
  #reading: StreamReading | undefined
  #isOver = false

  constructor(settings: Settings, request: ChatRequest, options: CallOptions) {
    this.#settings = settings
    this.#request = request
    this.#options = options
  }

  get signal(): AbortSignal | undefined {
    return this.#options.signal
  }

  next(): Promise<Batch | undefined> {
    return this.#reading === undefined || this.#isOver ? this.#open() : this.#reading.next()
  }

  leave(): void {
    this.#isOver = true
    this.#exit.leave()
  }

  async #open(): Promise<Batch | undefined> {
    if (this.#isOver) return undefined
    const settings = this.#settings
    const ids = new ToolCallIds(this.#request)
    const options = { ...this.#options, exit: this.#exit }
    try {
      if (codecOf(settings).openStream === undefined) {
        this.#isOver = true
        const call = chatCall(settings, this.#request, options, 'whole')
        return [asChunk(await wholeAnswer(call, (body) => parseChat(call.owner, { body, sent: call.body }, ids)))]
      }
      const call = chatCall(settings, this.#request, options, 'stream')
      const reader = openReader(call.owner, call.body)
      const answer = await openAnswer(call)
      this.#reading = new StreamReading(call, answer, reader, ids)
      return await this.#reading.next()
    } catch (error) {
      this.#isOver = true
      if (this.#exit.left) return undefined
      throw error
    }
  }
}
