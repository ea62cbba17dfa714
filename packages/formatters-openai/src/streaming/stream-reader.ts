import type { ChatStreamReader, ParsedChatChunk } from '@azureml-endpoints/core'
import { finishReasonOf } from '../response/finish-reason.ts'
import type { ReasoningMode } from '../options/formatter-options.ts'
import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'
import { reasoningOfMessage, textOfContent } from '../response/message-content.ts'
import { ThinkSplitter } from '../response/think-splitter.ts'
import { readToolCallDeltas, readWholeToolCalls } from '../response/tool-calls.ts'
import { unknownAnswer } from '../response/unknown-answer.ts'
import { readUsage } from '../response/usage.ts'

/** Opens a reader for the events of one streamed chat completion. */
export function openChatCompletionStream(mode: ReasoningMode): ChatStreamReader {
  const stream = new ChatCompletionStream(mode)
  return (event) => (event === undefined ? stream.end() : stream.read(event))
}

type Chunk = { -readonly [Field in keyof ParsedChatChunk]: ParsedChatChunk[Field] }

/** The state of one stream. Reading an event costs a chunk and nothing else: streams have tens of thousands. */
class ChatCompletionStream {
  readonly #readsReasoning: boolean
  /** Absent when no tag is possible any more. */
  #splitter: ThinkSplitter | undefined
  /** Held back: it is the answer only when no content comes. */
  #refusal = ''
  #hasContent = false
  /** Whether text or tool calls have come. */
  #hasSpoken = false

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
    const spent = readUsage(usage)
    if (spent !== undefined) chunk.usage = spent
    if (typeof id === 'string' && id !== '') chunk.id = id
    if (typeof model === 'string' && model !== '') chunk.model = model
    return chunk
  }

  end(): ParsedChatChunk | undefined {
    const chunk: Chunk = {}
    this.#giveHeldBack(chunk)
    return chunk.text === undefined && chunk.reasoning === undefined ? undefined : chunk
  }

  #readChoice(choice: JSONObject, chunk: Chunk): void {
    const { delta, message } = choice
    const isMessage = isJSONObject(message) && (!isJSONObject(delta) || isEmpty(delta))
    if (isMessage) this.#readWholeMessage(message, chunk)
    else if (isJSONObject(delta)) this.#readMessage(delta, readToolCallDeltas(delta), chunk)
    else if (typeof choice['text'] === 'string') throw unknownAnswer({ choices: [choice] }, 'a chat completion stream')
    const word = textOrUndefined(choice['finish_reason'])
    if (word === undefined) return
    chunk.finishReason = finishReasonOf(word)
    chunk.rawFinishReason = word
    this.#giveHeldBack(chunk)
  }

  /** Some servers close with the whole message, which is the answer only where no pieces of it came before. */
  #readWholeMessage(message: JSONObject, chunk: Chunk): void {
    if (!this.#hasSpoken) this.#readMessage(message, readWholeToolCalls(message), chunk)
  }

  #readMessage(message: JSONObject, toolCalls: ParsedChatChunk['toolCalls'], chunk: Chunk): void {
    if (toolCalls !== undefined) {
      chunk.toolCalls = toolCalls
      this.#hasSpoken = true
    }
    if (this.#readsReasoning) {
      const reasoning = reasoningOfMessage(message)
      if (reasoning !== '') chunk.reasoning = reasoning
    }
    const text = textOfContent(message['content'])
    if (text !== '') this.#readText(text, chunk)
    const { refusal } = message
    if (typeof refusal === 'string' && !this.#hasContent) this.#holdBack(refusal)
  }

  #holdBack(refusal: string): void {
    this.#refusal += refusal
    if (this.#refusal.length <= LONGEST_REFUSAL) return
    throw new Error(`The refusal of the answer is longer than ${LONGEST_REFUSAL} characters.`)
  }

  #readText(text: string, chunk: Chunk): void {
    this.#hasContent = true
    this.#hasSpoken = true
    const splitter = this.#splitter
    if (splitter === undefined) {
      chunk.text = text
      return
    }
    splitter.push(text)
    add(splitter, chunk)
    if (!splitter.active) this.#splitter = undefined
  }

  #giveHeldBack(chunk: Chunk): void {
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

/** Characters of a refusal that are held back; a longer one is none. */
const LONGEST_REFUSAL = 64 * 1024

/** Finds the choice that is read; a caller who asks for several gets the first. */
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

/** Tells an event without a list of choices that belongs to such a stream all the same. */
function isEnvelope(event: JSONObject): boolean {
  const { object, type } = event
  if (type === 'ping' || isEmpty(event) || companions.some((name) => name in event)) return true
  return typeof object === 'string' && object.startsWith('chat.completion')
}

/** Fields that come without choices too: the usage, and what the content filter says of the prompt. */
const companions = ['choices', 'usage', 'prompt_filter_results', 'prompt_annotations']

function isEmpty(value: JSONObject): boolean {
  for (const key in value) if (Object.hasOwn(value, key)) return false
  return true
}
