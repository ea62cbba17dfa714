import type { BodyStep } from '../server/answer.ts'
import type { Fault } from './fault.ts'
import { type RequestMatcher, matches } from './matcher.ts'
import type { StreamPace } from '../chat/pace.ts'
import type { RecordedRequest } from '../server/recorded-request.ts'

/** What to answer next: a text, a described reply, or a function that makes one (`undefined` leaves it to the next). */
export type Reply = string | ScriptedReply | ((request: RecordedRequest) => ReplyResult | Promise<ReplyResult>)

/** What a reply function may give. */
export type ReplyResult = string | ScriptedReply | undefined

/** One answer of the model, or one raw HTTP answer. */
export interface ScriptedReply {
  /** The requests it answers. @default every request */
  readonly when?: RequestMatcher | undefined
  /** How many requests it answers; `Infinity` for a standing reply. @default 1 */
  readonly times?: number | undefined
  readonly text?: string | undefined
  /** The pieces a stream hands out; joined they are the text. */
  readonly pieces?: readonly string[] | undefined
  readonly reasoning?: string | undefined
  readonly toolCalls?: readonly ScriptedToolCall[] | undefined
  /** The wire's word: `stop`, `length`, `tool_calls`, `content_filter` … @default read off the reply */
  readonly finishReason?: string | undefined
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number } | undefined
  readonly model?: string | undefined
  readonly embedding?: readonly number[] | undefined
  /** How a stream of it is cut into writes. */
  readonly pace?: StreamPace | undefined
  /** Render it once and send the same bytes, id and usage included, to everyone it answers; for measuring. @default false */
  readonly prerender?: boolean | undefined
  /** The model fails instead; told as the host tells it (behind 424 on managed endpoints). */
  readonly error?: ScriptedError | undefined
  /** Status, headers and body as they are, nothing added, on any route. */
  readonly raw?: RawReply | undefined
  /** What befalls the answer on its way. */
  readonly fault?: Fault | undefined
  /** Milliseconds the model thinks before its answer. */
  readonly latencyMs?: number | undefined
}

/** A tool call of a scripted reply. */
export interface ScriptedToolCall {
  readonly id?: string | undefined
  readonly name: string
  /** JSON text as it is, or a value to write as JSON. */
  readonly arguments?: unknown
}

/** A failure of the model, in the container's own words. */
export interface ScriptedError {
  /** The container's status. @default 500 */
  readonly status?: number | undefined
  readonly code?: string | undefined
  readonly message?: string | undefined
  /** The whole body instead: text as it is, anything else as JSON. */
  readonly body?: unknown
}

/** An HTTP answer given byte for byte. */
export interface RawReply {
  /** @default 200 */
  readonly status?: number | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Text, bytes, steps with pauses (each piece its own write), or a value to write as JSON. */
  readonly body?: RawBody | undefined
}

/** The body of a raw reply. */
export type RawBody = string | Uint8Array | readonly BodyStep[] | { readonly json: unknown }

/** Hands out replies in order, each to the first request that it matches. */
export class ReplyScript {
  readonly #waiting: { reply: Reply; left: number }[] = []

  constructor(replies: readonly Reply[] = []) {
    this.add(replies)
  }

  add(replies: readonly Reply[]): void {
    for (const reply of replies) {
      const standing = typeof reply === 'function' ? Infinity : 1
      this.#waiting.push({ reply, left: (typeof reply === 'object' ? reply.times : undefined) ?? standing })
    }
  }

  /** Takes the reply for a request; `suits` says whether the route can give it. */
  async take(request: RecordedRequest, suits: (reply: ScriptedReply) => boolean): Promise<ScriptedReply | undefined> {
    for (const entry of this.#waiting.slice()) {
      if (entry.left <= 0) continue
      if (typeof entry.reply === 'function') {
        const made = toScripted(await entry.reply(request))
        if (made && suits(made) && matches(request, made.when)) return made
        continue
      }
      const reply = toScripted(entry.reply)
      if (!reply || !suits(reply) || !matches(request, reply.when)) continue
      entry.left -= 1
      if (entry.left <= 0) this.#waiting.splice(this.#waiting.indexOf(entry), 1)
      return reply
    }
    return undefined
  }
}

function toScripted(reply: ReplyResult): ScriptedReply | undefined {
  return typeof reply === 'string' ? { text: reply } : reply
}
