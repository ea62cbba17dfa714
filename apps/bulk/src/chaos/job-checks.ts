import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportResults } from '../export/export.ts'
import type { StoredResult } from '../results/stored-result.ts'
import type { BulkJob } from '../store/bulk-job.ts'
import { toProgress } from '../watch/progress.ts'
import { recountTokens } from '../watch/recount.ts'
import { readSnapshot } from '../watch/snapshot.ts'
import { type EndpointRecord, tokensOf } from './endpoint-record.ts'
import { type Check, check } from './report.ts'
import { secretKey, type Stage } from './stage.ts'

/** How many items a run had, and how many may have been sent twice. */
export interface RunFacts {
  readonly items: number
  /** Calls in flight of each worker. */
  readonly concurrency: number
  /** How often a worker lost its calls in flight. */
  readonly kills: number
}

/** Checks that a run lost nothing, counted right, and wrote the key nowhere. */
export async function inspectJob(stage: Stage, job: BulkJob, facts: RunFacts): Promise<Check[]> {
  const record = await stage.record()
  const keyFiles = filesWith(stage.redis.folder, secretKey)
  return [
    ...(await checkLines(stage, job, facts)),
    checkCalls(job, record, facts),
    ...(await checkTokens(job, record)),
    check('files of Redis with the key', '0', [String(keyFiles), keyFiles === 0], true),
  ]
}

interface ResultLine extends StoredResult {
  readonly custom_id: string
}

async function checkLines(stage: Stage, job: BulkJob, { items }: RunFacts): Promise<Check[]> {
  const file = join(stage.folder, 'out.jsonl')
  await exportResults(job, { results: file, dead: undefined })
  const text = readFileSync(file, 'utf8').trimEnd()
  const results = text.split('\n').map((line) => JSON.parse(line) as ResultLine)
  const inOrder = results.every(({ custom_id: id }, index) => id === `${job.name}-${index}`)
  const twice = results.length - new Set(results.map(({ custom_id: id }) => id)).size
  const failed = results.filter(({ error }) => error !== null).length
  const isWhole = inOrder && results.length === items
  return [
    check('lines in the order of the input', `${items}`, [String(results.length), isWhole], true),
    check('lines that are there twice', '0', [String(twice), twice === 0], true),
    check('failed items', '0', [String(failed), failed === 0], true),
  ]
}

function checkCalls(job: BulkJob, { answers }: EndpointRecord, { kills, concurrency }: RunFacts): Check {
  const ofJob = Object.entries(answers).filter(([id]) => id.startsWith(job.name))
  const twice = ofJob.reduce((sum, [, count]) => sum + count - 1, 0)
  const bound = `≤ ${kills} kills × ${concurrency}`
  return check('items asked twice', bound, [String(twice), twice <= kills * concurrency], true)
}

/** Compares the tokens with the endpoint's own count, without those of repeated calls. */
async function checkTokens(job: BulkJob, record: EndpointRecord): Promise<Check[]> {
  const ours = await recountTokens(job)
  let { inputTokens, outputTokens } = record
  for (const [id, count] of Object.entries(record.answers)) {
    inputTokens -= tokensOf(id).inputTokens * (count - 1)
    outputTokens -= tokensOf(id).outputTokens * (count - 1)
  }
  const theirs = { inputTokens, outputTokens }
  const snapshot = await readSnapshot(job)
  const costOf = (tokens: typeof ours): string => {
    const prices = { input: 0.15, output: 0.6 }
    return `$${toProgress(job.name, [{ ...snapshot, ...tokens }], { prices, finished: true }).cost}`
  }
  const text = (tokens: typeof ours): string => `${tokens.inputTokens} + ${tokens.outputTokens}`
  return [
    check('tokens', `the endpoint's count: ${text(theirs)}`, [text(ours), text(ours) === text(theirs)], true),
    check(
      'cost',
      `from the endpoint's count: ${costOf(theirs)}`,
      [costOf(ours), costOf(ours) === costOf(theirs)],
      true,
    ),
  ]
}

function filesWith(folder: string, text: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(text)).length
}
