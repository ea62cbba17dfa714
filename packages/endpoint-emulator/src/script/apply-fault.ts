import type { Answer } from '../http/response.ts'
import type { Fault } from './fault.ts'
import { faultyBody } from './faulty-body.ts'

/** Does to an answer what a fault says; the status is the caller's to replace. */
export function applyFault(answer: Answer, fault: Fault): Answer {
  if (fault.reset === 'before-headers') return { ...answer, dropped: true, delayMs: fault.firstByteDelayMs }
  const retryAfter: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  const delayMs = (answer.delayMs ?? 0) + (fault.firstByteDelayMs ?? 0)
  const headers = { ...answer.headers, ...retryAfter, ...fault.headers }
  return { ...answer, headers, body: faultyBody(answer.body, fault), delayMs }
}
