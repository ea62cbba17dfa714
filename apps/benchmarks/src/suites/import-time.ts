import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Suite } from './suite.ts'

/** How long a program waits before its first line. */
export const importTime: Suite = {
  name: 'import',
  title: 'Import, in a fresh process',
  about:
    "Time to import a package that is already in the file cache, in milliseconds; for the adapters and their peers beyond the framework's own packages, which are imported before.",
  rows: [
    'floor',
    'openai',
    'azure-ai-inference',
    'core',
    'openai-compatible',
    'provider',
    'langchain-openai',
    'langchain',
  ],
  columns: [{ name: 'import', unit: 'ms', bounds: { core: 5, provider: 10, langchain: 10 } }],
  rounds: 25,
  sampling: { kind: 'own', sample: async (row) => [await importing(row)] },
}

const packages: Readonly<Record<string, string>> = {
  floor: 'eventsource-parser',
  openai: 'openai',
  'azure-ai-inference': '@azure-rest/ai-inference',
  core: '@azureml-endpoints/core',
  'openai-compatible': '@ai-sdk/openai-compatible',
  provider: '@azureml-endpoints/ai-sdk-provider',
  'langchain-openai': '@langchain/openai',
  langchain: '@azureml-endpoints/langchain-adapter',
}

async function importing(row: string): Promise<number> {
  const name = packages[row] ?? row
  const frameworks = await frameworksOf(name)
  const program = `
    for (const framework of ${JSON.stringify(frameworks)}) await import(framework)
    const started = performance.now()
    await import(${JSON.stringify(name)})
    console.log(performance.now() - started)`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: here })
  return Number(stdout)
}

const run = promisify(execFile)
const here = fileURLToPath(new URL('.', import.meta.url))
const known = new Map<string, readonly string[]>()

/** Finds what a package imports of the frameworks. */
async function frameworksOf(name: string): Promise<readonly string[]> {
  const found = known.get(name) ?? (await readFrameworks(name))
  known.set(name, found)
  return found
}

async function readFrameworks(name: string): Promise<readonly string[]> {
  if (!/ai-sdk|langchain/.test(name)) return []
  const file = fileURLToPath(import.meta.resolve(name))
  const source = await readFile(file, 'utf8')
  const beside = [...source.matchAll(/from\s*"(\.\/[^"]+)"/g)].map(([, path = '']) =>
    readFile(new URL(path, `file://${file}`), 'utf8'),
  )
  const all = [source, ...(await Promise.all(beside))].join('\n')
  return [
    ...new Set(
      [
        ...all.matchAll(/from\s*"((?:@langchain\/core|@ai-sdk\/provider|@ai-sdk\/provider-utils|ai)(?:\/[^"]*)?)"/g),
      ].map(([, found = '']) => found),
    ),
  ]
}
