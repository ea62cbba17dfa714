import { join } from 'node:path'
import type { RunningServer } from '../frame/server.ts'
import { useServer } from '../frame/use.ts'

/** Serves one of `scripts/` before the tests of the current suite, as a deployment with one worker does. */
export function useScript(name: string, env: Readonly<Record<string, string>> = {}): () => RunningServer {
  const script = join(import.meta.dirname, 'scripts', `${name}.py`)
  return useServer(import.meta.dirname, (python) => ({
    name,
    command: python,
    words: (port) => [join(import.meta.dirname, 'serve.py'), '--entry_script', script, '--port', String(port)],
    env: { PYTHONDONTWRITEBYTECODE: '1', ...env },
  }))
}
