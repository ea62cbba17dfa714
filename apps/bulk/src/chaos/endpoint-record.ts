/** What the endpoint has seen. */
export interface EndpointRecord {
  /** The number of answers for each item. */
  readonly answers: Readonly<Record<string, number>>
  /** The tokens of all answers. */
  readonly inputTokens: number
  readonly outputTokens: number
  /** What happened in each second. */
  readonly seconds: readonly EndpointSecond[]
}

/** What happened in a second. */
export interface EndpointSecond {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly quota: number
  /** Calls within the quota. */
  readonly accepted: number
  /** Calls that were answered with 429. */
  readonly refused: number
}

/** A message of the parent: it sets a quota, or asks for the record. */
export type EndpointOrder = { readonly quota: number } | 'record'

/** Returns the tokens of the answer to an item, whose id ends in its number. */
export function tokensOf(id: string): { readonly inputTokens: number; readonly outputTokens: number } {
  const item = Number(id.replaceAll(/\D/g, ''))
  return { inputTokens: 5 + (item % 7), outputTokens: 3 + (item % 5) }
}
