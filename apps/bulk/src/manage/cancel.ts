import type { BulkJob } from '../store/bulk-job.ts'
import { type Counts, readCounts } from '../watch/snapshot.ts'

/** Cancels a job: no more items are processed, and all workers abort their calls in flight. Results are kept. */
export async function cancel(job: BulkJob): Promise<Counts> {
  await job.redis.hset(job.keys.info, 'cancelled', new Date().toISOString())
  await job.queue.pause()
  // A wait that the endpoint asked for may be hours; whoever continues the job decides anew.
  await job.redis.del(job.keys.wait)
  await job.queue.removeRateLimitKey()
  return readCounts(job)
}
