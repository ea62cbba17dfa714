import type { BulkJob } from '../store/bulk-job.ts'
import type { StoredUsage } from '../results/usage.ts'

/** The counts of all workers, added up in Redis. */
const countNames = ['asked', 'limited', 'retried', 'inputTokens', 'outputTokens'] as const

/** The name of a count. */
export type CountName = (typeof countNames)[number]

/** Counts in memory, and adds to the sums in Redis twice a second: a command per item would cost as much as the queue. */
export class Tally {
  readonly #job: BulkJob
  #counts = emptyCounts()

  constructor(job: BulkJob) {
    this.#job = job
  }

  /** Counts one. */
  add(name: CountName, count = 1): void {
    this.#counts[name] += count
  }

  /** Counts the tokens of an answer. */
  addUsage(usage: StoredUsage | undefined): void {
    this.#counts.inputTokens += usage?.prompt_tokens ?? 0
    this.#counts.outputTokens += usage?.completion_tokens ?? 0
  }

  /** Adds the counts to the sums, and shows that this worker is alive. */
  async flush(workerId: string, state: object): Promise<void> {
    const { redis, keys } = this.#job
    const counts = this.#counts
    this.#counts = emptyCounts()
    const pipeline = redis.pipeline()
    for (const name of countNames) if (counts[name] !== 0) pipeline.hincrby(keys.totals, name, counts[name])
    pipeline.hset(keys.workers, workerId, JSON.stringify({ ...state, at: Date.now() }))
    await pipeline.exec()
  }
}

function emptyCounts(): Record<CountName, number> {
  return { asked: 0, limited: 0, retried: 0, inputTokens: 0, outputTokens: 0 }
}
