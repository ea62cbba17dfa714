// What a run of mutants says about the tests of a package.
import { relative } from 'node:path'
import { type SourceCopy, textAround } from './compiler.ts'
import type { Mutant } from './stryker.ts'

/** How the mutants of a package ended. */
export interface Tally {
  /** Found by a test, loops that the time limit ended included. */
  readonly killed: readonly Mutant[]
  /** Found by no test, but refused by the compiler. */
  readonly refused: readonly Mutant[]
  /** Reached by tests, and found by none. */
  readonly survived: readonly Mutant[]
  /** Reached by no test. */
  readonly uncovered: readonly Mutant[]
}

/** Sorts mutants by how they ended. Those marked as equivalent are left out. */
export function tallyOf(mutants: readonly Mutant[], refused: ReadonlySet<Mutant>): Tally {
  const alive = mutants.filter((mutant) => !refused.has(mutant))
  return {
    killed: mutants.filter(({ status }) => ['Killed', 'Timeout', 'RuntimeError', 'CompileError'].includes(status)),
    refused: [...refused],
    survived: alive.filter(({ status }) => status === 'Survived'),
    uncovered: alive.filter(({ status }) => status === 'NoCoverage'),
  }
}

/** Tells whether too many mutants are left. A sample may leave one, because a share of few mutants says little. */
export function fails({ killed, refused, survived, uncovered }: Tally, threshold: number): boolean {
  const left = survived.length + uncovered.length
  const all = left + killed.length + refused.length
  return left > Math.max(1, Math.floor((all * (100 - threshold)) / 100))
}

/** Describes a run: the shares, then every mutant that is left. */
export function reportOf(copy: SourceCopy, tally: Tally): string {
  const { killed, refused, survived, uncovered } = tally
  const all = killed.length + refused.length + survived.length + uncovered.length
  const timedOut = killed.filter(({ status }) => status === 'Timeout').length
  return [
    `# ${copy.name}`,
    '',
    `${all} mutants: ${killed.length} killed by tests (${timedOut} by the time limit), ${refused.length} by the compiler alone, ${survived.length} survived, ${uncovered.length} without a test.`,
    `Killed: ${share(killed.length + refused.length, all)}; by tests alone: ${share(killed.length, all)}.`,
    ...listOf('Survived', survived, copy),
    ...listOf('Without a test', uncovered, copy),
  ].join('\n')
}

function share(part: number, all: number): string {
  return all === 0 ? 'nothing to kill' : `${((100 * part) / all).toFixed(1)} %`
}

function listOf(title: string, mutants: readonly Mutant[], copy: SourceCopy): readonly string[] {
  if (mutants.length === 0) return []
  return ['', `## ${title}`, '', ...mutants.map((mutant) => lineOf(mutant, copy)).toSorted(byPlace.compare)]
}

function lineOf(mutant: Mutant, copy: SourceCopy): string {
  const { fileName, location, mutatorName, replacement = '' } = mutant
  const place = `${relative(copy.root, fileName)}:${location.start.line}:${location.start.column}`
  const [, original] = textAround(copy, mutant)
  return `- ${place} ${mutatorName}: \`${short(original)}\` → \`${short(replacement)}\``
}

const byPlace = new Intl.Collator('en', { numeric: true })

function short(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ')
  return line.length <= 120 ? line : `${line.slice(0, 80)} … ${line.slice(-30)}`
}
