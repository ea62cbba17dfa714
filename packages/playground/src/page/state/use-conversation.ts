import { type Conversation, emptyConversation } from './conversation-slice.ts'
import { useStore } from './store.ts'

/** Selects a field of the conversation with this id. */
export function useConversation<Field extends keyof Conversation>(id: string, field: Field): Conversation[Field] {
  return useStore(({ conversations }) => (conversations[id] ?? emptyConversation)[field])
}

/** Tells whether any of these conversations waits for an answer. */
export function useBusy(ids: readonly string[]): boolean {
  return useStore(({ conversations }) => ids.some((id) => (conversations[id]?.activity.state ?? 'idle') !== 'idle'))
}
