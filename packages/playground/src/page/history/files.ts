import { fromFile, toFile } from '../sharing/conversations-file.ts'
import type { Conversation } from '../storage/conversation.ts'
import { conversationStore, keeper } from './keep-page.ts'

/** Downloads a stored conversation as a file. */
export async function exportOne(id: string): Promise<string> {
  const kept = await conversationStore.load(id)
  if (!kept) throw new Error('This conversation no longer exists.')
  return download([kept.conversation], fileNameOf(kept.conversation.title))
}

/** Downloads all stored conversations as one file. */
export async function exportAll(): Promise<string> {
  keeper.flush()
  const { conversations, damaged } = await conversationStore.all()
  const done = download(conversations, 'conversations')
  return damaged === 0 ? done : `${done} ${count(damaged)} could not be read.`
}

/** Downloads the conversation of the page, whether it is stored or not. */
export function exportShown(): void {
  const conversation = keeper.describeShown()
  download([conversation], fileNameOf(conversation.title))
}

/** Adds the conversations of a file to the stored ones; returns what to tell the user. */
export async function importFile(file: File): Promise<string> {
  const conversations = await fromFile(file)
  const added = await conversationStore.add(conversations)
  const known = conversations.length - added
  return `Imported ${count(added)}${known === 0 ? '' : `; ${count(known)} ${known === 1 ? 'was' : 'were'} here already`}.`
}

function count(conversations: number): string {
  return conversations === 1 ? '1 conversation' : `${conversations} conversations`
}

function download(conversations: readonly Conversation[], name: string): string {
  const url = URL.createObjectURL(new Blob([toFile(conversations, new Date())], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.json`
  link.click()
  // The browser needs the URL until it has begun to read.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return `Exported ${count(conversations.length)}.`
}

function fileNameOf(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.join('-').slice(0, 60) || 'conversation'
}
