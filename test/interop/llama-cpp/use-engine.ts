import { join } from 'node:path'
import type { RunningServer } from '../frame/server.ts'
import { useServer } from '../frame/use.ts'

/** The chat templates, and the token that opens a tool call in each. */
export const templates = [
  { template: 'qwen', opening: '<tool_call>', openingToken: 354 },
  { template: 'mistral', opening: '[TOOL_CALLS]', openingToken: 356 },
  { template: 'llama3', opening: '{"name": "', openingToken: 357 },
] as const

/** The token that ends an answer. */
export const endToken = 2

/** Serves a tiny model with one of `templates/` before the tests of the current suite. */
export function useEngine(template: string, purpose: 'chat' | 'embeddings'): () => RunningServer {
  return useServer(import.meta.dirname, (python) => ({
    name: `${template}-${purpose}`,
    command: python,
    words: (port) => [join(import.meta.dirname, 'serve.py'), template, purpose, String(port)],
    env: { PYTHONDONTWRITEBYTECODE: '1' },
    healthPath: '/health',
    // It listens before the model is loaded, and answers 503 until then.
    startSeconds: 60,
  }))
}
