import type { StoredResult } from '../results/stored-result.ts'
import type { BulkJob } from '../store/bulk-job.ts'
import { itemIds, readItems } from '../store/job-fields.ts'

/** Tokens of all results. */
export interface TokenTotals {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Adds up the tokens of the stored results, because a killed worker loses the counts of its last half second. */
export async function recountTokens(job: BulkJob): Promise<TokenTotals> {
  let inputTokens = 0
  let outputTokens = 0
  for await (const ids of itemIds(job)) {
    for (const { returnvalue } of await readItems(job, ids, ['returnvalue'])) {
      if (returnvalue === null) continue
      const { response } = JSON.parse(returnvalue) as StoredResult
      inputTokens += response?.usage?.prompt_tokens ?? 0
      outputTokens += response?.usage?.completion_tokens ?? 0
    }
  }
  return { inputTokens, outputTokens }
}
