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

/** Says in words what a load run found. */
export function loadLines(load: LoadResult): string[] {
  const { started, whole, failed, wrong, seconds, concurrency, deltas, cpuPerDelta, memory } = load
  return [
    `${concurrency} concurrent streams against the emulator for ${Math.round(seconds)} s; every hundredth stream is reset partway through.`,
    `${started} streams: ${whole} delivered exactly the text that was sent, ${failed} were reset and ended with an error, ${wrong} had any other outcome.` +
      (started === whole + failed + wrong ? '' : ` ${started - whole - failed - wrong} are not accounted for!`),
    `${Math.round(started / seconds)} streams and ${Math.round(deltas / seconds)} deltas per second, ${cpuPerDelta.toFixed(0)} µs of CPU time per delta. Heap over time, in MB: ${memory.map((each) => each.toFixed(0)).join(', ')}.`,
  ]
}
