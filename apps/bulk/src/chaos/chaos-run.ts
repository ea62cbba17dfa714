import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BulkJob } from '../store/bulk-job.ts'
import { isFinished, readCounts } from '../watch/snapshot.ts'
import { inspectJob } from './job-checks.ts'
import type { Check } from './report.ts'
import type { Stage } from './stage.ts'

/** The size of a run. */
export interface ChaosSize {
  readonly items: number
  readonly quota: number
  /** Calls in flight of each worker. */
  readonly concurrency: number
}

const jobName = 'chaos'

/** Kills workers and Redis, and cuts the network of a host, while a job runs; then checks whether anything was lost. */
export async function chaosRun(stage: Stage, size: ChaosSize, log: (line: string) => void): Promise<Check[]> {
  const job = await stage.submit(jobName, size.items)
  stage.setQuota(size.quota)
  const workers = new Workers(stage, size.concurrency)
  await workers.startAll()
  const started = Date.now()
  for (const { share, name, run } of faults(stage, workers)) {
    await waitForItems(job, share * size.items)
    log(`${((Date.now() - started) / 1000).toFixed(0)} s, ${Math.round(share * 100)} %: ${name}`)
    await run()
  }
  await waitForItems(job, size.items)
  log(`${((Date.now() - started) / 1000).toFixed(0)} s: done`)
  workers.killAll()
  const checks = await inspectJob(stage, job, { ...size, kills: workers.kills })
  job.redis.disconnect()
  return checks
}

interface Fault {
  /** The share of items that are done when it happens. */
  readonly share: number
  readonly name: string
  readonly run: () => Promise<void>
}

function faults({ hosts, redis }: Stage, workers: Workers): readonly Fault[] {
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
  /** How often a worker lost its calls in flight. */
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

async function waitForItems(job: BulkJob, items: number): Promise<void> {
  for (;;) {
    const counts = await readCounts(job)
    if (counts.completed + counts.dead >= items || isFinished(counts)) return
    await sleep(100)
  }
}
