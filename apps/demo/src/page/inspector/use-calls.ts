import { useCallback, useRef, useState } from 'react'
import type { Failure, PlaygroundSettings, WireEvent } from '../../contract/playground-contract.ts'
import type { Call } from './call.ts'

/** The calls of this page, newest last. They are not stored. */
export interface Calls {
  readonly calls: readonly Call[]
  readonly begin: (question: string, settings: PlaygroundSettings) => void
  readonly report: (event: WireEvent) => void
  readonly fail: (failure: Failure) => void
}

/** Keeps the calls of this page. */
export function useCalls(): Calls {
  const [calls, setCalls] = useState<readonly Call[]>([])
  const count = useRef(0)
  const changeLast = useCallback((change: (call: Call) => Call) => {
    setCalls((before) => before.map((call, index) => (index === before.length - 1 ? change(call) : call)))
  }, [])
  // Hundreds of events can arrive per second; batching them limits the number of renders.
  const waiting = useRef<WireEvent[]>([])
  const flush = useCallback(() => {
    const events = waiting.current.splice(0)
    if (events.length > 0) changeLast((call) => ({ ...call, events: [...call.events, ...events] }))
  }, [changeLast])
  const report = useCallback(
    (event: WireEvent) => {
      if (waiting.current.push(event) === 1) setTimeout(flush, 80)
    },
    [flush],
  )
  const begin = useCallback(
    (question: string, settings: PlaygroundSettings) => {
      flush()
      count.current += 1
      const call = { id: count.current, question, settings, events: [] }
      setCalls((before) => [...before.slice(-49), call])
    },
    [flush],
  )
  const fail = useCallback((failure: Failure) => changeLast((call) => ({ ...call, failure })), [changeLast])
  return { calls, begin, report, fail }
}
