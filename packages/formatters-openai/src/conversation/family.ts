import type { Turn } from './turns.ts'
import type { WireMessage } from './wire-message.ts'

/** What a model family requires of a conversation. */
export interface ModelFamily {
  /** Returns a conversation that the family accepts, without dropping words of the user or the tools. */
  readonly shape: (turns: readonly Turn[]) => readonly WireMessage[]
  /** The form in which reasoning is sent back if the answer does not tell. */
  readonly reasoningField: 'reasoning_content' | 'thinking'
  /** Whether reasoning is sent back within a tool loop if it is unknown which endpoint it came from. */
  readonly sendsUnrecordedReasoning: boolean
  /** Whether calls get the fields back that only other families send, such as `extra_content`. */
  readonly sendsCallFields: boolean
}
