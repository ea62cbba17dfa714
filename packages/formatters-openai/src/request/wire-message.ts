/** A message in OpenAI's words. */
export interface WireMessage {
  readonly role: string
  readonly content: string | readonly WirePart[]
  readonly [field: string]: unknown
}

/** A part of a message in OpenAI's words. */
export interface WirePart {
  readonly type: string
  readonly [field: string]: unknown
}
