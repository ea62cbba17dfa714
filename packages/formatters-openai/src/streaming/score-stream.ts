import { type ChatStreamReader, type ParsedChatChunk, isFields, type Fields } from '@azureml-endpoints/core'
import type { ReadingOptions } from '../response/answer.ts'
import { emptyAnswer, isEmpty } from '../response/score-answer.ts'
import { unknownAnswer } from '../response/unknown-answer.ts'
import { AgentPieces } from './agent-pieces.ts'
import { ChatCompletionStream } from './stream-reader.ts'

/**
 * Creates a reader for the events of a deployment that streams on `/score`, as a scoring script can: chunks of a chat
 * completion, `{ output }` with the next piece, messages of an MLflow agent, or plain text. All but the first have no finish
 * reason, so that the end of the stream counts as `stop`.
 */
export function openScoreStream(options: ReadingOptions): ChatStreamReader {
  const stream = new ScoreStream(options)
  return (event) => (event === undefined ? stream.end() : stream.read(event))
}

class ScoreStream {
  readonly #chat: ChatCompletionStream
  readonly #pieces = new AgentPieces()
  /** The latest event without content, until there is one with content. */
  #empty: Fields | undefined
  #hasContent = false
  /** The latest event with nothing but a reason, until there is one with content. */
  #metadata: unknown
  /** Whether the events are in a format that has finish reasons, or one had a reason. */
  #hasReasons = false

  constructor(options: ReadingOptions) {
    this.#chat = new ChatCompletionStream(options)
  }

  read(event: unknown): ParsedChatChunk | undefined {
    const converted = this.#toChatEvent(event)
    if (converted !== undefined) {
      const chunk = this.#chat.read(converted)
      if (!this.#hasContent) {
        this.#hasContent = mayHaveContent(event)
        this.#metadata = event
      }
      if (converted === event || chunk.finishReason !== undefined) this.#hasReasons = true
      return chunk
    }
    if (!isFields(event) || !isEmpty(event)) throw unknownAnswer(event, EXPECTED)
    this.#empty = event
    return undefined
  }

  end(): ParsedChatChunk | undefined {
    if (!this.#hasContent && this.#empty !== undefined) throw emptyAnswer(this.#empty)
    if (!this.#hasContent && this.#metadata !== undefined) throw unknownAnswer(this.#metadata, EXPECTED)
    const last = this.#readRest()
    return this.#hasContent && !this.#hasReasons ? { finishReason: 'stop', ...last } : last
  }

  /** Converts an event to a chunk of a chat completion; returns undefined if it has no content. */
  #toChatEvent(event: unknown): Fields | undefined {
    if (typeof event === 'string') return isBrokenJSON(event) ? undefined : chatEvent({}, { content: event })
    if (!isFields(event)) return undefined
    if (Array.isArray(event['choices'])) return event
    const { output, finish_reason: reason } = event
    const piece = this.#pieces.pieceIn(event)
    const content = typeof output === 'string' ? output : piece?.['content']
    if (content !== undefined && content !== null) {
      const text = piece === undefined ? content : this.#pieces.separated(content)
      const delta = piece !== undefined && piece['content'] === text ? piece : { ...piece, content: text }
      return chatEvent(event, delta, this.#pieces.reasonOf(event))
    }
    const hasReason = typeof reason === 'string' && isEmpty({ output: null, ...event, delta: null })
    return hasReason ? chatEvent(event, piece ?? {}, this.#pieces.reasonOf(event)) : undefined
  }

  /** Reads what was held back. */
  #readRest(): ParsedChatChunk | undefined {
    const { calls, reason } = this.#pieces.end()
    if (calls.length === 0) return this.#chat.end()
    return { ...this.#chat.read(chatEvent({}, { tool_calls: calls }, reason)), ...this.#chat.end() }
  }
}

const EXPECTED = 'an event of a chat model on /score ({"output": piece}, a chat completion chunk, or plain text)'

/** Metadata alone, such as a reason, is no answer. */
function mayHaveContent(event: unknown): boolean {
  return !isFields(event) || ['choices', 'output', 'delta', 'message', 'messages'].some((key) => key in event)
}

function chatEvent(event: Fields, delta: Fields, reason?: unknown): Fields {
  return { ...event, choices: [{ index: 0, delta, finish_reason: reason }] }
}

/** Plain text may start with a brace, but an object that is not valid JSON is no text of a model. */
function isBrokenJSON(text: string): boolean {
  return /^\s{0,100}\{\s{0,100}["'][^"']{0,100}["']\s{0,100}:/.test(text.slice(0, 500)) && text.trimEnd().endsWith('}')
}
