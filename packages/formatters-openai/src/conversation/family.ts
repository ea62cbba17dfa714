import type { Turn } from './turns.ts'
import type { WireMessage } from './wire-message.ts'

/** What a model family requires of a conversation. */
export interface ModelFamily {
  /** Returns a conversation that the family accepts, without dropping words of the user or the tools. */
  readonly shape: (turns: readonly Turn[]) => readonly WireMessage[]
  /** The form in which reasoning is sent back if the answer does not tell. */
  readonly reasoningField: 'reasoning_content' | 'thinking'
  /**
   * Whether answers go back with what their endpoint needs but others may reject: reasoning outside of the content, and fields
   * such as `extra_content`.
   */
  readonly sendsForeignFields: boolean
}
