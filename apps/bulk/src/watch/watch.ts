import { setTimeout as sleep } from 'node:timers/promises'
import type { BulkJob } from '../store/bulk-job.ts'
import { type Prices, type Progress, progressLine, toProgress } from './progress.ts'
import { recountTokens } from './recount.ts'
import { isFinished, readSnapshot, type Snapshot } from './snapshot.ts'

/** Options of `watch`. */
export interface WatchOptions {
  readonly prices: Prices
  /** Called once a second, and a last time at the end. */
  readonly show: (progress: Progress) => void
}

/** Follows a job until it is done or cancelled; returns the last progress. */
export async function watch(job: BulkJob, { prices, show }: WatchOptions): Promise<Progress> {
  const recent: Snapshot[] = []
  for (;;) {
    const snapshot = await readSnapshot(job)
    const finished = isFinished(snapshot)
    recent.push(finished ? { ...snapshot, ...(await recountTokens(job)) } : snapshot)
    if (recent.length > 6) recent.shift()
    const progress = toProgress(job.name, recent, { prices, finished })
    show(progress)
    if (finished || snapshot.cancelled) return progress
    await sleep(1_000)
  }
}

/** The output for progress. */
export interface ProgressOutput {
  readonly write: (text: string) => void
  readonly isInteractive: boolean
}

/** Creates the function that shows progress: as JSON lines, as a line that is overwritten, or as a line every few seconds. */
export function progressPrinter({ write, isInteractive }: ProgressOutput, json: boolean): (progress: Progress) => void {
  if (json) return (progress) => write(`${JSON.stringify(progress)}\n`)
  if (isInteractive) return (progress) => write(`\r\u001B[2K${progressLine(progress)}${ended(progress) ? '\n' : ''}`)
  let shown = 0
  return (progress) => {
    if (!ended(progress) && Date.now() - shown < 5_000) return
    shown = Date.now()
    write(`${progressLine(progress)}\n`)
  }
}

function ended({ finished, cancelled }: Progress): boolean {
  return finished || cancelled
}
