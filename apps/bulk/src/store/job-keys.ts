import { toJobId } from '../items/job-id.ts'

/** The keys of a bulk job. Braces keep all of them in one slot of a cluster. */
export interface JobKeys {
  /** The name of BullMQ's queue. */
  readonly queue: string
  /** Sorted set: the ids of the items by their place in the input. */
  readonly order: string
  /** Hash: facts about the job. */
  readonly info: string
  /** Hash: when each submission that has not ended last added items, by the path of its file. */
  readonly submitting: string
  /** Hash: counts of all workers. */
  readonly totals: string
  /** Hash: the adaptive rate. */
  readonly rate: string
  /** Exists while a worker computes the rate. */
  readonly rateTurn: string
  /** Exists until all workers may call again. */
  readonly wait: string
  /** Hash: the state of each running worker. */
  readonly workers: string
}

/** The prefix of all keys. */
export const keyPrefix = '{bulk}'

/** Set: the names of all jobs. */
export const jobsKey = `${keyPrefix}:jobs`

/** Returns the keys of a job; any text can be its name. */
export function jobKeys(name: string): JobKeys {
  const queue = toJobId(name)
  const key = (kind: string): string => `${keyPrefix}:${kind}:${queue}`
  return {
    queue,
    order: key('order'),
    info: key('info'),
    submitting: key('submitting'),
    totals: key('totals'),
    rate: key('rate'),
    rateTurn: key('rate-turn'),
    wait: key('wait'),
    workers: key('workers'),
  }
}
