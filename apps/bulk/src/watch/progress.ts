import type { Snapshot } from './snapshot.ts'

/** Prices in dollars per million tokens; absent if not given. */
export interface Prices {
  readonly input: number | undefined
  readonly output: number | undefined
}

/** What `watch --json` prints each second. */
export interface Progress {
  readonly job: string
  readonly total: number
  readonly completed: number
  readonly dead: number
  readonly active: number
  readonly waiting: number
  readonly workers: number
  readonly finished: boolean
  readonly cancelled: boolean
  /** Whether items are still being added, or a submission was interrupted. */
  readonly submitting: boolean
  readonly items_per_second: number
  /** Calls a second that are allowed. */
  readonly rate: number
  /** Seconds that all workers wait because the endpoint asked for it. */
  readonly waiting_seconds: number
  /** The share of calls that were answered with 429. */
  readonly share_429: number
  readonly input_tokens: number
  readonly output_tokens: number
  /** In dollars. */
  readonly cost: number | null
  readonly seconds_left: number | null
}

/** Computes the progress of a job from its latest snapshots, oldest first. */
export function toProgress(
  job: string,
  snapshots: readonly Snapshot[],
  details: { readonly prices: Prices; readonly finished: boolean },
): Progress {
  const [first, last] = [snapshots[0] as Snapshot, snapshots.at(-1) as Snapshot]
  const done = last.completed + last.dead
  const seconds = (last.at - first.at) / 1000
  const perSecond = seconds === 0 ? 0 : Math.max(0, (done - first.completed - first.dead) / seconds)
  const { total, completed, dead, active, waiting, workers, cancelled, submitting, asked, limited } = last
  return {
    job,
    total,
    completed,
    dead,
    active,
    waiting,
    workers,
    finished: details.finished,
    cancelled,
    submitting,
    items_per_second: round(perSecond, 1),
    rate: round(last.rate, 2),
    waiting_seconds: round(last.waitMs / 1000, 1),
    share_429: asked === 0 ? 0 : round(limited / asked, 4),
    input_tokens: last.inputTokens,
    output_tokens: last.outputTokens,
    cost: costOf(last, details.prices),
    seconds_left: details.finished ? 0 : perSecond === 0 ? null : Math.ceil((total - done) / perSecond),
  }
}

function costOf({ inputTokens, outputTokens }: Snapshot, { input, output }: Prices): number | null {
  if (input === undefined && output === undefined) return null
  return round((inputTokens * (input ?? 0) + outputTokens * (output ?? 0)) / 1_000_000, 6)
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** Formats the progress of a job as one line. */
export function progressLine(progress: Progress): string {
  const { total, completed, dead, active, workers, rate, cost } = progress
  const done = completed + dead
  const share = total === 0 ? 0 : done / total
  const filled = Math.round(share * barWidth)
  return [
    `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${(share * 100).toFixed(1)} %`,
    `${done}/${total}`,
    ...(dead > 0 ? [`${dead} dead`] : []),
    `${progress.items_per_second}/s of ${rate.toFixed(rate < 10 ? 1 : 0)}/s`,
    `${active} in flight, ${workers} worker${workers === 1 ? '' : 's'}`,
    `429 ${(progress.share_429 * 100).toFixed(2)} %`,
    `${progress.input_tokens}+${progress.output_tokens} tokens`,
    ...(cost === null ? [] : [`$${cost.toFixed(4)}`]),
    ...(progress.waiting_seconds >= 1 ? [`waiting ${duration(progress.waiting_seconds)} as asked`] : []),
    stateOf(progress),
  ].join(' · ')
}

function stateOf({ finished, cancelled, submitting, seconds_left: left }: Progress): string {
  if (finished) return 'done'
  if (cancelled) return 'cancelled'
  if (submitting) return 'not all items are submitted yet; if "submit" was interrupted, run it again'
  return left === null ? 'time left unknown' : `${duration(left)} left`
}

const barWidth = 20

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  return seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
