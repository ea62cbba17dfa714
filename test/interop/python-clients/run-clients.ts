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

/** Starts an emulator and runs all calls of all clients against it. */
export async function runClients(
  python: string,
  options: NonNullable<Parameters<typeof startEndpointEmulator>[0]>,
  key = 'a-key',
): Promise<Outcomes> {
  const emulator = await startEndpointEmulator({ apiKey: 'a-key', ...options })
  try {
    const words = [join(import.meta.dirname, 'run_clients.py'), emulator.url, key]
    const { stdout } = await promisify(execFile)(python, words, { timeout: 50_000, maxBuffer: 16 * 1024 * 1024 })
    return JSON.parse(stdout) as Outcomes
  } finally {
    await emulator.close()
  }
}
