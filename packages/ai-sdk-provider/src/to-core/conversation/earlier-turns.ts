/** A message of a conversation, the AI SDK's or core's. */
interface Message {
  readonly role: string
  readonly content: unknown
}

/**
 * Returns where the current turn begins: at the user's last message, or at the first of several in a row. Everything before it
 * was answered earlier, maybe by another model, and is part of every later call.
 */
export function startOfCurrentTurn(messages: readonly Message[]): number {
  let start = messages.findLastIndex(({ role, content }) => role === 'user' && !isOfTools(content))
  while (start > 0 && messages[start - 1]?.role === 'user') start -= 1
  return Math.max(0, start)
}

/** Returns whether a user message contains the files of tool results. */
export function isOfTools(content: unknown): boolean {
  const [first] = Array.isArray(content) ? (content as { readonly text?: unknown }[]) : []
  return first?.text === toolFilesHeading
}

/** The heading of the files of tool results, which can only be sent as a user message. */
export const toolFilesHeading = 'The files from the tool results above:'

/** The text that replaces a user message of which nothing can be sent. */
export const leftOutMessage = '(Files that this model cannot read were left out.)'
