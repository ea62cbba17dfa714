import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Suite } from './suite.ts'

/** The time to import a package. */
export const importTime: Suite = {
  name: 'import',
  title: 'Import, in a fresh process',
  about:
    "CPU time to import a package that is already in the file cache, in milliseconds; for the adapters and their peers, in addition to the framework's own packages, which are imported first.",
  rows: [
    'floor',
    'openai',
    'azure-ai-inference',
    'core',
    'core over nodeFetch',
    'openai-compatible',
    'provider',
    'langchain-openai',
    'langchain',
  ],
  columns: [
    {
      name: 'import',
      unit: 'ms',
      bounds: {
        // 5 and 15 ms on a machine where the floor takes 2.8: the bounds grow with the floor.
        core: { share: 5 / 2.8, of: 'floor' },
        'core over nodeFetch': { share: 15 / 2.8, of: 'floor' },
        provider: { share: 10 / 2.8, of: 'floor' },
        langchain: { share: 10 / 2.8, of: 'floor' },
      },
    },
  ],
  rounds: 25,
  sampling: { kind: 'own', sample: async (row) => [await importing(row)] },
}

const packages: Readonly<Record<string, readonly string[]>> = {
  floor: ['eventsource-parser'],
  openai: ['openai'],
  'azure-ai-inference': ['@azure-rest/ai-inference'],
  core: ['@azureml-endpoints/core'],
  'core over nodeFetch': ['@azureml-endpoints/core', '@azureml-endpoints/node-transport'],
  'openai-compatible': ['@ai-sdk/openai-compatible'],
  provider: ['@azureml-endpoints/ai-sdk-provider'],
  'langchain-openai': ['@langchain/openai'],
  langchain: ['@azureml-endpoints/langchain-adapter'],
}

async function importing(row: string): Promise<number> {
  const names = packages[row] ?? [row]
  const imported = names.map((name) => import.meta.resolve(name))
  const file = fileURLToPath(imported[0] ?? '')
  const program = `
    for (const framework of ${JSON.stringify(await frameworksOf(row, file))}) await import(framework)
    const before = process.cpuUsage()
    await Promise.all(${JSON.stringify(imported)}.map((url) => import(url)))
    const { user, system } = process.cpuUsage(before)
    console.log((user + system) / 1_000)`
  // Run in the package's own folder, so that the framework's packages resolve.
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: dirname(file) })
  return Number(stdout)
}

const run = promisify(execFile)
const known = new Map<string, readonly string[]>()

/** Finds what a package's files import from its framework. */
async function frameworksOf(row: string, file: string): Promise<readonly string[]> {
  const framework = frameworks[row]
  if (framework === undefined) return []
  const found = known.get(row) ?? (await importsIn(dirname(file))).filter((name) => framework.test(name))
  known.set(row, found)
  return found
}

const frameworks: Readonly<Record<string, RegExp>> = {
  'openai-compatible': /^@ai-sdk\/provider/,
  provider: /^@ai-sdk\/provider/,
  'langchain-openai': /^@langchain\/core/,
  langchain: /^@langchain\/core/,
}

async function importsIn(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.js'))
  const sources = await Promise.all(files.map((path) => readFile(join(folder, path), 'utf8')))
  const names = sources.join('\n').matchAll(/^import .*from\s*"([^."][^"]*)"/gm)
  return [...new Set(Array.from(names, ([, name = '']) => name))]
}
