import type { Call } from '../calls/call.ts'
import { useStore } from '../state/store.ts'

/** Selects the call to inspect: the chosen one of the shown conversation, or its last one. */
export function useInspectedCall(): Call | undefined {
  return useStore(({ conversations, shownConversation, inspectedCall }) => {
    const calls = conversations[shownConversation]?.calls
    return calls?.find(({ id }) => id === inspectedCall) ?? calls?.at(-1)
  })
}
