/** What became of the streams of a load run. */
export interface LoadResult {
  readonly seconds: number
  readonly concurrency: number
  /** Streams whose text was what was sent. */
  readonly whole: number
  /** Streams that were reset and ended with an error. */
  readonly failed: number
  /** Streams that were reset and told nobody, failed without a reset, or gave another text: there must be none. */
  readonly wrong: number
  readonly started: number
  readonly deltas: number
  readonly cpuPerDelta: number
  /** Megabytes of heap with what it holds outside, at ten moments from the first fifth of the time on. */
  readonly memory: readonly number[]
}
