import { Dexie, type Table } from 'dexie'
import { type Conversation, parseConversation, searchableText } from './conversation.ts'

/** An entry of the list of conversations. */
export interface ConversationEntry {
  readonly id: string
  readonly title: string
  readonly updatedAt: number
  /** Counts the changes, to notice those of another tab. */
  readonly revision: number
  /** What a search looks through, in lower case. */
  readonly text: string
}

/** A conversation with the revision that was loaded or saved. */
export interface Kept {
  readonly conversation: Conversation
  readonly revision: number
}

/**
 * The conversations in the browser's storage. Entries and contents are separate, so that listing does not read every message
 * and attachment.
 */
export class ConversationStore {
  readonly #database: Dexie
  readonly #entries: Table<ConversationEntry, string>
  readonly #contents: Table<Conversation, string>

  constructor(name = 'azureml-playground') {
    this.#database = new Dexie(name)
    this.#database.version(1).stores({ entries: 'id, updatedAt', contents: 'id' })
    this.#entries = this.#database.table('entries')
    this.#contents = this.#database.table('contents')
  }

  /** Lists the conversations, newest first. Inside `useLiveQuery`, it lists them again after each change in any tab. */
  async list(): Promise<ConversationEntry[]> {
    const entries = await this.#entries.orderBy('updatedAt').toArray()
    return entries.toReversed()
  }

  /** Loads a conversation; `undefined` if it does not exist. Throws if it was damaged. */
  async load(id: string): Promise<Kept | undefined> {
    const [entry, content] = await this.#database.transaction('r', this.#entries, this.#contents, () =>
      Promise.all([this.#entries.get(id), this.#contents.get(id)]),
    )
    if (!entry || content === undefined) return undefined
    const conversation = await parseConversation(content, `The conversation "${entry.title}"`)
    return { conversation: { ...conversation, title: entry.title }, revision: entry.revision }
  }

  /**
   * Saves a conversation. If another tab has changed or deleted it since `revision`, saves it under a new id, so that no tab
   * overwrites what another one has written.
   */
  save({ conversation, revision }: Kept): Promise<Kept> {
    return this.#database.transaction('rw', this.#entries, this.#contents, async () => {
      const stored = await this.#entries.get(conversation.id)
      const isOurs = (stored?.revision ?? 0) === revision
      const kept = isOurs
        ? { conversation: { ...conversation, title: stored?.title ?? conversation.title }, revision: revision + 1 }
        : { conversation: { ...conversation, id: crypto.randomUUID() }, revision: 1 }
      await this.#put(kept)
      return kept
    })
  }

  async rename(id: string, title: string): Promise<void> {
    await this.#entries.update(id, { title })
  }

  async remove(id: string): Promise<void> {
    await this.#database.transaction('rw', this.#entries, this.#contents, () =>
      Promise.all([this.#entries.delete(id), this.#contents.delete(id)]),
    )
  }

  /** Adds conversations from a file, all or none; returns how many were not there yet. */
  async add(conversations: readonly Conversation[]): Promise<number> {
    const missing: Conversation[] = []
    for (const conversation of conversations) {
      const known = await this.load(conversation.id).catch(() => undefined)
      if (known && isSame(known.conversation, conversation)) continue
      missing.push(conversation)
    }
    await this.#database.transaction('rw', this.#entries, this.#contents, async () => {
      for (const conversation of missing) {
        const isTaken = (await this.#entries.get(conversation.id)) !== undefined
        const added = isTaken ? { ...conversation, id: crypto.randomUUID() } : conversation
        await this.#put({ conversation: added, revision: 1 })
      }
    })
    return missing.length
  }

  /** Loads all conversations, for an export; counts those that are damaged. */
  async all(): Promise<{ readonly conversations: readonly Conversation[]; readonly damaged: number }> {
    const entries = await this.list()
    const loaded = await Promise.all(entries.map(({ id }) => this.load(id).catch(() => undefined)))
    const conversations = loaded.flatMap((kept) => (kept ? [kept.conversation] : []))
    return { conversations, damaged: loaded.length - conversations.length }
  }

  async #put({ conversation, revision }: Kept): Promise<void> {
    const { id, title, updatedAt } = conversation
    await this.#entries.put({ id, title, updatedAt, revision, text: searchableText(conversation) })
    await this.#contents.put(conversation)
  }
}

function isSame(one: Conversation, other: Conversation): boolean {
  return JSON.stringify(one.messages) === JSON.stringify(other.messages)
}
