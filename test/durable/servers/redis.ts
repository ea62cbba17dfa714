import { mkdtempSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findCommand } from './find-command.ts'
import { type RunningServer, startServer } from '../../interop/frame/server.ts'

/** Starts Redis, or Valkey, on a free port; it writes every change to a log in a folder of its own. */
export async function startRedis(): Promise<RunningServer & { readonly folder: string }> {
  const command = findCommand(['redis-server', 'valkey-server'], 'Redis: apt-get install redis-server')
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  const options = ['--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', '']
  const server = await startServer({
    counterpart: 'durable',
    name: 'redis',
    command,
    words: (port) => ['--port', String(port), ...options],
    isReady: acceptsConnections,
  })
  return { ...server, folder }
}

/** Returns whether a server accepts TCP connections on a port. */
function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const finish = (accepted: boolean): void => {
      socket.destroy()
      resolve(accepted)
    }
    socket.once('connect', () => finish(true)).once('error', () => finish(false))
  })
}
