import { join } from 'node:path'
import type { RunningServer } from '../frame/server.ts'
import { useServer } from '../frame/use.ts'

const env = { PYTHONDONTWRITEBYTECODE: '1', MLFLOW_ENABLE_ASYNC_LOGGING: 'false' }

/**
 * Serves one of `models/` before the tests of the current suite: at `/invocations` by `mlflow models serve`, or at `/score`
 * as Azure's deployments of MLflow models do.
 */
export function useModel(name: string, server: 'mlflow' | 'azure'): () => RunningServer {
  return useServer(import.meta.dirname, (python) => ({
    name: `${name}-${server}`,
    command: python,
    words: (port) => [join(import.meta.dirname, 'serve.py'), name, server, String(port)],
    env,
    healthPath: server === 'mlflow' ? '/ping' : '/',
    startSeconds: 120,
  }))
}

/** Serves the agent that streams from `/invocations`. */
export function useStreamingAgent(): () => RunningServer {
  return useServer(import.meta.dirname, (python) => ({
    name: 'streaming-agent',
    command: python,
    words: (port) => [join(import.meta.dirname, 'stream_server.py'), String(port)],
    env,
    healthPath: '/health',
    startSeconds: 120,
  }))
}
