import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { resolve } from 'node:path'
import { createNodeFetch } from '@azureml-endpoints/node-transport'
import { BulkError } from '../errors/bulk-error.ts'
import { exportResults } from '../export/export.ts'
import { cancel } from '../manage/cancel.ts'
import { retryDead } from '../manage/retry-dead.ts'
import { type BulkJob, openExistingJob, openJob } from '../store/bulk-job.ts'
import { checkServer } from '../store/check-server.ts'
import { connect, type Connection } from '../store/connect.ts'
import { submit } from '../submit/submit.ts'
import { progressPrinter, watch } from '../watch/watch.ts'
import { BulkWorker } from '../work/work.ts'
import { type CommandLine, numberOption, type OptionValues } from './command-line.ts'

/** The terminal and the environment of a command. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a line can be overwritten. */
  readonly isInteractive: boolean
  /** Writes to stdout. */
  readonly write: (text: string) => void
  /** Writes a line to stderr. */
  readonly report: (line: string) => void
}

/** A command line with its terminal. */
interface Run extends CommandLine {
  readonly terminal: Terminal
}

/** Runs a command; returns its exit code. */
export async function runCommand(line: CommandLine, terminal: Terminal): Promise<number> {
  const connection = await connect(terminal.env['REDIS_URL'] || 'redis://127.0.0.1:6379', terminal.report)
  try {
    return await (runners[line.command] as Runner)(connection, { ...line, terminal })
  } finally {
    connection.redis.disconnect()
  }
}

type Runner = (connection: Connection, run: Run) => Promise<number>

const runners: Readonly<Record<string, Runner>> = {
  submit: async (connection, { args: [file = ''], values, terminal }) => {
    await warnAboutServer(connection, terminal)
    const job = openJob(connection, jobName(values))
    const attempts = Math.floor(numberOption(values, 'attempts') ?? 8)
    const { added, known } = await submit(job, { file: pathOf(file), formatter: text(values, 'formatter'), attempts })
    const rest = known > 0 ? `, ${known} existed already` : ''
    terminal.write(`Job ${job.name}: ${counted(added, 'item')} added${rest}.\n`)
    return 0
  },
  work: async (connection, { values, terminal }) => {
    await warnAboutServer(connection, terminal)
    await runWorker(await openExistingJob(connection, jobName(values)), values, terminal)
    return 0
  },
  watch: async (connection, { args: [name = ''], values, terminal }) => {
    const job = await openExistingJob(connection, name)
    const prices = { input: price(values, terminal, 'input-price'), output: price(values, terminal, 'output-price') }
    const { finished } = await watch(job, { prices, show: progressPrinter(terminal, values.json === true) })
    return finished ? 0 : 1
  },
  export: async (connection, { args: [name = '', results = ''], values, terminal }) => {
    const job = await openExistingJob(connection, name)
    const dead = text(values, 'dead')
    const written = await exportResults(job, { results: pathOf(results), dead: dead && pathOf(dead) })
    terminal.write(`${counted(written.results, 'result')} and ${counted(written.dead, 'failed item')} written.\n`)
    if (written.unfinished > 0)
      terminal.report(`${counted(written.unfinished, 'unfinished item')} left out. Export again later.`)
    return 0
  },
  'retry-dead': async (connection, { args: [name = ''], terminal }) => {
    const queued = await retryDead(await openExistingJob(connection, name))
    terminal.write(`${counted(queued, 'failed item')} queued again.\n`)
    return 0
  },
  cancel: async (connection, { args: [name = ''], terminal }) => {
    const { total, completed, dead } = await cancel(await openExistingJob(connection, name))
    terminal.write(
      `Job ${name} is cancelled: ${completed + dead} of ${total} items are done. Submit its file again to continue.\n`,
    )
    return 0
  },
}

async function warnAboutServer({ redis, address }: Connection, terminal: Terminal): Promise<void> {
  const warning = await checkServer(redis, address)
  if (warning !== undefined) terminal.report(warning)
}

async function runWorker(job: BulkJob, values: OptionValues, terminal: Terminal): Promise<void> {
  const concurrency = Math.floor(numberOption(values, 'concurrency') ?? 64)
  const agent = { keepAlive: true, maxSockets: concurrency }
  const worker = new BulkWorker(job, {
    concurrency,
    maxRate: numberOption(values, 'max-rate'),
    graceMs: (numberOption(values, 'grace') ?? 25) * 1000,
    lockMs: (numberOption(values, 'lock') ?? 45) * 1000,
    untilDone: values['until-done'] === true,
    report: terminal.report,
    client: {
      endpointUrl: terminal.env['AZUREML_ENDPOINT_URL'] || undefined,
      formatter: text(values, 'formatter'),
      allowInsecureHttp: values['allow-insecure-http'] === true,
      fetch: createNodeFetch({ httpAgent: new HttpAgent(agent), httpsAgent: new HttpsAgent(agent) }),
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => worker.stop())
  terminal.report(`Working on ${job.name} with ${concurrency} calls in flight at most.`)
  await worker.run()
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function jobName(values: OptionValues): string {
  const name = text(values, 'job')
  if (name === undefined) throw new BulkError('--job is empty; give the job a name.')
  return name
}

/** Resolves a path against the user's folder, because pnpm runs scripts in the package's folder. */
function pathOf(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path)
}

function text(values: OptionValues, name: keyof OptionValues): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function price(values: OptionValues, { env }: Terminal, name: 'input-price' | 'output-price'): number | undefined {
  const fromEnvironment = env[`BULK_${name.toUpperCase().replace('-', '_')}`]
  return numberOption({ [name]: values[name] ?? (fromEnvironment || undefined) }, name)
}
