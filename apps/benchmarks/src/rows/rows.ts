import type { Row } from './row.ts'

/** The role of a row in the comparison. */
type RowKind = 'floor' | 'ours' | 'peer'

/** A row, loaded only in the process that measures it. */
export interface RowEntry {
  readonly name: string
  readonly kind: RowKind
  readonly load: () => Promise<Row>
}

/** All rows in the order of the results: each of ours follows the peers that it is compared with. */
export const rows: readonly RowEntry[] = [
  { name: 'floor', kind: 'floor', load: async () => (await import('./floor.ts')).floor },
  // How far its values are from 1 shows how much a value says.
  { name: 'floor again', kind: 'floor', load: async () => (await import('./floor.ts')).floor },
  { name: 'openai', kind: 'peer', load: async () => (await import('./openai.ts')).openai },
  {
    name: 'azure-ai-inference',
    kind: 'peer',
    load: async () => (await import('./azure-ai-inference.ts')).azureAIInference,
  },
  { name: 'core', kind: 'ours', load: async () => (await import('./core.ts')).core },
  { name: 'core over nodeFetch', kind: 'ours', load: async () => (await import('./core.ts')).coreOverNode },
  {
    name: 'openai-compatible doStream',
    kind: 'peer',
    load: async () => (await import('./openai-compatible.ts')).openAICompatible,
  },
  { name: 'provider doStream', kind: 'ours', load: async () => (await import('./ai-sdk-provider.ts')).provider },
  {
    name: 'provider doStream over nodeFetch',
    kind: 'ours',
    load: async () => (await import('./ai-sdk-provider.ts')).providerOverNode,
  },
  {
    name: 'openai-compatible streamText',
    kind: 'peer',
    load: async () => (await import('./openai-compatible.ts')).openAICompatibleText,
  },
  { name: 'provider streamText', kind: 'ours', load: async () => (await import('./ai-sdk-provider.ts')).providerText },
  {
    name: 'provider streamText, coalesced',
    kind: 'ours',
    load: async () => (await import('./ai-sdk-provider.ts')).providerCoalesced,
  },
  {
    name: 'langchain-openai stream',
    kind: 'peer',
    load: async () => (await import('./langchain-openai.ts')).langchainOpenAI,
  },
  { name: 'langchain stream', kind: 'ours', load: async () => (await import('./langchain-adapter.ts')).langchain },
  {
    name: 'langchain stream over nodeFetch',
    kind: 'ours',
    load: async () => (await import('./langchain-adapter.ts')).langchainOverNode,
  },
  {
    name: 'langchain-openai streamEvents',
    kind: 'peer',
    load: async () => (await import('./langchain-openai.ts')).langchainOpenAIEvents,
  },
  {
    name: 'langchain streamEvents',
    kind: 'ours',
    load: async () => (await import('./langchain-adapter.ts')).langchainEvents,
  },
]

/** Finds a row by its name. */
export function rowNamed(name: string): RowEntry {
  const row = rows.find((candidate) => candidate.name === name)
  if (row === undefined)
    throw new Error(`There is no row "${name}". The rows are ${rows.map((each) => each.name).join('; ')}.`)
  return row
}

/** Tells whether a row is one of ours: a row of kind `ours`, or one named after a package of ours. */
export function isOurs(name: string): boolean {
  return rows.some((row) => row.name === name && row.kind === 'ours') || name === 'provider' || name === 'langchain'
}
