import type { RecordedRequest } from '../http/recorded-request.ts'
import type { Fault } from './fault.ts'
import { matches } from './matcher.ts'

/** The faults in order; the first that matches a request is applied to it. */
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
