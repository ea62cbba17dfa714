import type { LoadResult } from '../results/load-result.ts'

/** Summarizes a load run in sentences. */
export function loadLines(load: LoadResult): string[] {
  const { started, whole, failed, wrong, seconds, concurrency, deltas, cpuPerDelta, memory } = load
  return [
    `${concurrency} concurrent streams against the emulator for ${Math.round(seconds)} s; every hundredth stream is reset partway through.`,
    `${started} streams: ${whole} delivered exactly the text that was sent, ${failed} were reset and ended with an error, ${wrong} had any other outcome.` +
      (started === whole + failed + wrong ? '' : ` ${started - whole - failed - wrong} are not accounted for!`),
    `${Math.round(started / seconds)} streams and ${Math.round(deltas / seconds)} deltas per second, ${cpuPerDelta.toFixed(0)} µs of CPU time per delta. Heap over time, in MB: ${memory.map((each) => each.toFixed(0)).join(', ')}.`,
  ]
}
