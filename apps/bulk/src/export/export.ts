import { toCustomId } from '../items/job-id.ts'
import { parseFailure } from '../results/stored-result.ts'
import type { BulkJob } from '../store/bulk-job.ts'
import { type ItemFields, itemIds, readItems } from '../store/job-fields.ts'
import { LineFile } from './line-file.ts'

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
export async function exportResults(job: BulkJob, { results, dead }: ExportFiles): Promise<Exported> {
  const files = [await LineFile.create(results)]
  try {
    if (dead !== undefined) files.push(await LineFile.create(dead))
    // Two paths of one file.
    if (files[1]?.path === files[0]?.path) await files.pop()?.discard()
    const exported = await writeLines(job, files as [LineFile, ...LineFile[]])
    for (const file of files) await file.finish()
    return exported
  } catch (error) {
    for (const file of files) await file.discard()
    throw error
  }
}

/** Failed items go to the second file if there is one. */
async function writeLines(
  job: BulkJob,
  [results, dead = results]: readonly [LineFile, ...LineFile[]],
): Promise<Exported> {
  let [finished, failed, unfinished] = [0, 0, 0]
  for await (const ids of itemIds(job)) {
    const items = await readItems(job, ids, ['returnvalue', 'failedReason', 'finishedOn', 'atm'])
    for (const [index, item] of items.entries()) {
      const line = resultLine(ids[index] as string, item)
      if (line === undefined) unfinished += 1
      else if (item.returnvalue === null) {
        failed += 1
        await dead.write(line)
      } else {
        finished += 1
        await results.write(line)
      }
    }
  }
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
