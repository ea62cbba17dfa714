import type { EndpointOptions } from '@azureml-endpoints/core'

/** What a client is asked to do. */
export type Operation = 'chat' | 'stream' | 'embed'

/** One call, in words that every client understands. */
export interface ClientCall {
  readonly operation: Operation
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly signal: AbortSignal
  /** Whether a tool is offered. */
  readonly tools: boolean
  /** Whether callbacks listen in, where the client can do without. */
  readonly listened: boolean
}

/** What came of a call. */
export interface Outcome {
  readonly error?: unknown
  /** What came, or the first and the last piece of it. */
  readonly answer?: unknown
  /** What observers were told, by their names. */
  readonly observed: Readonly<Record<string, unknown>>
}

/** Makes a client for one or several calls; whatever happens in a call is its outcome. */
export type Client = (options: EndpointOptions) => (call: ClientCall) => Promise<Outcome>

/** What every client asks. */
export const question = 'Will the Collatz conjecture ever be solved?'

/** The tool that is offered. */
export const lookUp = {
  name: 'look_up',
  description: 'Looks a word up.',
  parameters: { type: 'object', properties: { word: { type: 'string' } } },
} as const
