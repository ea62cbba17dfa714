import type { FileUIPart } from 'ai'
import type { PlaygroundMessage, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { useStore } from '../state/store.ts'
import { beginCall } from './begin-call.ts'
import { PlaygroundChat } from './playground-chat.ts'

/** A message that has not been sent yet. */
export interface Draft {
  readonly text: string
  readonly files: readonly FileUIPart[]
}

const chats = new Map<string, PlaygroundChat>()

/** Sends a message in a conversation; a message id edits that message, and removes what follows it. */
export function sendMessage(id: string, { text, files }: Draft, options: SendOptions): Promise<void> {
  const { settings, messageId } = options
  beginCall(id, text, settings)
  return chatOf(id).sendMessage(
    { text, files: [...files], ...(messageId !== undefined && { messageId }) },
    { body: { settings } },
  )
}

/** How to send a message. */
export interface SendOptions {
  readonly settings: PlaygroundSettings
  readonly messageId?: string | undefined
}

/** Answers the last question, or the one before an answer, again. */
export function regenerate(id: string, { settings, messageId }: SendOptions): Promise<void> {
  const chat = chatOf(id)
  beginCall(id, questionBefore(chat.messages, messageId), settings)
  return chat.regenerate({ ...(messageId !== undefined && { messageId }), body: { settings } })
}

/** Stops the call of a conversation, and keeps what has arrived. */
export async function stop(id: string): Promise<void> {
  await chats.get(id)?.stop()
}

/** Replaces the messages of a conversation, for example by those of an earlier one. */
export function replaceMessages(id: string, messages: readonly PlaygroundMessage[]): void {
  chatOf(id).messages = [...messages]
}

/** Stops a conversation and removes it. */
export async function closeConversation(id: string): Promise<void> {
  await chats.get(id)?.close()
  chats.delete(id)
  useStore.getState().removeConversation(id)
}

function chatOf(id: string): PlaygroundChat {
  const known = chats.get(id)
  if (known) return known
  const chat = new PlaygroundChat(id)
  chats.set(id, chat)
  return chat
}

function questionBefore(messages: readonly PlaygroundMessage[], messageId: string | undefined): string {
  const index = messageId === undefined ? messages.length : messages.findIndex(({ id }) => id === messageId) + 1
  const question = messages.slice(0, index).findLast(({ role }) => role === 'user')
  return question?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? ''
}
