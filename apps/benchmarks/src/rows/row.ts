/** One client under measurement. */
export interface Row {
  /** Opens a client on a base URL, below which lies `/v1/chat/completions`. */
  open(baseUrl: string): Model | Promise<Model>
}

/** A client as its user would hold it. Every method checks nothing: what it gives is checked outside the measurement. */
export interface Model {
  /** Asks, and gives the text of the whole answer. */
  call?(messages: readonly Message[]): Promise<string>
  /** Asks, and hands on the text piece by piece. */
  stream?(messages: readonly Message[], onText: (text: string) => void): Promise<void>
  /** Asks for a streamed tool call, and gives its arguments. */
  callTool?(messages: readonly Message[]): Promise<unknown>
}

/** A message, in the form that most libraries share. */
export interface Message {
  readonly role: 'user' | 'assistant'
  readonly content: string
}

/** The key that every client sends. */
export const apiKey = 'benchmark-key'

/** The description of the only tool. */
export const noteSchema = {
  type: 'object',
  properties: { note: { type: 'string' } },
  required: ['note'],
} as const
