import { join } from 'node:path'
import type { RunningServer } from '../frame/server.ts'
import { useServer } from '../frame/use.ts'

/** Serves one of `flows/` before the tests of the current suite, by one of prompt flow's two web servers. */
export function useFlow(flow: string, engine: 'flask' | 'fastapi'): () => RunningServer {
  return useServer(import.meta.dirname, (python) => ({
    name: `${flow}-${engine}`,
    command: python,
    words: (port) => [join(import.meta.dirname, 'serve.py'), flow, engine, String(port)],
    env: { PYTHONDONTWRITEBYTECODE: '1', PF_DISABLE_TRACING: 'true' },
    healthPath: '/health',
    startSeconds: 120,
  }))
}
