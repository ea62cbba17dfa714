import type { SuiteResult } from '../suites/suite.ts'

/** Our rows and the peers that they replace. */
const pairs: readonly (readonly [ours: string, peer: string])[] = [
  ['core', 'openai'],
  ['core', 'azure-ai-inference'],
  ['core over nodeFetch', 'azure-ai-inference'],
  ['provider doStream', 'openai-compatible doStream'],
  ['provider streamText', 'openai-compatible streamText'],
  ['langchain stream', 'langchain-openai stream'],
  ['langchain streamEvents', 'langchain-openai streamEvents'],
]

/** What users pay for, and the column of a suite that measures it. */
const costs: readonly (readonly [name: string, suite: string, column: number])[] = [
  ['stream', 'stream', 0],
  ['one event per write', 'events', 0],
  ['64 slow streams', 'trickle', 0],
  ['call of 1 KB', 'call', 0],
  ['call of 100 KB', 'call', 2],
  ['first delta', 'first-delta', 0],
  ['open stream, memory', 'open-streams', 0],
]

/** Compares our rows with their peers: what each costs, in percent of the peer's cost. */
export function comparisonLines(results: readonly SuiteResult[]): readonly string[] {
  const rows = pairs.flatMap(([ours, peer]) => {
    const cells = costs.map(([, suite, column]) => shareText(share({ results, suite, column }, ours, peer)))
    return cells.every((cell) => cell === '') ? [] : [`| **${ours}** and ${peer} | ${cells.join(' | ')} |`]
  })
  return [`| | ${costs.map(([name]) => name).join(' | ')} |`, `|---|${costs.map(() => '--:|').join('')}`, ...rows]
}

interface Place {
  readonly results: readonly SuiteResult[]
  readonly suite: string
  readonly column: number
}

function share({ results, suite, column }: Place, ours: string, peer: string): number | undefined {
  const rows = results.find((result) => result.suite === suite)?.rows
  const [own, others] = [ours, peer].map((name) => rows?.find(({ row }) => row === name)?.cells[column]?.value)
  return typeof own === 'number' && typeof others === 'number' && others > 0 ? own / others : undefined
}

function shareText(value: number | undefined): string {
  if (value === undefined) return ''
  const text = `${Math.round(value * 100)} %`
  return value > 1 ? `**${text}**` : text
}
