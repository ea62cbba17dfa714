import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { makeProject, type Project, withOwnDependencies } from './project.ts'

const example = join(import.meta.dirname, '../../examples/next')

/** Installs the Next.js example in a folder of its own, as a user does, and builds it. */
export async function buildNextApp(): Promise<Project> {
  const manifest = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8')) as object
  const consumer = await makeProject(withOwnDependencies(['@azureml-endpoints/ai-sdk-provider']), manifest)
  const isSource = (path: string): boolean => !/\/(node_modules|\.next|package(-lock)?\.json)$/.test(path)
  await cp(example, consumer.folder, { recursive: true, filter: isSource })
  await consumer.run('env', 'NEXT_TELEMETRY_DISABLED=1', 'next', 'build')
  return consumer
}

/** A Next.js server in its own process. */
export interface NextServer extends AsyncDisposable {
  readonly url: string
}

/** Starts the built example on a free port. */
export async function startNextApp(folder: string, environment: Record<string, string>): Promise<NextServer> {
  const command = ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', '0']
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', ...environment }
  const child = spawn(process.execPath, command, { cwd: folder, stdio: 'pipe', env })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let log = ''
  const port = await new Promise<string>((resolve, reject) => {
    const listen = (piece: Buffer): void => {
      log += piece.toString()
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(log)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void ended.then(() => reject(new Error(`Next.js exited: ${log}`)))
  })
  const dispose = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: dispose }
}
