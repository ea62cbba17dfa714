import { type ChatStreamReader, type ParsedChatChunk, isFields, type Fields } from '@azureml-endpoints/core'
import { joinAgentMessages } from '../response/agent-messages.ts'
import type { ReadingOptions } from '../response/answer.ts'
import { emptyAnswer, isEmpty } from '../response/score-answer.ts'
import { unknownAnswer } from '../response/unknown-answer.ts'
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
    const chatEvent = toChatEvent(event)
    if (chatEvent !== undefined) {
      const chunk = this.#chat.read(chatEvent)
      if (!this.#hasContent) {
        this.#hasContent = mayHaveContent(event)
        this.#metadata = event
      }
      if (chatEvent === event || chunk.finishReason !== undefined) this.#hasReasons = true
      return chunk
    }
    if (!isFields(event) || !isEmpty(event)) throw unknownAnswer(event, EXPECTED)
    this.#empty = event
    return undefined
  }

  end(): ParsedChatChunk | undefined {
    if (!this.#hasContent && this.#empty !== undefined) throw emptyAnswer(this.#empty)
    if (!this.#hasContent && this.#metadata !== undefined) throw unknownAnswer(this.#metadata, EXPECTED)
    const last = this.#chat.end()
    return this.#hasContent && !this.#hasReasons ? { finishReason: 'stop', ...last } : last
  }
}

const EXPECTED = 'an event of a chat model on /score ({"output": piece}, a chat completion chunk, or plain text)'

/** Converts an event to a chunk of a chat completion; returns undefined if it has no content. */
function toChatEvent(event: unknown): Fields | undefined {
  if (typeof event === 'string') return isBrokenJSON(event) ? undefined : pieceOf({}, { content: event })
  if (!isFields(event)) return undefined
  if (Array.isArray(event['choices'])) return event
  const { output, finish_reason: reason } = event
  const fields = fieldsOf(event)
  const content = typeof output === 'string' ? output : fields?.['content']
  if (content !== undefined && content !== null) return pieceOf(event, { ...fields, content })
  if (fields?.['tool_calls'] !== undefined) return pieceOf(event, fields)
  const hasReason = typeof reason === 'string' && isEmpty({ output: null, ...event, delta: null })
  return hasReason ? pieceOf(event, fields ?? {}) : undefined
}

/** Metadata alone, such as a reason, is no answer. */
function mayHaveContent(event: unknown): boolean {
  return !isFields(event) || ['choices', 'output', 'delta', 'message', 'messages'].some((key) => key in event)
}

function pieceOf(event: Fields, delta: Fields): Fields {
  return { ...event, choices: [{ index: 0, delta, finish_reason: event['finish_reason'] }] }
}

function fieldsOf({ delta, message, messages }: Fields): Fields | undefined {
  if (isFields(delta)) return delta
  if (isFields(message)) return message
  return Array.isArray(messages) ? joinAgentMessages(messages) : undefined
}

/** Plain text may start with a brace, but an object that is not valid JSON is no text of a model. */
function isBrokenJSON(text: string): boolean {
  return /^\s{0,100}\{\s{0,100}["'][^"']{0,100}["']\s{0,100}:/.test(text.slice(0, 500)) && text.trimEnd().endsWith('}')
}
