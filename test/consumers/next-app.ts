import { readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { makeProject, type Project, withOwnDependencies } from './project.ts'
import { type ServerProcess, startServer } from './server-process.ts'

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

/** Starts the built example on a free port. */
export function startNextApp(folder: string, environment: Record<string, string>): Promise<ServerProcess> {
  const words = ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', '0']
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', ...environment }
  return startServer({ executable: process.execPath, words, cwd: folder, env }, /(http:\/\/127\.0\.0\.1:\d+)/)
}
