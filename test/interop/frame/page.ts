import type { Counterpart } from './counterpart.ts'

/** What came of a counterpart's tests. */
export interface Outcome {
  readonly counterpart: Counterpart
  readonly version: string
  readonly cases: number
  readonly passed: number
}

/** Renders docs/reference/interop.md; nothing in it depends on the machine. */
export function renderPage(outcomes: readonly Outcome[]): string {
  return `${[
    '# Interop',
    '',
    'Our packages tested against third-party servers and clients, on loopback. A test against our own emulator proves that two parts of ours agree; these prove that they are right. This page is written by `npx -y pnpm@12 interop` ([how it works](../../test/interop/README.md)).',
    '',
    '| counterpart | version | cases | passed | unexplained differences | proves |',
    '| --- | --- | ---: | ---: | ---: | --- |',
    ...outcomes.map(row),
    '',
    '## Lessons',
    '',
    ...outcomes.flatMap(lessons),
    '## Accepted differences',
    '',
    '| counterpart | difference | reason |',
    '| --- | --- | --- |',
    ...outcomes.flatMap(allowances),
  ].join('\n')}\n`
}

function row({ counterpart, version, cases, passed }: Outcome): string {
  return `| ${counterpart.name} | ${version} | ${cases} | ${passed} | ${cases - passed} | ${counterpart.proves} |`
}

function lessons({ counterpart: { name, taught } }: Outcome): string[] {
  return taught.length === 0 ? [] : [`**${name}**`, '', ...taught.map((lesson) => `- ${lesson}`), '']
}

function allowances({ counterpart: { name, allowed = [] } }: Outcome): string[] {
  return allowed.map(({ difference, reason }) => `| ${name} | ${difference} | ${reason} |`)
}
