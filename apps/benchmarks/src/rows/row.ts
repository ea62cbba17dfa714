/** A client to measure. */
export interface Row {
  /** Creates the client for a base URL, to which it adds `/v1/chat/completions`. */
  open(baseUrl: string): Model | Promise<Model>
}

/** A client as a program uses it. The methods check nothing, because the results are checked outside the measurement. */
export interface Model {
  /** Calls the model and returns the complete text. */
  call?(messages: readonly Message[]): Promise<string>
  /** Streams the text. */
  stream?(messages: readonly Message[], onText: (text: string) => void): Promise<void>
  /** Streams a tool call and returns its arguments. */
  callTool?(messages: readonly Message[]): Promise<unknown>
}

/** A message, in the format that most libraries share. */
export interface Message {
  readonly role: 'user' | 'assistant'
  readonly content: string
}

/** The key that every client sends. */
export const apiKey = 'benchmark-key'

/** The schema of the only tool. */
export const noteSchema = {
  type: 'object',
  properties: { note: { type: 'string' } },
  required: ['note'],
} as const
