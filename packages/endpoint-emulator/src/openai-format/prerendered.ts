import type { AnswerBody } from '../http/response.ts'
import type { ScriptedReply } from '../script/reply.ts'
import type { AnswerRendering } from './stream-renderer.ts'

/** The bodies of replies that are rendered once and sent again and again, so that they cost nothing but their bytes. */
const bodies = new WeakMap<ScriptedReply, Map<string, AnswerBody>>()

/** Gives the body of a reply; one that asks for it is rendered the first time only. */
export async function renderOnce(
  reply: ScriptedReply | undefined,
  rendering: AnswerRendering,
  render: () => Promise<AnswerBody>,
): Promise<AnswerBody> {
  if (!reply?.prerender || reply.error) return render()
  const { dialect, habits, kind, includeUsage, stream } = rendering
  const key = JSON.stringify([kind, stream, includeUsage, rendering.identity.model, dialect, habits])
  const known = bodies.get(reply) ?? new Map<string, AnswerBody>()
  bodies.set(reply, known)
  const body = known.get(key) ?? (await render())
  if (typeof body === 'string' || body instanceof Uint8Array || Array.isArray(body)) known.set(key, body)
  return body
}
