import type { BodyStep } from '../server/answer.ts'
import type { ScriptedReply } from '../script/reply.ts'
import type { StreamRendering } from './streamed-answer.ts'

/** The writes of standing replies, rendered once, so that a long stream costs nothing but its bytes when it is asked again. */
const rendered = new WeakMap<ScriptedReply, Map<string, readonly BodyStep[]>>()

/** Finds the writes of a reply that was rendered the same way before. */
export function recallWrites(
  reply: ScriptedReply | undefined,
  rendering: StreamRendering,
): readonly BodyStep[] | undefined {
  return reply && rendered.get(reply)?.get(keyOf(rendering))
}

/** Keeps the writes of a standing reply. */
export function rememberWrites(
  reply: ScriptedReply | undefined,
  rendering: StreamRendering,
  writes: readonly BodyStep[],
): void {
  if (reply?.times !== Infinity || reply.latencyMs || reply.error) return
  const known = rendered.get(reply) ?? new Map<string, readonly BodyStep[]>()
  rendered.set(reply, known.set(keyOf(rendering), writes))
}

function keyOf({ dialect, habits, identity, kind, includeUsage }: StreamRendering): string {
  return JSON.stringify([kind, includeUsage, identity.model, dialect, habits])
}
