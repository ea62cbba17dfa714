import type { BulkJob } from '../store/bulk-job.ts'

/** Puts the items that failed for good back into the queue, with all of their attempts; returns how many. */
export async function retryDead({ queue }: BulkJob): Promise<number> {
  let retried = 0
  for (;;) {
    // Each batch leaves the list, so the next one is at its start again.
    const dead = await queue.getFailed(0, 199)
    if (dead.length === 0) return retried
    await Promise.all(dead.map((item) => item.retry('failed', { resetAttemptsMade: true })))
    retried += dead.length
  }
}
