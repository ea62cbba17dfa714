/** A message in OpenAI's format. */
export interface WireMessage {
  readonly role: string
  readonly content: string | readonly WirePart[]
  readonly [field: string]: unknown
}

/** A message part in OpenAI's format. */
export interface WirePart {
  readonly type: string
  readonly [field: string]: unknown
}
