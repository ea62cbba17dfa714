/** What the server responds with, and how it writes the bytes. */
export interface Scenario {
  /** `text`: a text answer; `tool`: one tool call. */
  readonly kind: 'text' | 'tool'
  /** The number of deltas of a streamed text, or of bytes of a complete one or of a tool call's arguments. */
  readonly size: number
  /**
   * How the bytes are written: `whole` as JSON, `bulk` as events in writes of 32 KiB, `event` one event per write,
   * `trickle` one event per packet every 8 ms, `hold` two events and then nothing.
   */
  readonly writes: 'whole' | 'bulk' | 'event' | 'trickle' | 'hold'
  /** The format of the events of a streamed text. @default 'openai' */
  readonly format?: StreamFormat | undefined
}

/** A format that streams come in. */
export type StreamFormat = 'openai' | 'anthropic' | 'cohere-v2' | 'responses'

/** Encodes a scenario as the first segment of a path, so that it reaches the server through any client. */
export function toPath({ kind, size, writes, format = 'openai' }: Scenario): string {
  return `/${kind}-${size}-${writes}-${format}`
}

/** Parses the scenario from a path. */
export function parseScenario(path: string): Scenario {
  const match =
    /^\/(text|tool)-(\d+)-(whole|bulk|event|trickle|hold)-(openai|anthropic|cohere-v2|responses)(?:\/|$)/.exec(path)
  if (match === null)
    throw new Error(
      `${path} does not begin with a scenario. Use a path such as /text-100-bulk-openai/v1/chat/completions.`,
    )
  const [, kind, size, writes, format] = match
  return { kind, size: Number(size), writes, format } as Scenario
}

/** The name of the tool that is called. */
export const toolName = 'write_note'

/** The number of characters of an answer, to check that none was lost. */
export function lengthOf({ kind, size, writes }: Scenario): number {
  return kind === 'text' && writes !== 'whole' ? size * words[0].length : size
}

/** The deltas of a streamed text, in turn and of one length. */
export const words = [' word', ' that', ' \n\tif', ' “é” ', ' 1, 2', ' says'] as const
