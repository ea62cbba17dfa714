import { type ChatStreamReader, type ParsedChatChunk, isFields, type Fields } from '@azureml-endpoints/core'
import { isResult } from '../response/agent-messages.ts'
import type { ReadingOptions } from '../response/answer.ts'
import { finishReasonOf, reasonIn } from '../response/finish-reason.ts'
import { rejectOtherFormats } from '../response/message-content.ts'
import { unknownAnswer } from '../response/unknown-answer.ts'
import { readUsage } from '../response/usage.ts'
import { ChoiceSelector } from './choice-selector.ts'
import { MessageStream } from './message-stream.ts'
import type { Chunk } from './parsed-chunk.ts'
import { StreamExtras } from './stream-extras.ts'

/** Creates a reader for the events of one streamed chat completion. */
export function openChatCompletionStream(options: ReadingOptions): ChatStreamReader {
  const stream = new ChatCompletionStream(options)
  return (event) => (event === undefined ? stream.end() : stream.read(event))
}

/** The state of one stream. Reading an event allocates only its chunk, since a stream has tens of thousands of events. */
export class ChatCompletionStream {
  readonly #choices = new ChoiceSelector()
  readonly #extras: StreamExtras
  readonly #message: MessageStream
  /** The latest event without choices, until there is one with choices. */
  #metadata: Fields | undefined
  #hasChoices = false

  constructor(options: ReadingOptions) {
    this.#extras = new StreamExtras(options.audioType)
    this.#message = new MessageStream(options, this.#extras)
  }

  /** Reads an event. */
  read(event: unknown): ParsedChatChunk {
    if (!isFields(event)) throw unknownAnswer(event, 'an event of a chat completion stream')
    const chunk: Chunk = {}
    const { choices, id, model } = event
    let choice: Fields | undefined
    if (Array.isArray(choices)) {
      const first: unknown = choices[0]
      if (choices.length === 1 && isFields(first) && first['index'] === this.#choices.index) {
        choice = first
        this.#readChoice(first, chunk)
      } else choice = this.#readChoices(choices, event, chunk)
    } else if (isEnvelope(event)) this.#readMetadata(event)
    else throw unknownAnswer(event, 'an event of a chat completion stream')
    this.#extras.readEvent(event, chunk)
    const usage = readUsage(event, choice)
    if (usage !== undefined) chunk.usage = usage
    if (typeof id === 'string' && id !== '') chunk.id = id
    if (typeof model === 'string' && model !== '') chunk.model = model
    return chunk
  }

  /** Returns what was held back, at the end of the stream. */
  end(): ParsedChatChunk | undefined {
    if (this.#metadata !== undefined && !this.#hasChoices) {
      throw unknownAnswer(this.#metadata, 'a chat completion stream, with choices')
    }
    const chunk: Chunk = {}
    for (const choice of this.#choices.settle()) this.#readChoice(choice, chunk)
    this.#message.end(chunk)
    this.#extras.end(chunk)
    for (const _ in chunk) return chunk
    return undefined
  }

  #readMetadata(event: Fields): void {
    if (!this.#hasChoices) this.#metadata = event
  }

  #readChoices(choices: readonly unknown[], event: Fields, chunk: Chunk): Fields | undefined {
    if (choices.length === 0) this.#readMetadata(event)
    else this.#hasChoices = true
    let latest: Fields | undefined
    for (const choice of this.#choices.select(choices)) {
      latest = choice
      this.#readChoice(choice, chunk)
    }
    return latest
  }

  #readChoice(choice: Fields, chunk: Chunk): void {
    const { delta, message } = choice
    if (isFields(message) && (!isFields(delta) || isEmpty(delta))) {
      this.#message.readWhole(message, chunk)
      this.#extras.readMessage(choice, message, chunk)
    } else if (isFields(delta)) {
      rejectOtherFormats(delta)
      if (!isResult(delta)) this.#message.readDelta(delta, chunk)
      this.#extras.readMessage(choice, delta, chunk)
    } else if (typeof choice['text'] === 'string') {
      throw unknownAnswer({ choices: [choice] }, 'a chat completion stream')
    }
    const reason = reasonIn(choice)
    if (reason === undefined) return
    chunk.finishReason = finishReasonOf(reason)
    chunk.rawFinishReason = reason
    this.#message.end(chunk)
  }
}

/** Checks whether an event without choices can occur in a chat completion stream. */
function isEnvelope(event: Fields): boolean {
  const { object, type } = event
  if (type === 'ping' || isEmpty(event) || fieldsWithoutChoices.some((name) => name in event)) return true
  return typeof object === 'string' && object.startsWith('chat.completion')
}

/** Fields of events without choices: the usage, and the content filter's results for the prompt. */
const fieldsWithoutChoices = ['choices', 'usage', 'prompt_filter_results', 'prompt_annotations']

function isEmpty(value: Fields): boolean {
  for (const key in value) if (Object.hasOwn(value, key)) return false
  return true
}
