import { rows } from '../rows/rows.ts'
import type { Bound } from './suite.ts'

/** Every row. */
export const allRows: readonly string[] = rows.map(({ name }) => name)

/** Every row that can request a complete response. */
export const callingRows: readonly string[] = allRows.filter(
  (name) => !name.includes('streamEvents') && !name.includes('coalesced'),
)

/** The bounds of a column: one for core, one for the provider and one for the LangChain model. */
export function bounds(core: Bound, provider: Bound, langchain: Bound): Readonly<Record<string, Bound>> {
  return { core, 'provider doStream': provider, 'langchain stream': langchain }
}

/** The bound of core over `nodeFetch`, which saves what `fetch` costs. */
export function overNode(bound: Bound): Readonly<Record<string, Bound>> {
  return { 'core over nodeFetch': bound }
}

/** The bound of the provider with `streamText`, relative to the peer. */
export const streamTextBound: Readonly<Record<string, Bound>> = {
  'provider streamText': { share: 0.85, of: 'openai-compatible streamText' },
}

/** Returns every value as a multiple of the floor's. */
export function ratios(own: readonly number[], floor: readonly number[]): readonly number[] {
  return own.map((value, index) => value / (floor[index] ?? Number.NaN))
}
