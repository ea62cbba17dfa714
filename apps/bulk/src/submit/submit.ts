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
import { repeatAfterRestart, surviveOutage } from '../store/outage.ts'
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
  let known = 0
  const total = await checkFile(file, {
    checkCall: callChecker(formatter),
    storedCalls: async (ids) => {
      const calls = (await readItems(job, ids, ['data'])).map(({ data }) => data)
      known += calls.filter((call) => call !== null).length
      return calls
    },
  })
  if ((await fileState(file)) !== before) throw new BulkError(`${file} was changed while it was read. Submit it again.`)
  await begin(job, submission)
  let done = 0
  try {
    await repeatAfterRestart(job.redis, async () => {
      done = 0
      for await (const chunk of chunks(file)) {
        await surviveOutage(job.redis, () => addChunk(job, chunk, submission))
        done += chunk.length
      }
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BulkError(
      `${done} of ${total} items were submitted (${reason}). Run the same command again to add the rest.`,
    )
  }
  await end(job, submission)
  return { added: total - known, known }
}

/** No worker takes items of a new job until all of them are there, and no job is done before. */
async function begin({ redis, keys, queue }: BulkJob, { file }: Submission): Promise<void> {
  await redis.hdel(keys.info, 'cancelled')
  await redis.hset(keys.submitting, file, Date.now())
  if ((await redis.zcard(keys.order)) === 0) await queue.pause()
}

async function end({ redis, keys, queue }: BulkJob, { file }: Submission): Promise<void> {
  const markers = Object.entries(await redis.hgetall(keys.submitting))
  // A submission that was killed, and that nobody repeated as it was, must not keep the job open.
  const dead = markers.filter(([, at]) => Date.now() - Number(at) > silentMs).map(([marker]) => marker)
  await redis.hdel(keys.submitting, file, ...dead)
  if ((await redis.hlen(keys.submitting)) > 0) return
  // Somebody may have cancelled the job in the meantime.
  if ((await redis.hexists(keys.info, 'cancelled')) === 0) await queue.resume()
}

/** Milliseconds without new items after which a submission counts as killed. */
const silentMs = 60_000

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
 * Adds items. Each step can be repeated, so that another submission completes one that was killed.
 */
async function addChunk(job: BulkJob, items: readonly Item[], { file, attempts }: Submission): Promise<void> {
  const { redis, keys, queue, name } = job
  const ids = items.map(({ customId }) => toJobId(customId))
  const known = await readItems(job, ids, ['data'])
  const last = await redis.hincrby(keys.info, 'places', items.length)
  await redis
    .multi()
    .sadd(jobsKey, name)
    .hset(queue.keys['meta'] ?? '', queue.metaValues)
    .hset(keys.submitting, file, Date.now())
    // The position is stored first: an item without one would never be exported.
    .zadd(keys.order, 'NX', ...ids.flatMap((id, index) => [last - items.length + index, id]))
    .exec()
  const fresh = items.flatMap(({ call }, index) =>
    known[index]?.data === null
      ? [{ name: call.operation, data: call, opts: { jobId: ids[index] as string, ...jobOptions, attempts } }]
      : [],
  )
  await queue.addBulk(fresh)
}

/** Finished items are kept, for the export and because their ids make a second submission harmless. */
const jobOptions = { backoff: { type: 'custom' }, stackTraceLimit: 0 } as const
