import { readFileSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'

/** The repository. */
const root = join(import.meta.dirname, '../..')

/** An empty folder into which a consumer installs. */
export interface Project {
  readonly folder: string
  /** Writes a file of the consumer's. */
  write(file: string, text: string): Promise<void>
  /** Runs a program; returns what it prints. */
  run(command: string, ...args: readonly string[]): Promise<string>
  remove(): Promise<void>
}

/** Makes a project, and installs packages into it by npm: ours by their tarballs, others from the registry. */
export async function makeProject(
  packages: readonly string[],
  manifest: object = { type: 'module' },
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'consumer-'))
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  await write('package.json', JSON.stringify({ private: true, ...manifest }))
  const tarballs = inject('tarballs')
  const named = packages.map((name) => tarballs[name] ?? name)
  await execute('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...named], folder)
  return {
    folder,
    write,
    run: (command, ...args) => execute(command, args, folder),
    remove: () => rm(folder, { recursive: true }),
  }
}

const scope = '@azureml-endpoints/'

/** Packages with those of ours that they depend on. */
export function withOwnDependencies(names: readonly string[]): string[] {
  const all = new Set(names)
  // A set that grows while it is iterated yields what is added, too.
  for (const name of all) {
    if (!name.startsWith(scope)) continue
    const path = join(root, 'packages', name.slice(scope.length), 'package.json')
    const { dependencies = {} } = JSON.parse(readFileSync(path, 'utf8')) as { dependencies?: Record<string, string> }
    for (const dependency of Object.keys(dependencies)) if (dependency.startsWith(scope)) all.add(dependency)
  }
  return [...all]
}

async function execute(command: string, args: readonly string[], cwd: string): Promise<string> {
  // The consumer's own test runner must not take itself for a part of this one.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$|AZUREML_)/.test(name))
  const PATH = `${join(cwd, 'node_modules/.bin')}:${process.env['PATH']}`
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd,
      env: { ...Object.fromEntries(inherited), PATH, AI_SDK_LOG_WARNINGS: 'false' },
      timeout: 200_000,
    })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')} fails:\n${stdout}${stderr}`, { cause: error })
  }
}
