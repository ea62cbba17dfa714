import type { BulkJob } from './bulk-job.ts'
import { surviveOutage } from './outage.ts'

/** The fields that BullMQ stores for an item, in the hash `queue.toKey(id)`. */
export interface ItemFields {
  /** The JSON of the call. */
  readonly data: string | null
  /** The JSON of the result. */
  readonly returnvalue: string | null
  /** Why the last attempt failed. */
  readonly failedReason: string | null
  /** When the item was completed or failed for good. */
  readonly finishedOn: string | null
  /** Attempts made. */
  readonly atm: string | null
}

/** Reads some fields of many items in one round trip; BullMQ's own getters read whole jobs, one by one. */
export async function readItems<Name extends keyof ItemFields>(
  { redis, queue }: BulkJob,
  ids: readonly string[],
  names: readonly Name[],
): Promise<Pick<ItemFields, Name>[]> {
  return surviveOutage(redis, async () => {
    const pipeline = redis.pipeline()
    for (const id of ids) pipeline.hmget(queue.toKey(id), ...names)
    const replies = (await pipeline.exec()) ?? []
    return replies.map(([error, values]) => {
      if (error) throw error
      const fields = names.map((name, index) => [name, (values as (string | null)[])[index] ?? null] as const)
      return Object.fromEntries(fields) as Pick<ItemFields, Name>
    })
  })
}

/** Yields the ids of a job's items in the order of the input, in chunks. */
export async function* itemIds({ redis, keys }: BulkJob): AsyncGenerator<string[]> {
  for (let start = 0; ; start += chunkSize) {
    const ids = await redis.zrange(keys.order, String(start), String(start + chunkSize - 1))
    if (ids.length > 0) yield ids
    if (ids.length < chunkSize) return
  }
}

/** How many items are read or added in one round trip. */
export const chunkSize = 500
