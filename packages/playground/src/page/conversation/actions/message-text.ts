import type { PlaygroundMessage } from '../../../contract/playground-contract.ts'

/** Returns the text of a message, without reasoning and tools. */
export function textOf({ parts }: PlaygroundMessage): string {
  return parts
    .filter((part) => part.type === 'text')
    .map(({ text }) => text)
    .join('\n\n')
}

/** Returns a conversation as Markdown. */
export function conversationText(messages: readonly PlaygroundMessage[]): string {
  return messages.map((message) => `**${names[message.role]}:**\n\n${textOf(message)}`).join('\n\n')
}

const names = { user: 'User', assistant: 'Model', system: 'System' }
