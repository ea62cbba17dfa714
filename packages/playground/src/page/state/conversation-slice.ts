import type { PlaygroundMessage } from '../../contract/playground-contract.ts'
import type { Call } from '../calls/call.ts'
import type { SetSlice } from './set-slice.ts'

/** What a conversation is doing. */
export type Activity =
  | { readonly state: 'idle' | 'connecting' | 'streaming' }
  | {
      readonly state: 'retrying'
      readonly reason: string
      /** When it retries, in milliseconds since 1970, if that is known. */
      readonly until?: number | undefined
    }

/** A conversation, and the calls made for it. Comparisons have one for each target. */
export interface Conversation {
  readonly messages: readonly PlaygroundMessage[]
  readonly activity: Activity
  /** The calls of this page, newest last. */
  readonly calls: readonly Call[]
}

/** The conversations by id, which `chats/playground-chat.ts` fills. */
export interface ConversationSlice {
  readonly conversations: Readonly<Record<string, Conversation>>
  /** The conversation that the chat view shows. */
  readonly shownConversation: string
  readonly showConversation: (id: string) => void
  /** Changes a conversation; creates it if it does not exist. */
  readonly changeConversation: (id: string, change: (before: Conversation) => Partial<Conversation>) => void
  readonly removeConversation: (id: string) => void
}

/** A conversation without messages. */
export const emptyConversation: Conversation = { messages: [], activity: { state: 'idle' }, calls: [] }

/** Creates the slice. */
export const createConversationSlice = (set: SetSlice<ConversationSlice>): ConversationSlice => ({
  conversations: {},
  shownConversation: 'first',
  showConversation: (shownConversation) => set({ shownConversation }),
  changeConversation: (id, change) =>
    set(({ conversations }) => {
      const before = conversations[id] ?? emptyConversation
      return { conversations: { ...conversations, [id]: { ...before, ...change(before) } } }
    }),
  removeConversation: (id) =>
    set(({ conversations }) => {
      const { [id]: _removed, ...others } = conversations
      return { conversations: others }
    }),
})
