import type { BodyStep } from './response.ts'

/** How a stream's events are cut into writes, and how fast they are sent. */
export interface StreamPace {
  /** Events in each write. @default 1 */
  readonly eventsPerWrite?: number | undefined
  /** Bytes in each write, wherever that cuts; overrides `eventsPerWrite`. */
  readonly bytesPerWrite?: number | undefined
  /** Milliseconds between two writes. @default 0, which still makes separate writes */
  readonly delayMs?: number | undefined
}

/** Splits rendered events into writes; the result can be sent any number of times. */
export function cutIntoWrites(events: readonly string[], pace: StreamPace | undefined): BodyStep[] {
  const writes = pace?.bytesPerWrite
    ? cutBytes(events, pace.bytesPerWrite)
    : joinEvents(events, pace?.eventsPerWrite ?? 1)
  const gap = { delayMs: pace?.delayMs ?? 0 }
  return writes.flatMap((write, index) => (index === 0 ? [write] : [gap, write]))
}

function joinEvents(events: readonly string[], count: number): Uint8Array[] {
  const size = Math.max(1, Math.min(count, events.length))
  const writes: Uint8Array[] = []
  for (let start = 0; start < events.length; start += size) {
    writes.push(Buffer.from(events.slice(start, start + size).join('')))
  }
  return writes
}

function cutBytes(events: readonly string[], count: number): Uint8Array[] {
  const bytes = Buffer.from(events.join(''))
  const size = Math.max(1, count)
  const writes: Uint8Array[] = []
  for (let start = 0; start < bytes.length; start += size) writes.push(bytes.subarray(start, start + size))
  return writes
}
