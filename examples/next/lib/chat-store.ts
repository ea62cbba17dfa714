// Keeps chats in memory. An application that runs in more than one process needs a database here.

import { generateId } from 'ai'
import type { ChatMessage } from './tools'

export interface StoredChat {
  messages: ChatMessage[]
  /** The answer that is being written. */
  activeStreamId: string | null
}

// Next.js bundles each route by itself; they share what is global.
const shared = globalThis as { chats?: Map<string, StoredChat> }
const chats = (shared.chats ??= new Map())

export async function createChat(): Promise<string> {
  const id = generateId()
  chats.set(id, { messages: [], activeStreamId: null })
  return id
}

export async function readChat(id: string): Promise<StoredChat | undefined> {
  return chats.get(id)
}

export async function saveChat(id: string, changes: Partial<StoredChat>): Promise<void> {
  const chat = chats.get(id)
  if (chat !== undefined) chats.set(id, { ...chat, ...changes })
}
