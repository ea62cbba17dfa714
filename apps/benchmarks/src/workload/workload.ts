import type { Scenario } from '../server/scenario.ts'

/** What a row is told to do, once. */
export interface Work {
  readonly what: 'call' | 'stream' | 'callTool'
  readonly scenario: Scenario
  /** How often. */
  readonly times: number
  /** How many at a time. @default 1 */
  readonly concurrency?: number | undefined
  /** Messages of the conversation. @default 1 */
  readonly messages?: number | undefined
  /** `cpu` and `first-delta` in microseconds each time; `open-heap` and `retained-heap` in bytes each time. */
  readonly measure: 'cpu' | 'first-delta' | 'open-heap' | 'retained-heap'
  /** The folder to write a CPU profile of it to. */
  readonly profile?: string | undefined
}

/** What came of it. */
export interface Measurement {
  readonly value: number
  /** How long it took, in milliseconds. */
  readonly wall: number
  /** Where the time went, when a profile was asked for. */
  readonly hot?: readonly HotFunction[] | undefined
}

/** A function and its own share of the time. */
export interface HotFunction {
  readonly name: string
  readonly file: string
  readonly share: number
}
