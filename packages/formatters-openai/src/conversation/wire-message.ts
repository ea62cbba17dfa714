/** A message in OpenAI's format. */
export interface WireMessage {
  readonly role: string
  readonly content: string | readonly WirePart[]
  /** The calls of an assistant message; never an empty list. */
  readonly tool_calls?: readonly WireToolCall[]
  /** On a tool message, the id of the call that it answers. */
  readonly tool_call_id?: string
  readonly [field: string]: unknown
}

/** A message part in OpenAI's format. */
export interface WirePart {
  readonly type: string
  readonly [field: string]: unknown
}

/** A tool call in OpenAI's format. */
export interface WireToolCall {
  readonly id: string
  readonly [field: string]: unknown
}
