import { Queue } from 'bullmq'
import { BulkError } from '../errors/bulk-error.ts'
import type { Call } from '../items/item.ts'
import type { StoredResult } from '../results/stored-result.ts'
import type { Connection } from './connect.ts'
import { type JobKeys, jobKeys, jobsKey, keyPrefix } from './job-keys.ts'

/** BullMQ's queue of a job. */
type ItemQueue = Queue<Call, StoredResult>

/** A bulk job in Redis: BullMQ's queue, and our own keys beside it. */
export interface BulkJob extends Connection {
  readonly name: string
  readonly keys: JobKeys
  readonly queue: ItemQueue
}

/** Opens a job, which need not exist. */
export function openJob(connection: Connection, name: string): BulkJob {
  const keys = jobKeys(name)
  const queue: ItemQueue = new Queue(keys.queue, {
    connection: connection.redis,
    prefix: keyPrefix,
    // `submit` writes the queue's metadata, once it has checked the file.
    skipMetasUpdate: true,
    // BullMQ copies results into its stream of events, which nobody reads here.
    streams: { events: { maxLen: 100 } },
  })
  // The connection itself reports outages.
  queue.on('error', () => {})
  return { ...connection, name, keys, queue }
}

/**
 * Opens a job that exists.
 * @throws BulkError that lists the jobs there are
 */
export async function openExistingJob(connection: Connection, name: string): Promise<BulkJob> {
  const { redis, address } = connection
  if ((await redis.sismember(jobsKey, name)) === 1) return openJob(connection, name)
  const names = (await redis.smembers(jobsKey)).toSorted().slice(0, 20)
  const known = names.length === 0 ? 'has no jobs yet' : `has ${names.map((one) => JSON.stringify(one)).join(', ')}`
  throw new BulkError(
    `There is no job ${JSON.stringify(name)}; Redis at ${address} ${known}. Create it with: bulk submit FILE --job ${name}`,
  )
}
