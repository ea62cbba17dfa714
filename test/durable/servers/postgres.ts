import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Client } from 'pg'
import { type RunningServer, startServer } from '../../interop/frame/server.ts'
import { Unavailable } from '../../interop/frame/unavailable.ts'

/** Starts PostgreSQL on a free port, with its data in a temporary folder. */
export async function startPostgres(): Promise<RunningServer> {
  const [initdb, postgres] = ['initdb', 'postgres'].map(findCommand)
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const data = join(folder, 'data')
  const asUser = unprivileged(folder)
  const [command = '', ...words] = [...asUser, initdb ?? '', '-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync']
  execFileSync(command, words, { stdio: 'pipe', cwd: folder })
  const [start = '', ...rest] = [...asUser, postgres ?? '', '-D', data, '-k', folder, '-h', '127.0.0.1']
  const server = await startServer({
    counterpart: 'durable',
    name: 'postgres',
    command: start,
    words: (port) => [...rest, '-p', String(port)],
    cwd: folder,
    isReady: async (port) => (await query(urlOf(port), 'SELECT 1').catch(() => [])).length === 1,
  })
  return {
    ...server,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Finds a command of PostgreSQL, on the PATH or where Debian puts it. */
function findCommand(name: string): string {
  const debian = globSync('/usr/lib/postgresql/*/bin').toReversed()
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...debian]
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
  if (found === undefined) throw new Unavailable(`${name} is not installed: apt-get install postgresql.`)
  return found
}

/** The command prefix that drops root, which PostgreSQL rejects. The folder is given to the other user. */
function unprivileged(folder: string): string[] {
  if (process.getuid?.() !== 0) return []
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
    chownSync(folder, uid ?? 0, gid ?? 0)
    return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  } catch (error) {
    throw new Unavailable(`PostgreSQL does not run as root, and there is no user "postgres": ${String(error)}`)
  }
}

/** Returns the connection string of a database. */
export function urlOf(port: number, database = 'postgres'): string {
  return `postgres://postgres@127.0.0.1:${port}/${database}`
}

/** Runs one statement. */
export async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

/** Returns the whole database as text. */
export function dump({ port }: RunningServer, database: string): string {
  return execFileSync(findCommand('pg_dump'), [urlOf(port, database)], { encoding: 'utf8', maxBuffer: 2 ** 28 })
}
