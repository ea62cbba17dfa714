import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { withOwnDependencies } from '../consumers/project.ts'
import { freePort } from '../interop/frame/server.ts'
import { type Program, root, startProgram } from './program.ts'
import { install, type Manifest } from './servers/install.ts'

const source = join(root, 'examples/workflow-sdk')
const scope = '@azureml-endpoints/'

/** Installs the dependencies of examples/workflow-sdk and our built packages; returns a folder that is ready to build. */
export async function installWorkflowApp(): Promise<string> {
  const { dependencies, overrides } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest
  const foreign = Object.entries(dependencies).filter(([name]) => !name.startsWith(scope))
  const folder = await install('workflow-sdk', { dependencies: Object.fromEntries(foreign), overrides })
  for (const part of ['workflows', 'server', 'plugins', '.output', 'node_modules/@azureml-endpoints']) {
    rmSync(join(folder, part), { recursive: true, force: true })
  }
  cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith('package.json') })
  const ours = Object.keys(dependencies).filter((name) => name.startsWith(scope))
  for (const name of withOwnDependencies(ours)) {
    for (const part of ['package.json', 'dist']) {
      const built = join(root, 'packages', name.slice(scope.length), part)
      cpSync(built, join(folder, 'node_modules', name, part), { recursive: true })
    }
  }
  return folder
}

/** Runs one of the app's Node programs until it ends; throws with its output if it fails. */
export function runInApp(folder: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return execFileSync(process.execPath, words, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: 120_000,
  })
}

/** The app's server, as `npm start` runs it. */
export interface WorkflowServer extends Program {
  /** Starts a run and returns its id. */
  start(input: { readonly documents: readonly string[] } | { readonly question: string }): Promise<string>
  /** Waits for the end of a run. */
  ended(id: string): Promise<{ readonly status: string; readonly value?: unknown }>
}

/** Starts the server of the built app. */
export async function startWorkflowServer(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<WorkflowServer> {
  const port = await freePort()
  const program = startProgram([join(folder, '.output/server/index.mjs')], {
    cwd: folder,
    env: { ...env, PORT: String(port), HOST: '127.0.0.1' },
  })
  const url = `http://127.0.0.1:${port}/api/runs`
  await vi.waitFor(() => fetch(url).then(({ body }) => body?.cancel()), { timeout: 30_000, interval: 100 })
  const statusOf = async (id: string): Promise<{ status: string }> =>
    (await (await fetch(`${url}?id=${id}`)).json()) as { status: string }
  return {
    ...program,
    start: async (input) => {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(input) })
      return ((await response.json()) as { id: string }).id
    },
    ended: async (id) => {
      const check = async (): Promise<{ status: string }> => {
        const run = await statusOf(id)
        if (run.status !== 'completed' && run.status !== 'failed') throw new Error(`The run is ${run.status}.`)
        return run
      }
      return vi.waitFor(check, { timeout: 60_000, interval: 100 })
    },
  }
}
