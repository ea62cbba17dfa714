import type { EmulatorResponse } from '../http/response.ts'
import type { Fault } from './fault.ts'
import { faultyBody } from './faulty-body.ts'

/** Applies a fault to a response, except for its status, which the caller replaces. */
export function applyFault(response: EmulatorResponse, fault: Fault): EmulatorResponse {
  if (fault.reset === 'before-headers') return { ...response, dropped: 'reset', delayMs: fault.firstByteDelayMs }
  const retryAfter: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  const delayMs = (response.delayMs ?? 0) + (fault.firstByteDelayMs ?? 0)
  const headers = { ...response.headers, ...retryAfter, ...fault.headers }
  return { ...response, headers, body: faultyBody(response.body, fault), delayMs }
}
