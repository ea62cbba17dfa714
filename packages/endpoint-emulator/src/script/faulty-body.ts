import { type ResponseBody, type BodyStep, type BodySteps, isStepped } from '../http/response.ts'
import type { Fault } from './fault.ts'

/** Applies a fault to a body. */
export function faultyBody(body: ResponseBody, fault: Fault): ResponseBody {
  const { reset, stallAtByte, endAtByte, bodyDelayMs, trickle, insert } = fault
  const touched = reset ?? stallAtByte ?? endAtByte ?? bodyDelayMs ?? trickle ?? insert
  if (touched === undefined) return body
  let steps: BodySteps = isStepped(body) ? body : [body]
  if (insert) steps = insertText(steps, insert)
  if (trickle) steps = trickleBytes(steps, trickle)
  const end = endOf(fault)
  if (end) steps = cutAt(steps, end.atByte, end.step)
  return bodyDelayMs ? startLate(steps, bodyDelayMs) : steps
}

function endOf({ reset, stallAtByte, endAtByte }: Fault): { atByte: number; step?: BodyStep } | undefined {
  if (reset === 'after-headers') return { atByte: 0, step: { reset: true } }
  if (typeof reset === 'object') return { atByte: reset.atByte, step: { reset: true } }
  if (stallAtByte !== undefined) return { atByte: stallAtByte, step: { stall: true } }
  return endAtByte === undefined ? undefined : { atByte: endAtByte }
}

async function* startLate(steps: BodySteps, delayMs: number): AsyncGenerator<BodyStep> {
  yield { delayMs }
  yield* steps
}

/** Passes a number of bytes and then emits the last step, also if the body is shorter. */
async function* cutAt(steps: BodySteps, atByte: number, last: BodyStep | undefined): AsyncGenerator<BodyStep> {
  let left = atByte
  if (left > 0) {
    for await (const step of steps) {
      const bytes = bytesOf(step)
      yield bytes ? bytes.subarray(0, left) : step
      left -= bytes?.length ?? 0
      if (left <= 0) break
    }
  }
  if (last) yield last
}

async function* trickleBytes(
  steps: BodySteps,
  { bytes: size, delayMs }: { bytes: number; delayMs: number },
): AsyncGenerator<BodyStep> {
  for await (const step of steps) {
    const bytes = bytesOf(step)
    if (bytes) yield* trickleOne(bytes, Math.max(1, size), delayMs)
    else yield step
  }
}

function* trickleOne(bytes: Buffer, size: number, delayMs: number): Generator<BodyStep> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size)
    yield { delayMs }
  }
}

async function* insertText(
  steps: BodySteps,
  { afterEvents, text }: { afterEvents: number; text: string },
): AsyncGenerator<BodyStep> {
  let left = afterEvents
  let inserted = false
  for await (const step of steps) {
    const bytes = bytesOf(step)
    if (inserted || !bytes) yield step
    else {
      const cut = endOfEvents(bytes, left)
      inserted = cut.events === left
      left -= cut.events
      yield bytes.subarray(0, cut.at)
      if (inserted) yield text
      yield bytes.subarray(cut.at)
    }
  }
}

/** Finds the end of the first `count` events, or of as many as there are, and their number. */
function endOfEvents(bytes: Buffer, count: number): { at: number; events: number } {
  let at = 0
  let events = 0
  while (events < count) {
    const next = bytes.indexOf('\n\n', at)
    if (next < 0) return { at: bytes.length, events }
    at = next + 2
    events += 1
  }
  return { at, events }
}

function bytesOf(step: BodyStep): Buffer | undefined {
  if (typeof step === 'string') return Buffer.from(step)
  return step instanceof Uint8Array ? Buffer.from(step.buffer, step.byteOffset, step.byteLength) : undefined
}
