import { isFields, type Fields } from '@azureml-endpoints/core'
import { addCalls, isResult, UnansweredCalls, withoutCalls } from '../response/agent-messages.ts'
import { finishReasonOf, reasonIn } from '../response/finish-reason.ts'

/**
 * Reads the messages in the events of a stream, whole or in pieces. An agent can answer its calls later in the stream, so they
 * are held back to the end.
 */
export class AgentPieces {
  readonly #calls = new UnansweredCalls<Fields>()
  /** The characters of calls so far. */
  #length = 0
  /** The finish reason of the calls. */
  #reason: unknown
  #hasText = false
  /** The number of results before the latest text. */
  #results = 0

  /** Returns the message, or the piece of one, that an event has; without calls, and without content if it is a result. */
  pieceIn({ delta, message, messages }: Fields): Fields | undefined {
    const piece = isFields(delta) ? delta : message
    if (!isFields(piece)) return Array.isArray(messages) ? this.#joined(messages) : undefined
    if (isResult(piece)) {
      this.#calls.answer(piece['tool_call_id'])
      return NO_TEXT
    }
    const { tool_calls: calls } = piece
    if (calls === undefined) return piece
    if (Array.isArray(calls) && addCalls(calls, this.#calls)) this.#limit(calls)
    return { ...piece, content: piece['content'] ?? '', tool_calls: Array.isArray(calls) ? undefined : calls }
  }

  /**
   * Returns content with a line break before it if a result came between it and the text so far, as in a whole answer. Ids do not
   * tell messages apart, since some agents make a new one for each piece.
   */
  separated(content: unknown): unknown {
    if (content === '') return content
    const { results } = this.#calls
    const isNext = this.#hasText && results !== this.#results
    this.#hasText = true
    this.#results = results
    if (!isNext) return content
    return Array.isArray(content) ? ['\n', ...content] : typeof content === 'string' ? `\n${content}` : content
  }

  /** Returns the finish reason of an event. That of calls is held back too, since it is none if they are answered. */
  reasonOf(event: Fields): unknown {
    const { finish_reason: reason } = event
    if (this.#length === 0 || finishReasonOf(reasonIn(event)) !== 'tool-calls') return reason
    this.#reason = reason
    return undefined
  }

  /** Returns the calls that the stream has not answered, and their finish reason. */
  end(): { readonly calls: readonly Fields[]; readonly reason: unknown } {
    return { calls: this.#calls.rest(), reason: this.#reason }
  }

  #joined(messages: readonly unknown[]): Fields | undefined {
    this.#limit(messages.flatMap((message) => (isFields(message) ? (message['tool_calls'] ?? []) : [])))
    return withoutCalls(messages, this.#calls)
  }

  #limit(calls: readonly unknown[]): void {
    if (calls.length > 0) this.#length += JSON.stringify(calls).length
    if (this.#length <= MAX_LENGTH) return
    throw new Error(`The tool calls of the stream are longer than ${MAX_LENGTH} characters.`)
  }
}

const NO_TEXT: Fields = { content: '' }

/** The most characters of calls to hold back. */
const MAX_LENGTH = 16 * 1024 * 1024
