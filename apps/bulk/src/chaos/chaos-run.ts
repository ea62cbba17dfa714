import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exportResults } from '../export/export.ts'
import type { StoredResult } from '../results/stored-result.ts'
import type { BulkJob } from '../store/bulk-job.ts'
import { toProgress } from '../watch/progress.ts'
import { recountTokens } from '../watch/recount.ts'
import { isFinished, readCounts, readSnapshot } from '../watch/snapshot.ts'
import { type EndpointRecord, tokensOf } from './endpoint-record.ts'
import { type Check, check } from './report.ts'
import { secretKey, type Stage } from './stage.ts'

/** How big a run is. */
export interface ChaosSize {
  readonly items: number
  readonly quota: number
  /** Calls in flight of each worker. */
  readonly concurrency: number
}

const jobName = 'chaos'

/** Kills workers and Redis, and cuts the network of a host, while a job runs; then looks whether anything was lost. */
export async function chaosRun(stage: Stage, size: ChaosSize, log: (line: string) => void): Promise<Check[]> {
  const job = await stage.submit(jobName, size.items)
  stage.setQuota(size.quota)
  const workers = new Workers(stage, size.concurrency)
  await workers.startAll()
  const started = Date.now()
  for (const { share, name, run } of disasters(stage, workers)) {
    await reach(job, share * size.items)
    log(`${((Date.now() - started) / 1000).toFixed(0)} s, ${Math.round(share * 100)} %: ${name}`)
    await run()
  }
  await reach(job, size.items)
  log(`${((Date.now() - started) / 1000).toFixed(0)} s: done`)
  workers.killAll()
  const checks = await inspect(stage, job, { ...size, kills: workers.kills })
  job.redis.disconnect()
  return checks
}

interface Disaster {
  /** How much of the job is done when it happens. */
  readonly share: number
  readonly name: string
  readonly run: () => Promise<void>
}

function disasters({ hosts, redis }: Stage, workers: Workers): readonly Disaster[] {
  return [
    { share: 0.3, name: 'a worker is killed', run: () => workers.restart(0) },
    {
      share: 0.5,
      name: 'Redis is killed, and restarted from its log two seconds later',
      run: async () => {
        await redis.kill()
        workers.kills += workers.count
        await sleep(2_000)
        await redis.restart()
      },
    },
    {
      share: 0.7,
      name: 'the network of a host is away for 20 seconds',
      run: async () => {
        hosts.hosts[1]?.cut()
        await sleep(20_000)
        hosts.hosts[1]?.heal()
      },
    },
    { share: 0.85, name: 'all workers are killed and restarted', run: () => workers.restartAll() },
  ]
}

/** The workers of a run, one on each host. */
class Workers {
  /** How often a worker lost what it had in flight. */
  kills = 0
  readonly #stage: Stage
  readonly #args: readonly string[]
  readonly #running: ChildProcess[] = []

  constructor(stage: Stage, concurrency: number) {
    this.#stage = stage
    this.#args = ['--job', jobName, '--concurrency', String(concurrency)]
  }

  get count(): number {
    return this.#stage.hosts.hosts.length
  }

  async startAll(): Promise<void> {
    for (const index of this.#stage.hosts.hosts.keys()) await this.#start(index)
  }

  async restart(index: number): Promise<void> {
    this.#running[index]?.kill('SIGKILL')
    this.kills += 1
    await this.#start(index)
  }

  async restartAll(): Promise<void> {
    for (const index of this.#running.keys()) await this.restart(index)
  }

  killAll(): void {
    for (const worker of this.#running) worker.kill('SIGKILL')
  }

  async #start(index: number): Promise<void> {
    const host = this.#stage.hosts.hosts[index]
    if (host !== undefined) this.#running[index] = await this.#stage.startWorker(host, this.#args)
  }
}

async function reach(job: BulkJob, items: number): Promise<void> {
  for (;;) {
    const counts = await readCounts(job)
    if (counts.completed + counts.dead >= items || isFinished(counts)) return
    await sleep(100)
  }
}

async function inspect(stage: Stage, job: BulkJob, size: ChaosSize & { readonly kills: number }): Promise<Check[]> {
  const file = join(stage.folder, 'out.jsonl')
  await exportResults(job, { results: file, dead: undefined })
  const results = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ResultLine)
  const inOrder = results.every(({ custom_id: id }, index) => id === `${jobName}-${index}`)
  const distinct = new Set(results.map(({ custom_id: id }) => id)).size
  const failed = results.filter(({ error }) => error !== null).length
  const record = await stage.record()
  const twice = Object.entries(record.answers).reduce(
    (sum, [id, count]) => sum + (id.startsWith(jobName) ? count - 1 : 0),
    0,
  )
  const mostTwice = size.kills * size.concurrency
  return [
    check(
      'lines in the order of the input',
      `${size.items}`,
      [String(results.length), inOrder && results.length === size.items],
      true,
    ),
    check('lines that are there twice', '0', [String(results.length - distinct), distinct === results.length], true),
    check('failed items', '0', [String(failed), failed === 0], true),
    check(
      'items asked twice',
      `≤ ${size.kills} kills × ${size.concurrency}`,
      [String(twice), twice <= mostTwice],
      true,
    ),
    ...(await checkTokens(job, record)),
    check(
      'files of Redis with the key',
      '0',
      [String(filesWith(stage.redis.folder, secretKey)), filesWith(stage.redis.folder, secretKey) === 0],
      true,
    ),
  ]
}

interface ResultLine extends StoredResult {
  readonly custom_id: string
}

/** Compares with the endpoint's own count, less what it was asked twice. */
async function checkTokens(job: BulkJob, record: EndpointRecord): Promise<Check[]> {
  const ours = await recountTokens(job)
  let { inputTokens, outputTokens } = record
  for (const [id, count] of Object.entries(record.answers)) {
    inputTokens -= tokensOf(id).inputTokens * (count - 1)
    outputTokens -= tokensOf(id).outputTokens * (count - 1)
  }
  const theirs = { inputTokens, outputTokens }
  const snapshot = await readSnapshot(job)
  const costOf = (tokens: typeof ours): string => {
    const prices = { input: 0.15, output: 0.6 }
    return `$${toProgress(jobName, [{ ...snapshot, ...tokens }], { prices, finished: true }).cost}`
  }
  const text = (tokens: typeof ours): string => `${tokens.inputTokens} + ${tokens.outputTokens}`
  return [
    check('tokens', `the endpoint's count: ${text(theirs)}`, [text(ours), text(ours) === text(theirs)], true),
    check(
      'cost',
      `from the endpoint's count: ${costOf(theirs)}`,
      [costOf(ours), costOf(ours) === costOf(theirs)],
      true,
    ),
  ]
}

function filesWith(folder: string, text: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(text)).length
}
