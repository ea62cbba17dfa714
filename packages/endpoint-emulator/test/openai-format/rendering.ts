import { engineRoutes } from '../../src/openai-format/chat-dialect.ts'
import type { Rendering } from '../../src/openai-format/stream-renderer.ts'

/** How tests render an answer, where they do not say otherwise. */
export const rendering: Rendering = {
  stream: true,
  dialect: engineRoutes,
  habits: {},
  identity: { id: 'chatcmpl-1', created: 5, model: 'm' },
  kind: 'chat',
  includeUsage: false,
}
