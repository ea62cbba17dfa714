import type { RecordedRequest } from '../http/recorded-request.ts'
import { matches } from './matcher.ts'
import type { Reply, ReplyResult, ScriptedReply } from './reply.ts'

/** The replies in order; each is used for the first request that it matches. */
export class ReplyScript {
  readonly #waiting: { reply: Reply; left: number }[] = []

  constructor(replies: readonly Reply[] = []) {
    this.add(replies)
  }

  add(replies: readonly Reply[]): void {
    for (const reply of replies) {
      const defaultTimes = typeof reply === 'function' ? Infinity : 1
      this.#waiting.push({ reply, left: (typeof reply === 'object' ? reply.times : undefined) ?? defaultTimes })
    }
  }

  /** Takes the reply for a request; `fits` tells whether the route can return it. */
  async take(request: RecordedRequest, fits: (reply: ScriptedReply) => boolean): Promise<ScriptedReply | undefined> {
    for (const entry of this.#waiting.slice()) {
      if (entry.left <= 0) continue
      if (typeof entry.reply === 'function') {
        const made = toScripted(await entry.reply(request))
        if (made && fits(made) && matches(request, made.when)) return made
        continue
      }
      const reply = toScripted(entry.reply)
      if (!reply || !fits(reply) || !matches(request, reply.when)) continue
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
