import type { BulkJob } from '../store/bulk-job.ts'

/** Returns the items that failed for good to the queue, with all their attempts; returns how many. */
export async function retryDead({ queue }: BulkJob): Promise<number> {
  let retried = 0
  for (;;) {
    // Each batch is removed from the list, so the next one is again at its start.
    const dead = await queue.getFailed(0, 199)
    if (dead.length === 0) return retried
    await Promise.all(dead.map((item) => item.retry('failed', { resetAttemptsMade: true })))
    retried += dead.length
  }
}
