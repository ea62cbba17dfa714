import type { BulkJob } from '../store/bulk-job.ts'

/** Puts the items that failed for good back into the queue, with all of their attempts; returns how many. */
export async function retryDead({ redis, queue }: BulkJob): Promise<number> {
  // All ids at once: workers may fail the first items again before the last have been queued.
  const ids = await redis.zrange(queue.toKey('failed'), '0', '-1')
  let retried = 0
  for (let start = 0; start < ids.length; start += batchSize) {
    const counts = await Promise.all(ids.slice(start, start + batchSize).map((id) => retryItem(queue, id)))
    retried += counts.reduce((sum, count) => sum + count, 0)
  }
  return retried
}

const batchSize = 200

/** Returns 0 if the item is no longer among the failed: another process has queued it. */
async function retryItem(queue: BulkJob['queue'], id: string): Promise<number> {
  const item = await queue.getJob(id)
  if (item === undefined) return 0
  try {
    await item.retry('failed', { resetAttemptsMade: true })
    return 1
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === notFailed) return 0
    throw error
  }
}

/** BullMQ's code for a job that is in another state. */
const notFailed = -3
