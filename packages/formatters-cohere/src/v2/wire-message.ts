/** A message in Cohere's second format. */
export type WireMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly WirePart[] }
  | WireAssistantMessage
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string | readonly WirePart[] }

/** An earlier answer. */
export interface WireAssistantMessage {
  readonly role: 'assistant'
  readonly content?: string | readonly WirePart[]
  /** What the model planned before it called tools. */
  readonly tool_plan?: string
  readonly tool_calls?: readonly WireToolCall[]
}

/** A part of the content of a message. */
export type WirePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string; readonly detail?: string } }

/** An earlier tool call. */
export interface WireToolCall {
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}
