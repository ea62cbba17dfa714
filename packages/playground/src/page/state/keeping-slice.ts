import type { OwnEndpoint } from '../../contract/playground-contract.ts'
import type { SetSlice } from './set-slice.ts'

/** What was kept before, and what cannot be kept. */
export interface KeepingSlice {
  /** An endpoint of an earlier page, a conversation or a link, whose key has to be entered before it is called. */
  readonly proposedEndpoint?: OwnEndpoint | undefined
  /** Why conversations are not stored. */
  readonly keepingProblem?: string | undefined
  readonly changeKeeping: (part: Partial<Omit<KeepingSlice, 'changeKeeping'>>) => void
}

/** Creates the slice. */
export const createKeepingSlice = (set: SetSlice<KeepingSlice>): KeepingSlice => ({
  changeKeeping: (part) => set(part),
})
