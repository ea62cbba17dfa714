import type { NaiveAnswer } from '../naive/naive-answer.ts'
import type { Answer } from '../playing/answer.ts'
import type { Difference } from './difference.ts'

/** What a rule looks at. */
export interface Compared {
  readonly naive: NaiveAnswer
  readonly ours: Answer
  readonly streamed: boolean
  /** Whether a stream says that it ended. */
  readonly done: boolean
}

/** A reason why a client of ours reads a field in another way on purpose. */
export interface Rule {
  /** Completes "different by design, because …". */
  readonly reason: string
  /** Whether the rule explains a difference: not only its field but both of its values. */
  readonly explains: (difference: Difference, compared: Compared) => boolean
}
