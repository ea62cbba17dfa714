import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { BulkError } from '../errors/bulk-error.ts'
import { killAtExit } from './kill-at-exit.ts'

/** A temporary Redis or Valkey server on a free port of this machine. */
export interface LocalRedis {
  readonly url: string
  readonly port: number
  /** Where it keeps its files. */
  readonly folder: string
  /** Kills it without warning, as a crash does. */
  kill(): Promise<void>
  /** Starts it again on the same port, from its files. */
  restart(): Promise<void>
  /** Stops it and removes its files. */
  close(): Promise<void>
}

/** Finds the program: `redis-server`, or `valkey-server`; `undefined` if neither is on the PATH. */
export function findRedisServer(): string | undefined {
  return ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0)
}

/** The message if no server is installed. */
export const noServer =
  'Neither redis-server nor valkey-server is on the PATH. Install one: apt-get install redis-server, or brew install valkey.'

/**
 * Starts a server that keeps its data in a temporary folder.
 * @throws BulkError if none is installed
 */
export async function startLocalRedis(options: readonly string[] = ['--appendonly', 'yes']): Promise<LocalRedis> {
  const program = findRedisServer()
  if (program === undefined) throw new BulkError(noServer)
  const folder = await mkdtemp(join(tmpdir(), 'bulk-redis-'))
  const port = await freePort()
  const args = ['--port', String(port), '--dir', folder, '--save', '', '--loglevel', 'warning', ...options]
  let server = await startServer(program, args, port)
  const kill = (): Promise<void> => killed(server)
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    kill,
    restart: async () => {
      server = await startServer(program, args, port)
    },
    close: async () => {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startServer(program: string, args: readonly string[], port: number): Promise<ChildProcess> {
  const server = spawn(program, args, { stdio: 'ignore' })
  killAtExit(server)
  for (let left = 200; left > 0; left -= 1) {
    if (server.exitCode !== null) break
    if (await answers(port)) return server
    await sleep(50)
  }
  server.kill('SIGKILL')
  throw new BulkError(`${program} does not start on port ${port}.`)
}

/** Returns whether the server is ready; while it loads its files, it answers with an error. */
async function answers(port: number): Promise<boolean> {
  const redis = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return (await redis.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}

async function killed(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  server.kill('SIGKILL')
  await once(server, 'exit')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
