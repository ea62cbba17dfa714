import type { WireEvent } from '../../contract/playground-contract.ts'
import type { Activity } from '../state/conversation-slice.ts'

/** Returns what a conversation is doing after these events. */
export function activityAfter(before: Activity, events: readonly WireEvent[]): Activity {
  if (before.state === 'idle') return before
  return events.reduce(next, before)
}

function next(before: Activity, event: WireEvent): Activity {
  switch (event.kind) {
    case 'request':
      return { state: 'connecting' }
    case 'retry':
      return { state: 'retrying', attempt: event.attempt, reason: event.message, until: Date.now() + event.delayMs }
    case 'parsed':
      return before.state === 'streaming' ? before : { state: 'streaming' }
    default:
      return before
  }
}
