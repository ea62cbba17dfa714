import type { PlaygroundSettings } from '../../contract/playground-contract.ts'
import type { Call } from '../calls/call.ts'
import { useStore } from '../state/store.ts'

/** Records the beginning of a call in its conversation. */
export function beginCall(conversation: string, question: string, settings: PlaygroundSettings): Call {
  const call: Call = { id: crypto.randomUUID(), question, settings, startedAt: Date.now(), events: [] }
  useStore.getState().changeConversation(conversation, ({ calls }) => ({
    calls: [...calls.slice(1 - mostCalls), call],
    activity: { state: 'connecting' },
  }))
  return call
}

/** The maximum number of calls kept for a conversation. */
const mostCalls = 50
