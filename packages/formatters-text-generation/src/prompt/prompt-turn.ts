/** A message of a conversation, as text. */
export interface PromptTurn {
  /** Whose message it is. */
  readonly role: 'system' | 'user' | 'assistant'
  /** The text; the text parts of a message are joined by line breaks. */
  readonly content: string
}
