import {
  type ChatStreamReader,
  type ParsedChatChunk,
  type ParsedToolCallDelta,
  printable,
  isFields,
  type Fields,
} from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { readEnvelope } from '../response/message.ts'
import { providerDataOf } from '../response/recorded-blocks.ts'
import { readStop } from '../response/stop-reason.ts'
import { usageOf, updateUsage } from '../response/usage.ts'
import { BlockReader } from './block-reader.ts'

/** Creates a reader for the events of one stream, from `message_start` to `message_stop`; skips events of unknown kinds. */
export function openMessageStream(): ChatStreamReader {
  const stream = new MessageStream()
  return (event) => (event === undefined ? stream.end() : stream.read(event))
}

/** The state of one stream. */
class MessageStream {
  readonly #blocks = new BlockReader()
  /** Changed in place, since a hostile stream can have any number of updates. */
  readonly #usage: Record<string, unknown> = {}
  #id: unknown
  #hasNewUsage = false
  #isMessage = false
  #isOver = false
  #hasStopped = false
  #unknown: string | undefined

  /** Reads an event; what comes after the end of the message is no part of it. */
  read(event: unknown): ParsedChatChunk | undefined {
    if (this.#isOver) return undefined
    const type = isFields(event) ? event['type'] : undefined
    if (!isFields(event) || typeof type !== 'string') throw foreign('no type')
    switch (type) {
      case 'content_block_delta':
        this.#isMessage = true
        return this.#blocks.readDelta(event)
      case 'content_block_start':
        this.#isMessage = true
        return this.#blocks.start(event)
      case 'content_block_stop':
        return this.#blocks.stop(event)
      case 'message_start':
        return this.#readStart(event['message'])
      case 'message_delta':
        return this.#readEnd(event)
      case 'message_stop':
        this.#isOver = true
        return undefined
      default:
        if (type !== 'ping') this.#unknown ??= printable(type.slice(0, MAX_TYPE_LENGTH))
        return undefined
    }
  }

  /** Returns what was held back, at the end of the stream. */
  end(): ParsedChatChunk | undefined {
    if (!this.#isMessage && !this.#isOver && this.#unknown !== undefined)
      throw foreign(`only events such as "${this.#unknown}"`)
    return this.#takeUsage()
  }

  #readStart(message: unknown): ParsedChatChunk | undefined {
    if (!isFields(message)) throw foreign('no message at its start')
    const { id, usage, content } = message
    if (this.#isMessage) {
      // Some proxies repeat the start, and broken ones go on with another answer.
      if (id === this.#id) return undefined
      throw new Error('The stream has a second message, so that two answers would be mixed.')
    }
    this.#isMessage = true
    this.#id = id
    if (isFields(usage)) this.#addUsage(usage)
    const chunk = readEnvelope(message)
    const hasContent = Array.isArray(content) && content.length > 0
    return hasContent ? { ...chunk, ...this.#readWhole(message, content) } : chunk
  }

  /** Reads an answer that is whole at its start, as the server sends calls of code that it runs. */
  #readWhole(message: Fields, content: readonly unknown[]): ParsedChatChunk {
    const text: string[] = []
    const reasoning: string[] = []
    const toolCalls: ParsedToolCallDelta[] = []
    for (const [index, block] of content.entries()) {
      // No block of a stream has such an index.
      const place = { index: `start ${index}`, content_block: block }
      for (const chunk of [this.#blocks.start(place), this.#blocks.stop(place)]) {
        text.push(chunk?.text ?? '')
        reasoning.push(chunk?.reasoning ?? '')
        toolCalls.push(...(chunk?.toolCalls ?? []))
      }
    }
    const end = textOrUndefined(message['stop_reason']) === undefined ? {} : this.#readEnd({ delta: message })
    return { text: text.join(''), reasoning: reasoning.join(''), toolCalls, ...end }
  }

  #readEnd({ delta, usage }: Fields): ParsedChatChunk {
    this.#isMessage = true
    const stop = isFields(delta) ? readStop(delta) : undefined
    if (isFields(usage)) this.#addUsage(usage)
    const toolCalls = this.#blocks.lateArguments()
    const hasEnded = stop !== undefined && !this.#hasStopped
    if (hasEnded) this.#hasStopped = true
    const providerData = hasEnded ? providerDataOf(this.#blocks.records()) : undefined
    return {
      ...stop,
      ...(stop?.refusal !== undefined && !this.#blocks.hasText && { text: stop.refusal }),
      ...(toolCalls !== undefined && { toolCalls }),
      ...(hasEnded && this.#takeUsage()),
      ...(providerData !== undefined && { providerData }),
    }
  }

  #addUsage(usage: Fields): void {
    updateUsage(this.#usage, usage)
    this.#hasNewUsage = true
  }

  /** Returns the counts if they have changed. They are copied, so it is called only where an answer ends. */
  #takeUsage(): ParsedChatChunk | undefined {
    const usage = this.#hasNewUsage ? usageOf({ ...this.#usage }) : undefined
    this.#hasNewUsage = false
    return usage === undefined ? undefined : { usage }
  }
}

const MAX_TYPE_LENGTH = 60

function foreign(problem: string): Error {
  return new Error(`Expected an event of the Messages API, but the stream has ${problem}.`)
}
