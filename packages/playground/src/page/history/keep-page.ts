import { useStore } from '../state/store.ts'
import { chatDesk, settingsOf } from '../state/desk-slice.ts'
import { ConversationStore } from '../storage/conversation-store.ts'
import { recallTab, rememberTab, type Storages, type TabState } from '../storage/settings-memory.ts'
import { ConversationKeeper } from './conversation-keeper.ts'
import { applySettings, keepable } from './kept-settings.ts'

/** The stored conversations of this browser. */
export const conversationStore: ConversationStore = new ConversationStore()

/** Keeps the conversation of the chat. */
export const keeper: ConversationKeeper = new ConversationKeeper(conversationStore)

/**
 * Restores what this tab showed before a reload, or the settings of the last tab, and keeps what changes from now on.
 * Returns whether it was a reload.
 */
export async function keepPage(): Promise<boolean> {
  const storages = browserStorages()
  const { state, isReload = false } = storages ? recallTab(storages) : {}
  if (state) await restore(state)
  useStore.subscribe(() => keeper.changed())
  if (storages) rememberChanges(storages)
  window.addEventListener('pagehide', () => keeper.flush())
  return isReload
}

async function restore(state: TabState): Promise<void> {
  applySettings(state)
  if (state.conversationId === undefined) return
  try {
    await keeper.open(state.conversationId)
  } catch {
    // It was deleted in another tab, or the storage cannot be read: the page starts with an empty conversation.
  }
  applySettings(state)
}

function rememberChanges(storages: Storages): void {
  let last = ''
  const remember = (): void => {
    const page = useStore.getState()
    const state = { ...keepable(settingsOf(page, chatDesk), page.session), conversationId: keeper.storedId }
    const json = JSON.stringify(state)
    if (json !== last) rememberTab(storages, state)
    last = json
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  useStore.subscribe(() => (timer ??= setTimeout(() => ((timer = undefined), remember()), 200)))
  window.addEventListener('pagehide', remember)
}

/** Returns the storages, unless the browser forbids them. */
function browserStorages(): Storages | undefined {
  try {
    return { tab: window.sessionStorage, browser: window.localStorage }
  } catch {
    return undefined
  }
}
