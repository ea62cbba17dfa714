import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a command in bash, with these variables and no others, and returns its output. */
export async function runInBash(command: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const env = { PATH: process.env['PATH'], ...variables }
  const child = promisify(execFile)('bash', ['-s'], { env, maxBuffer: 16 * 1024 * 1024 })
  child.child.stdin?.end(command)
  return (await child).stdout
}
