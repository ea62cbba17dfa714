/** What the server answers with, and how it leaves. */
export interface Scenario {
  /** `text`: an answer in words; `tool`: one tool call. */
  readonly kind: 'text' | 'tool'
  /** Deltas of a streamed text, bytes of a whole one, bytes of a tool call's arguments. */
  readonly size: number
  /**
   * How the bytes leave: `whole` as JSON, `bulk` as events in writes of 32 KiB, `event` one event a write,
   * `trickle` one packet an event every 8 ms, `hold` two events and then nothing.
   */
  readonly writes: 'whole' | 'bulk' | 'event' | 'trickle' | 'hold'
}

/** Writes a scenario as the first part of a path, so that it reaches the server through any client. */
export function toPath({ kind, size, writes }: Scenario): string {
  return `/${kind}-${size}-${writes}`
}

/** Reads the scenario off a path. */
export function fromPath(path: string): Scenario {
  const match = /^\/(text|tool)-(\d+)-(whole|bulk|event|trickle|hold)\//.exec(path)
  if (match === null) throw new Error(`${path} begins with no scenario, such as /text-100-bulk/.`)
  const [, kind, size, writes] = match
  return { kind, size: Number(size), writes } as Scenario
}

/** The name of the tool that is called. */
export const toolName = 'write_note'

/** How many characters an answer has, to check that nothing of it was lost. */
export function lengthOf({ kind, size, writes }: Scenario): number {
  return kind === 'text' && writes !== 'whole' ? size * word.length : size
}

/** One delta of a streamed text. */
export const word = ' word'
