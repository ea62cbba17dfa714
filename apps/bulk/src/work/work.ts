import { once } from 'node:events'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'bullmq'
import { BulkError } from '../errors/bulk-error.ts'
import { type ClientOptions, EndpointClients } from '../endpoint/endpoint-clients.ts'
import type { Call } from '../items/item.ts'
import { SharedRate } from '../rate/shared-rate.ts'
import type { StoredResult } from '../results/stored-result.ts'
import type { BulkJob } from '../store/bulk-job.ts'
import { keyPrefix } from '../store/job-keys.ts'
import { isOutage } from '../store/outage.ts'
import { isFinished, readCounts } from '../watch/snapshot.ts'
import { backOff } from './disposition.ts'
import { FailedAttempt, ItemProcessor, mostRefusals } from './item-processor.ts'
import { Tally } from './tally.ts'

/** Options of a worker. */
export interface WorkOptions {
  /** How many calls are in flight at once. */
  readonly concurrency: number
  /** The maximum number of calls per second, of all workers together. @default no limit */
  readonly maxRate: number | undefined
  /** Milliseconds without a lock renewal after which the items of a dead worker go to others. */
  readonly lockMs: number
  /** Milliseconds that calls in flight get to finish when the worker is stopped. */
  readonly graceMs: number
  /** Whether to end when the job is done. @default wait for more items */
  readonly untilDone: boolean
  readonly client: ClientOptions
  readonly report: (line: string) => void
}

/** A worker of a job: one process of any number. */
export class BulkWorker {
  readonly #job: BulkJob
  readonly #options: WorkOptions
  readonly #processor: ItemProcessor
  readonly #tally: Tally
  readonly #rate: SharedRate
  readonly #id = `${hostname()}:${process.pid}`
  /** Aborted when the worker has to end, even if Redis does not answer. */
  readonly #late = new AbortController()
  #stoppedAt: number | undefined

  constructor(job: BulkJob, options: WorkOptions) {
    this.#job = job
    this.#options = options
    this.#tally = new Tally(job)
    this.#rate = new SharedRate(job, options.maxRate)
    const clients = new EndpointClients(options.client)
    this.#processor = new ItemProcessor({
      clients,
      rate: this.#rate,
      tally: this.#tally,
      report: options.report,
    })
  }

  /**
   * Stops: takes no more items, lets the calls in flight finish, and returns those that take too long to the queue. A second call
   * returns all of them at once, unless it comes too soon to be meant: the terminal sends a Ctrl-C to this process, and so does the
   * package manager that started it (pnpm/pnpm#7374).
   */
  stop(): void {
    const now = performance.now()
    if (this.#stoppedAt === undefined) {
      this.#stoppedAt = now
      this.#endWithin(this.#options.graceMs + closeMs)
    } else if (now - this.#stoppedAt >= sameSignalMs) {
      this.#processor.giveBackAll()
      this.#endWithin(closeMs)
    }
  }

  /**
   * Works until it is stopped.
   * @throws BulkError when the endpoint refuses every call
   */
  async run(): Promise<void> {
    // While Redis is down, its commands wait, and BullMQ does not close (taskforcesh/bullmq#4656).
    const isLate = await Promise.race([this.#work(), once(this.#late.signal, 'abort').then(() => true)])
    if (isLate) this.#reportOpenItems()
    const { refusal } = this.#processor
    if (refusal === undefined) return
    throw new BulkError(
      `The endpoint refused ${mostRefusals} calls in a row: ${refusal}\nFix the cause, start the worker again, and run: bulk retry-dead ${this.#job.name}`,
    )
  }

  async #work(): Promise<boolean> {
    await this.#rate.start()
    const worker = this.#startWorker()
    try {
      while (!(await this.#isOver())) await this.#tick()
    } finally {
      await this.#end(worker)
    }
    return false
  }

  #endWithin(milliseconds: number): void {
    setTimeout(() => this.#late.abort(), milliseconds).unref()
  }

  #reportOpenItems(): void {
    const { lockMs, report } = this.#options
    report(
      `Redis at ${this.#job.address} does not answer in time, so the worker ends without it. Items that it has open return to the queue when their locks expire, after ${lockMs / 1000} s, and are sent again.`,
    )
  }

  #startWorker(): Worker<Call, StoredResult> {
    const { concurrency, lockMs } = this.#options
    const worker = new Worker<Call, StoredResult>(
      this.#job.keys.queue,
      (item, token) => this.#processor.process(item, token),
      {
        connection: this.#job.redis,
        prefix: keyPrefix,
        concurrency,
        lockDuration: lockMs,
        // With the default, no lock is lost if the network is down for half a minute.
        lockRenewTime: Math.ceil(lockMs / 5),
        stalledInterval: Math.ceil(lockMs / 10),
        // Workers may be killed often, but an item that kills every worker has to fail in the end.
        maxStalledCount: 10,
        runRetryDelay: 1_000,
        settings: {
          backoffStrategy: (attemptsMade, _type, error) =>
            backOff(attemptsMade, error instanceof FailedAttempt ? error.retryAfterMs : undefined, Math.random()),
        },
      },
    )
    worker.on('error', (error) => {
      // The connection itself reports outages.
      if (!isOutage(error)) this.#options.report(`BullMQ: ${error.message}`)
    })
    return worker
  }

  async #isOver(): Promise<boolean> {
    if (this.#stoppedAt !== undefined || this.#processor.refusal !== undefined) return true
    return this.#options.untilDone && isFinished(await readCounts(this.#job))
  }

  /** Runs twice a second: writes the counts, adapts the rate, and checks whether the job was cancelled. */
  async #tick(): Promise<void> {
    await sleep(500)
    await this.#flush()
    await this.#rate.second()
    await this.#obeyCancel()
  }

  async #obeyCancel(): Promise<void> {
    const { redis, keys } = this.#job
    if ((await redis.hexists(keys.info, 'cancelled')) === 1) this.#processor.giveBackAll()
    else this.#processor.resume()
  }

  #flush(): Promise<void> {
    const { user, system } = process.cpuUsage()
    const state = { inFlight: this.#processor.inFlight, cpuMs: (user + system) / 1000, rss: process.memoryUsage.rss() }
    return this.#tally.flush(this.#id, state)
  }

  async #end(worker: Worker<Call, StoredResult>): Promise<void> {
    const { graceMs, report } = this.#options
    this.#processor.takeNoMore()
    await worker.pause(true)
    if (this.#processor.inFlight > 0)
      report(`Stopping: ${this.#processor.inFlight} calls in flight have ${graceMs / 1000} s to finish.`)
    await Promise.race([this.#waitForCalls(), sleep(graceMs, undefined, { ref: false })])
    this.#processor.giveBackAll()
    this.#endWithin(closeMs)
    await worker.close()
    await this.#flush()
    await this.#job.redis.hdel(this.#job.keys.workers, this.#id)
  }

  async #waitForCalls(): Promise<void> {
    while (this.#processor.inFlight > 0) {
      await sleep(50)
      if (!this.#processor.isGivingBack) await this.#obeyCancel()
    }
  }
}

/** Milliseconds that BullMQ gets to close. */
const closeMs = 5_000

/** Signals that arrive within this time are one. */
const sameSignalMs = 1_000
