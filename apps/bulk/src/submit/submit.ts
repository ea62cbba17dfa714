import { stat } from 'node:fs/promises'
import { BulkError } from '../errors/bulk-error.ts'
import { callChecker } from '../endpoint/check-call.ts'
import type { Item } from '../items/item.ts'
import { toJobId } from '../items/job-id.ts'
import { parseItem } from '../items/parse-item.ts'
import { readLines } from '../items/read-lines.ts'
import type { BulkJob } from '../store/bulk-job.ts'
import { chunkSize, readItems } from '../store/job-fields.ts'
import { jobsKey } from '../store/job-keys.ts'
import { checkFile } from './check-file.ts'

/** Options of a submission. */
export interface Submission {
  readonly file: string
  /** The formatter that the workers will use, if it is not the default. */
  readonly formatter: string | undefined
  /** The number of attempts until an item fails for good. */
  readonly attempts: number
}

/** How many items a submission added, and how many existed before. */
export interface Submitted {
  readonly added: number
  readonly known: number
}

/** Checks a whole file, and then adds its items to a job. Existing items are not changed. */
export async function submit(job: BulkJob, submission: Submission): Promise<Submitted> {
  const { file, formatter } = submission
  const before = await fileState(file)
  const total = await checkFile(file, {
    checkCall: callChecker(formatter),
    storedCalls: async (ids) => (await readItems(job, ids, ['data'])).map(({ data }) => data),
  })
  if ((await fileState(file)) !== before) throw new BulkError(`${file} was changed while it was read. Submit it again.`)
  let done = 0
  let added = 0
  try {
    for await (const chunk of chunks(file)) {
      added += await addChunk(job, chunk, submission)
      done += chunk.length
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BulkError(
      `${done} of ${total} items were submitted (${reason}). Run the same command again to add the rest.`,
    )
  }
  await job.redis.hdel(job.keys.info, 'cancelled')
  await job.queue.resume()
  await job.redis.del(job.keys.submitting)
  return { added, known: total - added }
}

async function fileState(file: string): Promise<string> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error.code ?? error.message)
  if (typeof found === 'string')
    throw new BulkError(`${file} cannot be read (${found}). Pass the path of a JSON Lines file.`)
  if (!found.isFile())
    throw new BulkError(`${file} is not a file. It is read twice, so it cannot be a pipe or a folder.`)
  return `${found.size} ${found.mtimeMs}`
}

async function* chunks(file: string): AsyncGenerator<Item[]> {
  let chunk: Item[] = []
  for await (const { text } of readLines(file)) {
    chunk.push(parseItem(text))
    if (chunk.length < chunkSize) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/**
 * Adds items and returns how many are new. Each step can be repeated, so that another submission completes one that was killed.
 */
async function addChunk(job: BulkJob, items: readonly Item[], { attempts }: Submission): Promise<number> {
  const { redis, keys, queue, name } = job
  const ids = items.map(({ customId }) => toJobId(customId))
  const known = await readItems(job, ids, ['finishedOn', 'data'])
  const last = await redis.hincrby(keys.info, 'places', items.length)
  await redis
    .multi()
    .sadd(jobsKey, name)
    .hset(queue.keys['meta'] ?? '', queue.metaValues)
    .set(keys.submitting, '1', 'EX', 30)
    // The position is stored first: an item without one would never be exported.
    .zadd(keys.order, 'NX', ...ids.flatMap((id, index) => [last - items.length + index, id]))
    .exec()
  const fresh = items.flatMap(({ call }, index) =>
    known[index]?.data == null
      ? [{ name: call.operation, data: call, opts: { jobId: ids[index] as string, ...jobOptions, attempts } }]
      : [],
  )
  await queue.addBulk(fresh)
  return fresh.length
}

/** Finished items are kept, for the export and because their ids make a second submission harmless. */
const jobOptions = { backoff: { type: 'custom' }, stackTraceLimit: 0 } as const
