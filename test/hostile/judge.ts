import type { Ending } from './client-processes.ts'
import type { HostileCase } from './hostile-case.ts'
import type { Sighting } from './server/raw-server.ts'
import type { Assignment, RunReport } from './calls/run-case.ts'

/** What must not happen, whatever an endpoint does. */
export type FaultKind =
  | 'hang'
  | 'crash'
  | 'raw error'
  | 'leak'
  | 'blocked event loop'
  | 'memory'
  | 'unhandled rejection'
  | 'control character'
  | 'open connection'
  | 'redirect followed'
  | 'repeated request'
  | 'no request'
  | 'prototype pollution'
  | 'unserializable error'
  | 'wait beyond its bound'

/** One rule that one run broke. */
export interface Fault {
  readonly kind: FaultKind
  readonly detail: string
  readonly tried: HostileCase
  readonly assignment: Assignment
}

/** Milliseconds that a run may keep the event loop to itself. */
export const longestBlock = 250
/** How many times more may be kept of a stream by LangChain, whose tracers keep an event for each chunk. */
const tracedStream = 2
/** How many times more may be kept of an answer that is read whole. */
const wholeAnswer = 4
/** Milliseconds in which a call has to be over. */
const longestCall = 3000
/** Milliseconds that core waits before a retry, at the most. */
const longestWait = 60_000

/**
 * nodejs/undici#5360: in Node 24, `fetch` throws where nobody can catch it when a server closes a connection while its answer is
 * held back for a slow reader. No client over `fetch` can prevent it; `docs/production/limits.md` says so, and `nodeFetch` has no such fault.
 */
function isKnownOfFetch(error: string, { transport }: Assignment): boolean {
  return transport === 'fetch' && error.includes('assert(!this.paused)')
}

/** Names every rule that a run broke. */
export function judge(
  tried: HostileCase,
  assignment: Assignment,
  report: RunReport | Ending,
  sighting: Sighting,
): Fault[] {
  const faults: Fault[] = []
  const add = (kind: FaultKind, broken: boolean, detail: string): void => {
    if (broken) faults.push({ kind, detail, tried, assignment })
  }
  const { maxRetries = 0, calls = 1, secret = 'key' } = tried.setup ?? {}
  // A token that was refused is asked for once more.
  const renewals = secret === 'token of a credential' || secret.includes('function') ? 1 : 0
  const resent = tried.allowance?.isResentByFetch && assignment.transport === 'fetch' ? 1 : 0
  add('redirect followed', sighting.elsewhere > 0, `${sighting.elsewhere} requests at another origin`)
  add(
    'repeated request',
    sighting.requests > calls * (1 + maxRetries + renewals + resent),
    `${sighting.requests} requests`,
  )
  if ('ending' in report) {
    add(report.ending, true, report.ending === 'crash' ? report.how : 'no sign of life for a minute')
    return faults
  }
  add('no request', sighting.requests === 0, report.message ?? '')
  add('hang', report.milliseconds > longestCall, `${Math.round(report.milliseconds)} ms`)
  add('raw error', report.rawErrors.length > 0, `${report.rawErrors.join(', ')}: ${report.message}`)
  add('leak', report.leaks.length > 0, report.leaks.join(', '))
  add('blocked event loop', report.longestBlock > longestBlock, `${Math.round(report.longestBlock)} ms`)
  const growth = tried.allowance?.heapGrowth ?? Number.POSITIVE_INFINITY
  // A whole answer is kept, up to core's limit; of a stream only what is being read.
  const ofStream = assignment.client === 'langchain' ? growth * tracedStream : growth
  const kept = assignment.operation === 'stream' ? ofStream : growth * wholeAnswer
  add('memory', report.heapGrowth > kept, `${Math.round(report.heapGrowth)} MiB more`)
  const unhandled = report.unhandled.filter((error) => !isKnownOfFetch(error, assignment))
  add('unhandled rejection', unhandled.length > 0, unhandled.join('; '))
  add('control character', report.controls.length > 0, report.controls.join(', '))
  add('open connection', sighting.leftOpen > 0, `${sighting.leftOpen} connections left open`)
  add('prototype pollution', report.polluted.length > 0, report.polluted.join(', '))
  add(
    'unserializable error',
    report.unserializable.length > 0,
    `JSON.stringify throws ${report.unserializable.join(', ')}`,
  )
  const strange = report.delays.filter((delay) => !(delay >= 0 && delay <= longestWait))
  add('wait beyond its bound', strange.length > 0, strange.join(', '))
  return faults
}
