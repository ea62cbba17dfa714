import { isDeepStrictEqual } from 'node:util'
import { AzureMLError } from '@azureml-endpoints/core'
import { BulkError } from '../errors/bulk-error.ts'
import type { Call, Item } from '../items/item.ts'
import { toJobId } from '../items/job-id.ts'
import { parseItem } from '../items/parse-item.ts'
import { readLines } from '../items/read-lines.ts'
import { chunkSize } from '../store/job-fields.ts'

/** What a file is checked against. */
export interface FileChecks {
  /** Checks a call as the worker will make it. */
  readonly checkCall: (call: Call) => Promise<void>
  /** Returns the calls that are already stored under these ids. */
  readonly storedCalls: (ids: readonly string[]) => Promise<(string | null)[]>
}

/**
 * Checks a whole file, and returns how many items it has.
 * @throws BulkError that names each wrong line, up to twenty
 */
export async function checkFile(file: string, checks: FileChecks): Promise<number> {
  const problems = new Problems(file)
  const lines = new Map<string, number>()
  let chunk: NumberedItem[] = []
  const compare = async (): Promise<void> => {
    await rejectChanged(chunk, checks, problems)
    chunk = []
  }
  for await (const { number, text } of readLines(file)) {
    try {
      const item = parseItem(text)
      await checks.checkCall(item.call)
      const first = lines.get(item.customId)
      if (first === undefined) lines.set(item.customId, number)
      else
        problems.add(
          number,
          `\`custom_id\` ${JSON.stringify(item.customId)} is also on line ${first}; give each line its own.`,
        )
      chunk.push({ ...item, number })
      if (chunk.length === chunkSize) await compare()
    } catch (error) {
      if (!AzureMLError.isInstance(error)) throw error
      problems.add(number, error.message)
    }
  }
  await compare()
  problems.throwIfAny()
  if (lines.size === 0)
    throw new BulkError(`${file} has no lines. Each line is {"custom_id": "…", "body": {"messages": […]}}.`)
  return lines.size
}

interface NumberedItem extends Item {
  readonly number: number
}

/** Rejects an id that is stored with another body: the new body would never be sent. */
async function rejectChanged(items: readonly NumberedItem[], checks: FileChecks, problems: Problems): Promise<void> {
  if (items.length === 0) return
  const stored = await checks.storedCalls(items.map(({ customId }) => toJobId(customId)))
  for (const [index, { customId, call, number }] of items.entries()) {
    const json = stored[index]
    if (json == null || json === JSON.stringify(call)) continue
    // The fields may be in another order.
    if (isDeepStrictEqual(JSON.parse(json), JSON.parse(JSON.stringify(call)))) continue
    problems.add(
      number,
      `\`custom_id\` ${JSON.stringify(customId)} is already in this job with another body. Give it another custom_id, or submit it to another job.`,
    )
  }
}

/** Collects the errors in a file. */
class Problems {
  readonly #file: string
  readonly #lines: string[] = []
  #count = 0

  constructor(file: string) {
    this.#file = file
  }

  add(line: number, problem: string): void {
    this.#count += 1
    if (this.#lines.length < 20) this.#lines.push(`${this.#file}, line ${line}: ${problem}`)
  }

  throwIfAny(): void {
    if (this.#count === 0) return
    const more = this.#count - this.#lines.length
    const rest = more > 0 ? `\n… and ${more} more.` : ''
    throw new BulkError(`${this.#lines.join('\n')}${rest}\nNothing was submitted.`)
  }
}
