import type { Answer } from '../server/answer.ts'
import { faultyBody } from './faulty-body.ts'
import { type RequestMatcher, matches } from './matcher.ts'
import type { RecordedRequest } from '../server/recorded-request.ts'

/** Something that goes wrong with an answer; several things may go wrong at once. */
export interface Fault {
  /** The requests it befalls. @default every request */
  readonly when?: RequestMatcher | undefined
  /** How many requests it befalls. @default Infinity */
  readonly times?: number | undefined
  /** This status instead of the answer. */
  readonly status?: number | undefined
  /** The container fails with this status; on managed endpoints the edge makes it a 424. */
  readonly modelStatus?: number | undefined
  /** The body to go with the status: text as it is, anything else as JSON. @default what the host says with that status */
  readonly body?: unknown
  /** Headers added to the answer. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The `Retry-After` header: seconds or a date. */
  readonly retryAfter?: number | string | undefined
  /** Milliseconds before the status line. */
  readonly firstByteDelayMs?: number | undefined
  /** Milliseconds between the headers and the first byte of the body. */
  readonly bodyDelayMs?: number | undefined
  /** The body in pieces of so many bytes with a pause between them. */
  readonly trickle?: { readonly bytes: number; readonly delayMs: number } | undefined
  /** Silence for ever once so many bytes of the body are out. */
  readonly stallAtByte?: number | undefined
  /** The connection is reset: instead of an answer, after the headers, or once so many bytes of the body are out. */
  readonly reset?: 'before-headers' | 'after-headers' | { readonly atByte: number } | undefined
  /** The body ends, cleanly, once so many bytes of it are out. */
  readonly endAtByte?: number | undefined
  /** Text put into the body after so many events (`\n\n`), or 0 for the front. */
  readonly insert?: { readonly afterEvents: number; readonly text: string } | undefined
}

/** Faults that are asked one after the other; the first that fits befalls the request. */
export class FaultScript {
  readonly #waiting: { fault: Fault; left: number }[]

  constructor(faults: readonly Fault[] = []) {
    this.#waiting = faults.map(toEntry)
  }

  add(faults: readonly Fault[]): void {
    this.#waiting.push(...faults.map(toEntry))
  }

  take(request: RecordedRequest): Fault | undefined {
    const entry = this.#waiting.find(({ fault, left }) => left > 0 && matches(request, fault.when))
    if (!entry) return undefined
    entry.left -= 1
    if (entry.left <= 0) this.#waiting.splice(this.#waiting.indexOf(entry), 1)
    return entry.fault
  }
}

function toEntry(fault: Fault): { fault: Fault; left: number } {
  return { fault, left: fault.times ?? Infinity }
}

/** Does to an answer what a fault says; the status is the caller's to replace. */
export function applyFault(answer: Answer, fault: Fault): Answer {
  if (fault.reset === 'before-headers') return { ...answer, dropped: true, delayMs: fault.firstByteDelayMs }
  const retryAfter: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  const delayMs = (answer.delayMs ?? 0) + (fault.firstByteDelayMs ?? 0)
  const headers = { ...answer.headers, ...retryAfter, ...fault.headers }
  return { ...answer, headers, body: faultyBody(answer.body, fault), delayMs }
}
