import type { WireEvent } from '../../contract/playground-contract.ts'
import type { Call } from './call.ts'

/** Something that happened during a call. */
export interface Phase {
  readonly title: string
  /** Milliseconds since the start of the call. */
  readonly at: number
  readonly detail?: string | undefined
  readonly color?: string | undefined
}

/** Lists what happened during a call, in order. */
export function phasesOf(call: Call): readonly Phase[] {
  let hasContent = false
  return call.events.flatMap((event): readonly Phase[] => {
    if (event.kind === 'request') hasContent = false
    if (event.kind === 'parsed') {
      if (hasContent) return []
      hasContent = true
    }
    const phase = phaseOf(event, call)
    return phase ? [phase] : []
  })
}

function phaseOf(event: WireEvent, { outcome, failure }: Call): Phase | undefined {
  const { at } = event
  switch (event.kind) {
    case 'request':
      return { title: 'Request sent', at }
    case 'response':
      return { title: `HTTP ${event.status}`, at, ...(event.status >= 400 && { color: 'red.7' }) }
    case 'retry':
      return {
        title: 'Waiting to retry',
        at,
        detail: `for ${Math.round(event.delayMs)} ms. ${event.message}`,
        color: 'orange.7',
      }
    case 'parsed':
      return { title: 'First chunk', at }
    case 'received':
      return undefined
    case 'end':
      if (outcome === 'failed') return { title: 'Failed', at, detail: failure?.message, color: 'red.7' }
      return outcome === 'stopped'
        ? { title: 'Stopped', at, color: 'gray.7' }
        : { title: 'Complete', at, detail: event.finishReason }
  }
}
