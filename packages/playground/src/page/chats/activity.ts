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
      return { state: 'retrying', reason: event.message, until: Date.now() + event.delayMs }
    case 'response':
      return isRetryable(event.status) ? waitOf(event) : before
    case 'parsed':
      return before.state === 'streaming' ? before : { state: 'streaming' }
    default:
      return before
  }
}

function isRetryable(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

/** LangChain and the AI SDK retry by themselves and do not say when, so the time comes from the response, if it has one. */
function waitOf({ status, headers }: WireEvent & { readonly kind: 'response' }): Activity {
  const delayMs = Number(headers['retry-after-ms'] ?? Number(headers['retry-after']) * 1000)
  return {
    state: 'retrying',
    reason: `The endpoint responded with HTTP ${status}.`,
    ...(delayMs > 0 && { until: Date.now() + delayMs }),
  }
}
