import type { Answer } from '../http/response.ts'
import { faultyBody } from './faulty-body.ts'
import { type RequestMatcher, matches } from './matcher.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** Something that goes wrong with a response; a fault can combine several. */
export interface Fault {
  /** The requests it applies to. @default every request */
  readonly when?: RequestMatcher | undefined
  /** How many requests it applies to. @default Infinity */
  readonly times?: number | undefined
  /** A status to respond with instead of the answer, without calling the model. */
  readonly status?: number | undefined
  /** A status that the container fails with; managed endpoints turn it into a 424. */
  readonly modelStatus?: number | undefined
  /**
   * The body for `status` or `modelStatus`: a string is sent as it is, anything else as JSON.
   * @default what the host sends with that status
   */
  readonly body?: unknown
  /** Headers to add to the response. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The `Retry-After` header: seconds or a date. */
  readonly retryAfter?: number | string | undefined
  /** Milliseconds before the status line. */
  readonly firstByteDelayMs?: number | undefined
  /** Milliseconds between the headers and the first byte of the body. */
  readonly bodyDelayMs?: number | undefined
  /** Sends the body in small pieces with a pause after each. */
  readonly trickle?:
    | {
        /** Bytes in each piece; at least 1. */
        readonly bytes: number
        /** Milliseconds after each piece. */
        readonly delayMs: number
      }
    | undefined
  /** Sends nothing more after this many bytes of the body, and keeps the connection open. */
  readonly stallAtByte?: number | undefined
  /** Resets the connection: instead of a response, after the headers, or after some bytes of the body. */
  readonly reset?:
    | 'before-headers'
    | 'after-headers'
    | {
        /** Bytes of the body before the reset. */
        readonly atByte: number
      }
    | undefined
  /** Ends the body cleanly after this many bytes. */
  readonly endAtByte?: number | undefined
  /** Inserts text into the body after some of its events. */
  readonly insert?:
    | {
        /** Events before the text, which end with `\n\n`; 0 for the start of the body. */
        readonly afterEvents: number
        /** The text, sent as it is. */
        readonly text: string
      }
    | undefined
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
