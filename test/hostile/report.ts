import type { Group } from './hostile-case.ts'
import type { Fault, FaultKind } from './judge.ts'
import type { Results } from './run-all.ts'

/** Counts what came of all runs, by group; nothing in it depends on the machine. */
export function figuresPage({ runs, faults }: Results): string {
  const groups = [...new Set(runs.map(({ plan }) => plan.tried.group))]
  const rows = [...groups.map((group) => row(group, { runs, faults }, group)), row('all', { runs, faults })]
  return `${[
    '# Hostile endpoints',
    '',
    'One endpoint that misbehaves, or was taken over, costs one failed call and nothing else. This is tried with raw bytes from a socket, over `fetch` and over `nodeFetch`, by the client of `core`, by LangChain and by the AI SDK with its traces recorded. This page is written by `pnpm test:hostile`.',
    '',
    'One fault is left out of the counts, since it is of Node itself: the `fetch` of Node 24 can throw where nobody can catch it when a server closes a connection while its answer waits for a slow reader ([nodejs/undici#5360](https://github.com/nodejs/undici/issues/5360)). `nodeFetch` does not.',
    '',
    `| the endpoint … | ${columns.map(([name]) => name).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(columns.length)}`,
    ...rows,
  ].join('\n')}\n`
}

const columns: readonly (readonly [string, (results: Results) => number])[] = [
  ['cases', ({ runs }) => new Set(runs.map(({ plan }) => plan.tried)).size],
  ['runs', ({ runs }) => runs.length],
  ['hangs', counting('hang', 'wait beyond its bound')],
  ['crashes', counting('crash', 'unhandled rejection', 'prototype pollution')],
  ['raw errors', counting('raw error', 'unserializable error')],
  ['secrets shown', counting('leak')],
  ['blocks over 250 ms', counting('blocked event loop')],
  ['memory', counting('memory')],
  ['control characters', counting('control character')],
  ['connections left open', counting('open connection')],
  ['requests too many', counting('redirect followed', 'repeated request')],
]

function counting(...kinds: readonly FaultKind[]): (results: Results) => number {
  return ({ faults }) => faults.filter(({ kind }) => kinds.includes(kind)).length
}

function row(name: string, { runs, faults }: Results, group?: Group): string {
  const part = {
    runs: runs.filter(({ plan }) => group === undefined || plan.tried.group === group),
    faults: faults.filter(({ tried }) => group === undefined || tried.group === group),
  }
  return `| ${name} | ${columns.map(([, count]) => count(part)).join(' | ')} |`
}

/** Tells of faults: of each kind and group how many, and the first few. */
export function faultLines(faults: readonly Fault[], examples = 3): string[] {
  const kinds = new Map<string, Fault[]>()
  for (const fault of faults) {
    const kind = `${fault.kind}, ${fault.tried.group}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), fault])
  }
  return [...kinds].flatMap(([kind, ones]) =>
    [`${kind}: ${ones.length}`, ones.slice(0, examples).map(faultLine)].flat(),
  )
}

function faultLine({ tried, assignment: { client, transport, operation }, detail }: Fault): string {
  return `  ${tried.name} (${client}, ${transport}, ${operation}): ${detail.slice(0, 200)}`
}
