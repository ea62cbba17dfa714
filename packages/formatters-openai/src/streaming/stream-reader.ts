import type { ChatStreamReader, ParsedChatChunk } from '@azureml-endpoints/core'
import { finishReasonOf } from '../response/finish-reason.ts'
import type { ReasoningMode } from '../options/formatter-options.ts'
import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'
import { reasoningOfMessage, textOfContent } from '../response/message-content.ts'
import { ThinkSplitter } from '../response/think-splitter.ts'
import { readToolCallDeltas, readWholeToolCalls } from '../response/tool-calls.ts'
import { unknownAnswer } from '../response/unknown-answer.ts'
import { readUsage } from '../response/usage.ts'

/** Creates a reader for the events of one streamed chat completion. */
export function openChatCompletionStream(mode: ReasoningMode): ChatStreamReader {
  const stream = new ChatCompletionStream(mode)
  return (event) => (event === undefined ? stream.end() : stream.read(event))
}

type Chunk = { -readonly [Field in keyof ParsedChatChunk]: ParsedChatChunk[Field] }

/** The state of one stream. Reading an event allocates only its chunk, since a stream has tens of thousands of events. */
class ChatCompletionStream {
  readonly #readsReasoning: boolean
  /** Undefined once no more tags are expected. */
  #splitter: ThinkSplitter | undefined
  /** Buffered, since it is the text only if there is no content. */
  #refusal = ''
  #hasContent = false
  /** Whether text or tool calls have arrived. */
  #hasOutput = false

  constructor(mode: ReasoningMode) {
    this.#readsReasoning = mode !== 'off'
    this.#splitter = mode === 'auto' ? new ThinkSplitter() : undefined
  }

  read(event: unknown): ParsedChatChunk {
    if (!isJSONObject(event)) throw unknownAnswer(event, 'an event of a chat completion stream')
    const chunk: Chunk = {}
    const { choices, usage, id, model } = event
    if (Array.isArray(choices)) {
      const choice = firstChoiceOf(choices)
      if (choice !== undefined) this.#readChoice(choice, chunk)
    } else if (!isEnvelope(event)) throw unknownAnswer(event, 'an event of a chat completion stream')
    const parsedUsage = readUsage(usage)
    if (parsedUsage !== undefined) chunk.usage = parsedUsage
    if (typeof id === 'string' && id !== '') chunk.id = id
    if (typeof model === 'string' && model !== '') chunk.model = model
    return chunk
  }

  end(): ParsedChatChunk | undefined {
    const chunk: Chunk = {}
    this.#emitBuffered(chunk)
    return chunk.text === undefined && chunk.reasoning === undefined ? undefined : chunk
  }

  #readChoice(choice: JSONObject, chunk: Chunk): void {
    const { delta, message } = choice
    const isMessage = isJSONObject(message) && (!isJSONObject(delta) || isEmpty(delta))
    if (isMessage) this.#readWholeMessage(message, chunk)
    else if (isJSONObject(delta)) this.#readMessage(delta, readToolCallDeltas(delta), chunk)
    else if (typeof choice['text'] === 'string') throw unknownAnswer({ choices: [choice] }, 'a chat completion stream')
    const reason = textOrUndefined(choice['finish_reason'])
    if (reason === undefined) return
    chunk.finishReason = finishReasonOf(reason)
    chunk.rawFinishReason = reason
    this.#emitBuffered(chunk)
  }

  /** Some servers end with the complete message, which repeats the deltas if there were any. */
  #readWholeMessage(message: JSONObject, chunk: Chunk): void {
    if (!this.#hasOutput) this.#readMessage(message, readWholeToolCalls(message), chunk)
  }

  #readMessage(message: JSONObject, toolCalls: ParsedChatChunk['toolCalls'], chunk: Chunk): void {
    if (toolCalls !== undefined) {
      chunk.toolCalls = toolCalls
      this.#hasOutput = true
    }
    if (this.#readsReasoning) {
      const reasoning = reasoningOfMessage(message)
      if (reasoning !== '') chunk.reasoning = reasoning
    }
    const text = textOfContent(message['content'])
    if (text !== '') this.#readText(text, chunk)
    const { refusal } = message
    if (typeof refusal === 'string' && !this.#hasContent) this.#bufferRefusal(refusal)
  }

  #bufferRefusal(refusal: string): void {
    this.#refusal += refusal
    if (this.#refusal.length <= MAX_REFUSAL_LENGTH) return
    throw new Error(`The refusal in the stream is longer than ${MAX_REFUSAL_LENGTH} characters.`)
  }

  #readText(text: string, chunk: Chunk): void {
    this.#hasContent = true
    this.#hasOutput = true
    const splitter = this.#splitter
    if (splitter === undefined) {
      chunk.text = text
      return
    }
    splitter.push(text)
    add(splitter, chunk)
    if (!splitter.active) this.#splitter = undefined
  }

  #emitBuffered(chunk: Chunk): void {
    if (this.#splitter !== undefined) {
      this.#splitter.end()
      add(this.#splitter, chunk)
    }
    if (this.#hasContent || this.#refusal === '') return
    chunk.text = this.#refusal
    chunk.finishReason = 'content-filter'
    this.#refusal = ''
  }
}

/** The most characters of a refusal to buffer. */
const MAX_REFUSAL_LENGTH = 64 * 1024

/** Finds the first choice, the only one that is used. */
function firstChoiceOf(choices: readonly unknown[]): JSONObject | undefined {
  for (const choice of choices) {
    if (isJSONObject(choice) && (choice['index'] === 0 || typeof choice['index'] !== 'number')) return choice
  }
  return undefined
}

function add({ text, reasoning }: ThinkSplitter, chunk: Chunk): void {
  if (text !== '') chunk.text = chunk.text === undefined ? text : chunk.text + text
  if (reasoning !== '') chunk.reasoning = chunk.reasoning === undefined ? reasoning : chunk.reasoning + reasoning
}

/** Checks whether an event without choices can occur in a chat completion stream. */
function isEnvelope(event: JSONObject): boolean {
  const { object, type } = event
  if (type === 'ping' || isEmpty(event) || fieldsWithoutChoices.some((name) => name in event)) return true
  return typeof object === 'string' && object.startsWith('chat.completion')
}

/** Fields of events without choices: the usage, and the content filter's results for the prompt. */
const fieldsWithoutChoices = ['choices', 'usage', 'prompt_filter_results', 'prompt_annotations']

function isEmpty(value: JSONObject): boolean {
  for (const key in value) if (Object.hasOwn(value, key)) return false
  return true
}
