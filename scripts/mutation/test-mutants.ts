// Tests the tests: `pnpm test:mutants [package] [--sample 10] [--seed 3] [--changed main] [--out folder]`.
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { changedLines, isChanged, sourcesSince } from './changed-lines.ts'
import { copySources, refusedByCompiler } from './compiler.ts'
import { type MutatedPackage, mutatedPackages } from './packages.ts'
import { type Place, placesOf, sampleOf } from './places.ts'
import { fails, reportOf, tallyOf } from './report.ts'
import { tryMutants } from './stryker.ts'

const root = join(import.meta.dirname, '../..')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 86_400_000)) },
    changed: { type: 'string' },
    concurrency: { type: 'string', default: String(availableParallelism()) },
    out: { type: 'string' },
  },
})
const chosen = positionals.length > 0 ? positionals : Object.keys(mutatedPackages)
const unknown = chosen.find((name) => mutatedPackages[name] === undefined)
if (unknown !== undefined) {
  throw new Error(`There are no mutants of "${unknown}". Name one of ${Object.keys(mutatedPackages).join(', ')}.`)
}
for (const name of chosen) await testMutants(name, mutatedPackages[name] as MutatedPackage)

async function testMutants(name: string, { threshold, sources }: MutatedPackage): Promise<void> {
  const places = placesToMutate(`packages/${name}/src/${sources ?? '**/*.{ts,tsx}'}`)
  if (places.length === 0) return console.log(`${name}: nothing to mutate.`)
  const copy = copySources(root, name)
  try {
    const mutants = await tryMutants(name, places, numberOf('concurrency'))
    const left = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    const tally = tallyOf(mutants, refusedByCompiler(copy, left))
    publish(name, reportOf(copy, tally))
    if (!fails(tally, threshold)) return
    console.error(`Too many mutants of ${name} are left: its threshold is ${threshold} %.`)
    process.exitCode = 1
  } finally {
    rmSync(copy.folder, { recursive: true })
  }
}

function publish(name: string, report: string): void {
  console.log(report)
  if (values.out === undefined) return
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, `${name}.md`), `${report}\n`)
}

function placesToMutate(sources: string): readonly Place[] {
  const paths = globSync(sources, { cwd: root }).toSorted()
  const places = paths.flatMap((path) => placesOf(path, readFileSync(join(root, path), 'utf8')))
  if (values.changed === undefined) return sampleOf(places, numberOf('sample'), numberOf('seed'))
  const changed = changedLines(sourcesSince(values.changed, root))
  return places.filter((place) => isChanged(place, changed))
}

function numberOf(option: 'sample' | 'seed' | 'concurrency'): number {
  const value = values[option]
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${option} is "${value}". Pass a positive whole number.`)
  return Number(value)
}
