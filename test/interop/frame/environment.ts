import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentsFolder, logFile } from './folders.ts'
import { type Command, startSupervised } from './supervised-process.ts'
import { Unavailable } from './unavailable.ts'

/** Seconds that one installation may take. */
const installSeconds = 600

/**
 * Makes the virtual environment of a counterpart from its pinned requirements, unless an earlier run made it; returns the
 * path of its Python.
 */
export async function prepareEnvironment(counterpart: string, requirements: string, python: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const name = `${counterpart}-${hash}`
  const folder = join(environmentsFolder(), name)
  const made = join(folder, 'bin', 'python')
  const complete = join(folder, 'complete')
  if (existsSync(complete) && existsSync(made)) return made
  // Half-made ones, and those of older requirements.
  for (const old of globSync(`${counterpart}-${'?'.repeat(hash.length)}`, { cwd: environmentsFolder() })) {
    rmSync(join(environmentsFolder(), old), { recursive: true, force: true })
  }
  const log = logFile(counterpart, 'environment')
  await run({ command: python, words: ['-m', 'venv', '--without-pip', folder], log, seconds: 60 })
  const pip = ['-m', 'pip', '--python', made, 'install', '--no-input', '--disable-pip-version-check', '--retries', '1']
  const words = [...pip, '--timeout', '30', '--no-deps', '-r', requirements]
  await run({ command: python, words, log, seconds: installSeconds })
  writeFileSync(complete, '')
  return made
}

async function run(command: Command): Promise<void> {
  const running = startSupervised(command)
  if ((await running.exit) !== 0) throw new Unavailable(explain(running.output(), command))
}

function explain(output: string, { words, log }: Command): string {
  const step = words.includes('pip') ? 'pip cannot install its packages' : 'Python cannot make an environment'
  const cause = unreachable.test(output)
    ? 'the package index cannot be reached. Check the network'
    : (output
        .split('\n')
        .findLast((line) => /error/i.test(line))
        ?.trim() ?? 'it printed no error')
  return `${step}: ${cause}. (Log: ${log})`
}

const unreachable =
  /NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError|name resolution|Network is unreachable|Max retries/
