import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type EndpointEmulatorOptions,
  type RecordedRequest,
  startEndpointEmulator,
} from '@azureml-endpoints/endpoint-emulator'
import type { Order, Report } from './example-process.ts'

/** The folder of the examples. */
export const folder = join(import.meta.dirname, '..')

/** The key in the examples' code. */
export const key = 'my-api-key'

/** The circumstances of an example. */
export interface Circumstances {
  /** The route of the endpoint that the environment names. @default '/v1/chat/completions' */
  readonly route?: string
  readonly emulated?: EndpointEmulatorOptions
  /** More variables, made from the emulator's URL and a folder of the example's own. */
  readonly environment?: (url: string, folder: string) => Record<string, string>
  /** How often the program is run. @default 1 */
  readonly runs?: number
}

/** What an example prints and asks, and under which circumstances. */
export interface Expected extends Circumstances {
  readonly prints: RegExp
  /** The statuses of its requests. @default [200] */
  readonly statuses?: readonly (number | undefined)[]
  readonly check?: (outcome: Outcome) => void
}

/** What an example printed in its last run, and all requests. */
export interface Outcome {
  readonly stdout: string
  readonly requests: readonly RecordedRequest[]
}

/** The body of an example's last request. */
export function bodyOf({ requests }: Outcome): unknown {
  return requests.at(-1)?.body
}

/** The model that each request of an example names. */
export function modelsOf({ requests }: Outcome): readonly (string | undefined)[] {
  return requests.map(({ body }) => (body as { readonly model?: string }).model)
}

/** Starts the process that runs the examples. */
export function startExampleProcess(): ChildProcess {
  return fork(join(import.meta.dirname, 'example-process.ts'), {
    execArgv: ['--conditions=@azureml-endpoints/source'],
  })
}

/** Runs an example against an emulated endpoint. */
export async function runExample(
  process: ChildProcess,
  file: string,
  circumstances: Circumstances = {},
): Promise<Outcome> {
  const { route = '/v1/chat/completions', emulated, environment, runs = 1 } = circumstances
  await using emulator = await startEndpointEmulator({ apiKey: key, ...emulated })
  const own = await mkdtemp(join(tmpdir(), 'example-'))
  await writeFile(join(own, 'key'), `${key}\n`)
  const env = {
    AZUREML_ENDPOINT_URL: emulator.url + route,
    AZUREML_ENDPOINT_API_KEY: key,
    EMULATOR_URL: emulator.url,
    ...environment?.(emulator.url, own),
  }
  try {
    let stdout = ''
    for (let run = 0; run < runs; run++) {
      const report = await order(process, { url: `${pathToFileURL(join(folder, file))}?run=${run}`, env })
      if (report.error !== undefined) throw new Error(`${file} fails: ${report.error}`)
      if (report.stderr !== '') throw new Error(`${file} complains: ${report.stderr}`)
      stdout = report.stdout
    }
    return { stdout, requests: [...emulator.requests] }
  } finally {
    await rm(own, { recursive: true })
  }
}

async function order(process: ChildProcess, given: Order): Promise<Report> {
  process.send(given)
  const [report] = (await once(process, 'message')) as [Report]
  return report
}
