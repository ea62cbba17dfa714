import type { EngineDelta } from './engine-output.ts'

/** Renders the deltas of one output as server-sent events. */
export interface EventRenderer {
  /** Returns the events of a delta. */
  piece(delta: EngineDelta): string[]
  /** Returns the events after the last delta. */
  close(): string[]
}
