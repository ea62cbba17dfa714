import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { BulkError } from '../errors/bulk-error.ts'
import { toCustomId } from '../items/job-id.ts'
import { parseFailure } from '../results/stored-result.ts'
import type { BulkJob } from '../store/bulk-job.ts'
import { type ItemFields, itemIds, readItems } from '../store/job-fields.ts'

/** Where results are written. */
export interface ExportFiles {
  readonly results: string
  /** Takes the items that failed for good. @default the file of the results */
  readonly dead: string | undefined
}

/** How many lines were written. */
export interface Exported {
  readonly results: number
  readonly dead: number
  /** Items that are not finished, and were left out. */
  readonly unfinished: number
}

/** Writes the results of a job in the order of its input. The files get their names when they are complete. */
export async function exportResults(job: BulkJob, files: ExportFiles): Promise<Exported> {
  const results = await LineFile.create(files.results)
  const dead = files.dead === undefined ? results : await LineFile.create(files.dead)
  let [finished, failed, unfinished] = [0, 0, 0]
  for await (const ids of itemIds(job)) {
    const items = await readItems(job, ids, ['returnvalue', 'failedReason', 'finishedOn', 'atm'])
    for (const [index, item] of items.entries()) {
      const line = resultLine(ids[index] as string, item)
      if (line === undefined) unfinished += 1
      else if (item.returnvalue === null) failed += await dead.write(line)
      else finished += await results.write(line)
    }
  }
  await results.finish()
  if (dead !== results) await dead.finish()
  return { results: finished, dead: failed, unfinished }
}

/** Returns the line of an item; `undefined` if it is not finished. */
function resultLine(id: string, item: Omit<ItemFields, 'data'>): string | undefined {
  if (item.finishedOn === null) return undefined
  const name = `{"custom_id":${JSON.stringify(toCustomId(id))},`
  // BullMQ has stored the result as JSON; parsing it and writing it again would change nothing.
  if (item.returnvalue !== null) return `${name}${item.returnvalue.slice(1)}\n`
  return `${name}${JSON.stringify(parseFailure(item.failedReason ?? '', Number(item.atm ?? 0))).slice(1)}\n`
}

/** A file that is written line by line, with backpressure. */
class LineFile {
  readonly #path: string
  readonly #stream: WriteStream

  private constructor(path: string, stream: WriteStream) {
    this.#path = path
    this.#stream = stream
  }

  static async create(path: string): Promise<LineFile> {
    const stream = createWriteStream(`${path}.part`)
    try {
      await once(stream, 'open')
    } catch (error) {
      throw new BulkError(
        `${path} cannot be written (${(error as Error).message}). Pass the path of a file in a folder that exists.`,
      )
    }
    return new LineFile(path, stream)
  }

  async write(line: string): Promise<1> {
    if (!this.#stream.write(line)) await once(this.#stream, 'drain')
    return 1
  }

  async finish(): Promise<void> {
    this.#stream.end()
    await once(this.#stream, 'close')
    await rename(`${this.#path}.part`, this.#path)
  }
}
