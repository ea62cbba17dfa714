import type { Scenario } from '../server/scenario.ts'

/** The work of a row that is measured. */
export interface Workload {
  readonly what: 'call' | 'stream' | 'callTool'
  readonly scenario: Scenario
  /** How many times to run it. */
  readonly times: number
  /** How many times to run it before that, unmeasured. @default 0 */
  readonly leadIn?: number | undefined
  /** How many to run concurrently. @default 1 */
  readonly concurrency?: number | undefined
  /** The number of messages in the conversation. @default 1 */
  readonly messages?: number | undefined
  /** What to measure: `cpu` and `first-delta` in microseconds per run, `open-heap` and `retained-heap` in bytes per run. */
  readonly measure: 'cpu' | 'first-delta' | 'open-heap' | 'retained-heap'
  /** The folder for its CPU profile. @default no profile */
  readonly profile?: string | undefined
}

/** The result of a workload. */
export interface Measurement {
  readonly value: number
  /** The CPU time in milliseconds. */
  readonly cpu: number
  /** The functions that took most of the time, if a profile was requested. */
  readonly hotFunctions?: readonly HotFunction[] | undefined
}

/** A function and the share of time spent in it. */
export interface HotFunction {
  readonly name: string
  readonly file: string
  readonly share: number
}
