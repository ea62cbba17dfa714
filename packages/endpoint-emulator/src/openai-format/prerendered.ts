import type { ResponseBody } from '../http/response.ts'
import type { ScriptedReply } from '../script/reply.ts'
import type { Rendering } from './stream-renderer.ts'

/** The bodies of replies with `prerender`. They are rendered once, so that sending them again costs no CPU time for rendering. */
const bodies = new WeakMap<ScriptedReply, Map<string, ResponseBody>>()

/** Renders the body of a reply; a reply with `prerender` is rendered only once. */
export async function renderWithCache(
  reply: ScriptedReply | undefined,
  rendering: Rendering,
  render: () => Promise<ResponseBody>,
): Promise<ResponseBody> {
  if (!reply?.prerender || reply.error) return render()
  const { dialect, habits, kind, includeUsage, stream } = rendering
  const key = JSON.stringify([kind, stream, includeUsage, rendering.identity.model, dialect, habits])
  const known = bodies.get(reply) ?? new Map<string, ResponseBody>()
  bodies.set(reply, known)
  const body = known.get(key) ?? (await render())
  if (typeof body === 'string' || body instanceof Uint8Array || Array.isArray(body)) known.set(key, body)
  return body
}
