import { closeConversation } from '../../chats/chats.ts'
import { keeper } from '../../history/keep-page.ts'
import { useStore } from '../../state/store.ts'
import { focusMessageBox } from './message-box-focus.ts'

/** Starts a new conversation in the chat, or one for each target of the comparison if it is open. */
export async function startAnew(): Promise<void> {
  const { view, targets } = useStore.getState()
  await (view === 'compare' ? Promise.all(targets.map(closeConversation)) : keeper.begin())
  focusMessageBox()
}
