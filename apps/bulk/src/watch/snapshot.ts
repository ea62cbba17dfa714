import type { BulkJob } from '../store/bulk-job.ts'

/** How many items of a job are in each state. */
export interface Counts {
  /** Items in the job. */
  readonly total: number
  readonly completed: number
  /** Items that failed for good. */
  readonly dead: number
  readonly active: number
  /** Items that wait, including those that wait for a retry. */
  readonly waiting: number
  /** Whether a submission is adding items. */
  readonly submitting: boolean
  readonly cancelled: boolean
}

/** Reads the counts of a job. */
export async function readCounts({ redis, keys, queue }: BulkJob): Promise<Counts> {
  const [total, submitting, cancelled, states] = await Promise.all([
    redis.zcard(keys.order),
    redis.hlen(keys.submitting),
    redis.hexists(keys.info, 'cancelled'),
    queue.getJobCounts('completed', 'failed', 'active', 'waiting', 'delayed'),
  ])
  const { completed = 0, failed = 0, active = 0, waiting = 0, delayed = 0 } = states
  return {
    total,
    completed,
    dead: failed,
    active,
    waiting: waiting + delayed,
    submitting: submitting > 0,
    cancelled: cancelled === 1,
  }
}

/** Returns whether every item has a result or has failed for good. */
export function isFinished({ total, completed, dead, submitting }: Counts): boolean {
  return !submitting && completed + dead >= total
}

/** The state of a job at one point in time. */
export interface Snapshot extends Counts {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly asked: number
  /** The number of 429 responses. */
  readonly limited: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** The calls per second that are currently allowed. */
  readonly rate: number
  /** Milliseconds that all workers still have to wait. */
  readonly waitMs: number
  /** The number of workers that are alive. */
  readonly workers: number
}

/** Reads everything that `watch` shows. */
export async function readSnapshot(job: BulkJob): Promise<Snapshot> {
  const { redis, keys } = job
  const [counts, totals, rate, waitMs, workers] = await Promise.all([
    readCounts(job),
    redis.hgetall(keys.totals),
    redis.hget(keys.rate, 'rate'),
    redis.pttl(keys.wait),
    redis.hvals(keys.workers),
  ])
  const now = Date.now()
  return {
    ...counts,
    at: now,
    asked: Number(totals['asked'] ?? 0),
    limited: Number(totals['limited'] ?? 0),
    inputTokens: Number(totals['inputTokens'] ?? 0),
    outputTokens: Number(totals['outputTokens'] ?? 0),
    rate: Number(rate ?? 0),
    waitMs: Math.max(0, waitMs),
    workers: workers.filter((state) => now - (JSON.parse(state) as { at: number }).at < 10_000).length,
  }
}
