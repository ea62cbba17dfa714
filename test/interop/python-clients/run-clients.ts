import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'

/** What a call of a client returned, or the error that the client made of the answer. */
export type Outcome =
  | { readonly result: unknown }
  | { readonly error: string; readonly status: number | null; readonly words: string }

/** The outcomes of all calls, by client and call. */
export type Outcomes = Readonly<Record<string, Readonly<Record<string, Outcome>>>>

/** The programs: for OpenAI's routes and those of the Python classes, and for the routes of Claude and Cohere. */
export type Program = 'run_clients.py' | 'run_family_clients.py'

/** Starts an emulator and runs all calls of a program's clients against it. */
export async function runClients(
  python: string,
  options: NonNullable<Parameters<typeof startEndpointEmulator>[0]>,
  { key = 'a-key', program = 'run_clients.py' }: { readonly key?: string; readonly program?: Program } = {},
): Promise<Outcomes> {
  const emulator = await startEndpointEmulator({ apiKey: 'a-key', ...options })
  try {
    const words = [join(import.meta.dirname, program), emulator.url, key]
    const { stdout } = await promisify(execFile)(python, words, { timeout: 240_000, maxBuffer: 16 * 1024 * 1024 })
    return JSON.parse(stdout) as Outcomes
  } finally {
    await emulator.close()
  }
}
