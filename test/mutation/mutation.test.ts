// The parts of `pnpm test:mutants` that are ours; Stryker does the rest.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { changedLines, isChanged, sourcesSince } from '../../scripts/mutation/changed-lines.ts'
import { copySources, refusedByCompiler } from '../../scripts/mutation/compiler.ts'
import { mutatedPackages } from '../../scripts/mutation/packages.ts'
import { placesOf, sampleOf } from '../../scripts/mutation/places.ts'
import { fails, reportOf, tallyOf } from '../../scripts/mutation/report.ts'
import type { Mutant } from '../../scripts/mutation/stryker.ts'
import { publicPackages } from '../../scripts/release/public-packages.ts'

const root = join(import.meta.dirname, '../..')
const copy = copySources(root, 'formatter-template')
afterAll(() => rmSync(copy.folder, { recursive: true }))

const source = `import { a } from './a.ts'
export type { A } from './a.ts'

interface Shape {
  side: number
}

export const list = [
  'one',
]

export class Counter {
  #count = a

  add(): void {
    this.#count += 1
  }
}

export function last(): string {
  return 'x'
}
`

it('covers every published package, here and in the nightly workflow', () => {
  const published = publicPackages(root).map(({ folder }) => basename(folder))
  expect(Object.keys(mutatedPackages).toSorted()).toEqual(published.toSorted())
  const nightly = parse(readFileSync(join(root, '.github/workflows/nightly.yml'), 'utf8')) as Nightly
  expect(nightly.jobs.mutants.strategy.matrix.package).toEqual(published.toSorted())
})

interface Nightly {
  readonly jobs: {
    readonly mutants: { readonly strategy: { readonly matrix: { readonly package: readonly string[] } } }
  }
}

describe('places', () => {
  const places = placesOf('a.ts', source)

  it('are statements and members of classes, without types and imports', () => {
    expect(places.map(({ first, last }) => [first, last])).toEqual([
      [8, 10],
      [13, 13],
      [15, 17],
      [20, 22],
    ])
  })

  it('are each in one sample, whatever the day', () => {
    for (const day of [0, 20_000, 20_001]) {
      const samples = [0, 1, 2].map((turn) => sampleOf(places, 3, day + turn))
      expect(samples.flat().toSorted((one, other) => one.first - other.first)).toEqual(places)
    }
  })

  it('are chosen by the lines of a diff', () => {
    const changed = changedLines('--- a/a.ts\n+++ b/a.ts\n@@ -9 +9 @@\n-a\n+b\n@@ -18,2 +16,0 @@\n-c\n-d\n')
    expect(places.filter((place) => isChanged(place, changed)).map(({ first }) => first)).toEqual([8, 15])
    expect(isChanged({ path: 'b.ts', first: 1, last: 99 }, changed)).toBe(false)
  })
})

describe('a branch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const git = (...words: string[]): Buffer => execFileSync('git', words, { cwd: folder, stdio: 'pipe' })
  const commit = (): Buffer =>
    git('-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit', '--quiet', '--message=x')
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    git('add', path)
  }

  it('has the changed lines of sources, committed or not, and no others', () => {
    git('init', '--quiet', '--initial-branch=main')
    const paths = [
      'packages/a/src/index.ts',
      'packages/b/src/deep/er/one.tsx',
      'packages/a/test/a.ts',
      'apps/c/src/c.ts',
    ]
    for (const path of paths) write(path, 'one\ntwo\nthree\n')
    commit()
    git('checkout', '--quiet', '-b', 'branch')
    for (const path of paths) write(path, 'one\n2\nthree\n')
    commit()
    git('checkout', '--quiet', 'main')
    write('packages/a/src/of-main.ts', 'not of the branch\n')
    commit()
    git('checkout', '--quiet', 'branch')
    write('packages/a/src/new.ts', 'new\n')
    write('packages/a/src/index.ts', 'one\n2\n3\n')
    // Some people set this for all their repositories.
    git('config', 'diff.noprefix', 'true')
    expect(changedLines(sourcesSince('main', folder))).toEqual([
      { path: 'packages/a/src/index.ts', first: 2, last: 3 },
      { path: 'packages/a/src/new.ts', first: 1, last: 1 },
      { path: 'packages/b/src/deep/er/one.tsx', first: 2, last: 2 },
    ])
  })
})

describe('the verdict', () => {
  const one = mutantOf('Survived')
  const many = (status: Mutant['status'], count: number): Mutant[] =>
    Array.from({ length: count }, () => mutantOf(status))

  it('counts time-outs and the compiler as found, and leaves out equivalent mutants', () => {
    const tally = tallyOf([...many('Killed', 2), ...many('Timeout', 1), ...many('Ignored', 5), one], new Set([one]))
    expect([tally.killed.length, tally.refused.length, tally.survived.length]).toEqual([3, 1, 0])
    expect(reportOf(copy, tally)).toContain('Killed: 100.0 %; by tests alone: 75.0 %.')
  })

  it.each([
    [9, 1, false],
    [8, 2, false],
    [7, 3, true],
    [80, 20, false],
    [79, 21, true],
    [0, 1, false],
    [1, 2, true],
  ])('compares %i killed and %i left with a threshold of 80: too few is %j', (killed, left, failure) => {
    const half = Math.floor(left / 2)
    const mutants = [...many('Killed', killed), ...many('Survived', half), ...many('NoCoverage', left - half)]
    expect(fails(tallyOf(mutants, new Set()), 80)).toBe(failure)
  })

  it('lists what is left, with its place and both texts', () => {
    const report = reportOf(copy, tallyOf([one], new Set()))
    expect(report).toMatch(/template-content-formatter\.ts:\d+:\d+ StringLiteral: `'template'` → `""`$/)
  })
})

it('asks the compiler which mutants it refuses', () => {
  const [allowed, refused] = [mutantOf('Survived', "'other'"), mutantOf('NoCoverage', '17')]
  expect(refusedByCompiler(copy, [allowed, refused])).toEqual(new Set([refused]))
})

/** A mutant of the template's name. */
function mutantOf(status: Mutant['status'], replacement = '""'): Mutant {
  const fileName = join(root, 'packages/formatter-template/src/template-content-formatter.ts')
  const before = readFileSync(fileName, 'utf8').split("'template'")[0] ?? ''
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  const location = { start: { line, column }, end: { line, column: column + "'template'".length } }
  return { id: '1', fileName, mutatorName: 'StringLiteral', replacement, location, status }
}
