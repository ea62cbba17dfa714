import type { BulkJob } from '../store/bulk-job.ts'
import type { StoredUsage } from '../results/usage.ts'

/** What workers count, summed up in Redis for all of them. */
const countNames = ['asked', 'limited', 'retried', 'inputTokens', 'outputTokens'] as const

/** The name of a count. */
export type CountName = (typeof countNames)[number]

/** Counts in memory, and adds to the sums in Redis now and then: a command for each item would cost as much as the queue does. */
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

  /** Adds what was counted to the sums, together with a sign of life of this worker. */
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
