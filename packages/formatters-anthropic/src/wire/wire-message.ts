/** A content block in the Messages API. */
export interface WireBlock {
  readonly type: string
  readonly [field: string]: unknown
}

/** A message in the Messages API; its roles alternate. */
export interface WireMessage {
  readonly role: 'user' | 'assistant'
  readonly content: readonly WireBlock[]
}

/** Returns whether a text is one that the API rejects as empty. */
export function isBlank(text: string): boolean {
  return text.trim() === ''
}
