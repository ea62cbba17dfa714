/** The outcome of the streams of a load run. */
export interface LoadResult {
  readonly seconds: number
  readonly concurrency: number
  /** Streams that delivered exactly the text that was sent. */
  readonly whole: number
  /** Streams that were reset and ended with an error. */
  readonly failed: number
  /** Streams that were reset without an error, failed without a reset, or delivered different text. There must be none. */
  readonly wrong: number
  readonly started: number
  readonly deltas: number
  readonly cpuPerDelta: number
  /** Heap and external memory in megabytes, sampled ten times, evenly, after the first fifth of the time. */
  readonly memory: readonly number[]
}
