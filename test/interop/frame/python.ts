import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Unavailable } from './unavailable.ts'

/** The Python that the pinned requirements were made with. */
const version = '3.11'

/**
 * Finds a Python that can make environments, with its pip. `INTEROP_PYTHON` names another command than the usual ones.
 * `venv` without pip, and the system's pip from outside, also work on a Debian without `python3-venv`.
 */
export async function findPython(): Promise<string> {
  const named = process.env['INTEROP_PYTHON']
  const candidates = named ? [named] : [`python${version}`, 'python3', 'python']
  const found: string[] = []
  for (const command of candidates) {
    const printed = await print(command, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])
    if (printed === undefined) continue
    found.push(`${command} is ${printed}`)
    if (printed !== version) continue
    if ((await print(command, ['-c', 'import venv'])) === undefined) {
      throw new Unavailable(`${command} has no module venv. Install python3-venv.`)
    }
    if ((await print(command, ['-m', 'pip', '--version'])) === undefined) {
      throw new Unavailable(`${command} has no pip. Install python3-pip.`)
    }
    return command
  }
  const seen = found.length > 0 ? ` (${found.join(', ')})` : ''
  throw new Unavailable(`There is no Python ${version}${seen}. Install it, or name it in INTEROP_PYTHON.`)
}

async function print(command: string, words: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, words, { timeout: 240_000 })
    return stdout.trim()
  } catch {
    return undefined
  }
}
