import { closeConversation, replaceMessages, stop } from '../chats/chats.ts'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'
import { chatDesk, deskOf, settingsOf } from '../state/desk-slice.ts'
import { type PlaygroundState, useStore } from '../state/store.ts'
import { type Conversation, titleOf } from '../storage/conversation.ts'
import type { ConversationStore, Kept } from '../storage/conversation-store.ts'
import { storageProblem } from '../storage/storage-problem.ts'
import { applySettings, keepable } from './kept-settings.ts'

/** Saves the conversation of the chat whenever it changes, and opens saved ones. */
export class ConversationKeeper {
  readonly #store: ConversationStore
  /** The stored conversation that the page shows. */
  #kept: Kept | undefined
  #saved: readonly PlaygroundMessage[] = []
  /** The messages of a conversation that was opened, as text; opening it is not a change. */
  #opened: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Saves and loads happen one after the other. */
  #pending: Promise<unknown> = Promise.resolve()

  constructor(store: ConversationStore) {
    this.#store = store
  }

  /** The id under which the conversation of the page is stored, if it is. */
  get storedId(): string | undefined {
    return this.#kept?.conversation.id
  }

  /** Describes the conversation of the page as it would be stored. */
  describeShown(): Conversation {
    const state = useStore.getState()
    return describe(state, chatOf(state).messages, this.#kept).conversation
  }

  /** Saves at once when a message was added or an answer has ended, and every few seconds while it arrives. */
  changed(): void {
    const { messages, isRunning } = chatOf(useStore.getState())
    if (messages === this.#saved || (messages.length === 0 && this.#saved.length === 0)) return
    const isNew = messages.length !== this.#saved.length
    if (messages.length === 0) this.#forget()
    else if (isRunning && !isNew) this.#timer ??= setTimeout(() => this.flush(), millisecondsBetweenSaves)
    else this.flush()
  }

  /** Saves what is not saved yet. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const state = useStore.getState()
    const { messages } = chatOf(state)
    if (messages === this.#saved || messages.length === 0) return
    this.#saved = messages
    const opened = this.#opened
    this.#opened = undefined
    if (opened !== undefined && opened === JSON.stringify(messages)) return
    this.#pending = this.#pending.then(() => this.#save(state, messages))
  }

  /** Opens a stored conversation, with its settings, in the chat. @throws Error if it was deleted or damaged. */
  async open(id: string): Promise<void> {
    // Stopped and saved first, because it may be the one to open.
    await stop(shownInChat(useStore.getState()))
    await this.#pending
    const kept = await this.#store.load(id)
    if (!kept) throw new Error('This conversation no longer exists.')
    const { conversation } = kept
    await this.#show(conversation.id)
    this.#kept = kept
    this.#opened = JSON.stringify(conversation.messages)
    replaceMessages(conversation.id, conversation.messages)
    applySettings(conversation)
  }

  /** Starts a new conversation in the chat; the stored one stays, with what has arrived of an answer. */
  async begin(): Promise<void> {
    await this.#show(crypto.randomUUID())
  }

  /** Deletes a stored conversation. If the page shows it, the page starts a new one. */
  async remove(id: string): Promise<void> {
    await this.#pending
    if (id === this.storedId) await this.begin()
    await this.#store.remove(id)
  }

  /** Shows an empty conversation in the chat; stops the one before, whose end is a change that is saved. */
  async #show(id: string): Promise<void> {
    await closeConversation(shownInChat(useStore.getState()))
    const { changeLayout, openDesk, showConversation } = useStore.getState()
    changeLayout({ view: 'chat', panel: 'conversation' })
    openDesk(chatDesk)
    showConversation(id)
    this.#forget()
    await this.#pending
  }

  /** Detaches from the stored conversation, so that the next message starts a new one. */
  #forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#saved = []
    this.#opened = undefined
    this.#pending = this.#pending.then(() => void (this.#kept = undefined))
  }

  async #save(state: PlaygroundState, messages: readonly PlaygroundMessage[]): Promise<void> {
    const { keepingProblem, changeKeeping } = useStore.getState()
    try {
      this.#kept = await this.#store.save(describe(state, messages, this.#kept))
      if (keepingProblem !== undefined) changeKeeping({ keepingProblem: undefined })
    } catch (error) {
      changeKeeping({ keepingProblem: storageProblem(error) })
    }
  }
}

/** Short enough that a crash loses little, and long enough that a long conversation does not slow the page down. */
const millisecondsBetweenSaves = 3_000

function chatOf(state: PlaygroundState): {
  readonly messages: readonly PlaygroundMessage[]
  readonly isRunning: boolean
} {
  const { messages, activity } = state.conversations[shownInChat(state)] ?? {}
  return { messages: messages ?? [], isRunning: activity !== undefined && activity.state !== 'idle' }
}

/** Returns the id of the conversation that the chat shows, whichever view is open. */
function shownInChat(state: PlaygroundState): string {
  return deskOf(state, chatDesk)?.conversation ?? ''
}

function describe(state: PlaygroundState, messages: readonly PlaygroundMessage[], kept: Kept | undefined): Kept {
  const now = Date.now()
  const { id, title, createdAt } = kept?.conversation ?? {
    id: crypto.randomUUID(),
    title: titleOf(messages),
    createdAt: now,
  }
  const conversation: Conversation = {
    id,
    title,
    createdAt,
    updatedAt: now,
    ...keepable(settingsOf(state, chatDesk), state.session),
    messages,
  }
  return { conversation, revision: kept?.revision ?? 0 }
}
