import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import type { Counterpart } from './counterpart.ts'
import { counterpartNames, interopFolder, requirementsOf } from './folders.ts'
import { type Outcome, renderPage } from './page.ts'
import { isRequired } from './unavailable.ts'

const pageFile = join(interopFolder, '../../docs/reference/interop.md')

/** Writes docs/reference/interop.md after a run of all counterparts; with `INTEROP=required`, compares it instead. */
export class PageReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const outcomes = await Promise.all(counterpartNames().map((name) => outcomeOf(name, modules)))
    const complete = outcomes.filter((outcome) => outcome !== undefined)
    if (complete.length < outcomes.length) {
      console.log('docs/reference/interop.md is unchanged: not every counterpart ran.')
      return
    }
    const page = renderPage(complete)
    if (!isRequired()) writeFileSync(pageFile, page)
    else if (readFileSync(pageFile, 'utf8') !== page) {
      console.error('docs/reference/interop.md is not what this run would write. Run pnpm interop and commit the page.')
      process.exitCode = 1
    }
  }
}

/** Counts a counterpart's cases; `undefined` if any of them, or of its files, did not run. */
async function outcomeOf(name: string, modules: readonly TestModule[]): Promise<Outcome | undefined> {
  const own = modules.filter(({ moduleId }) => relative(interopFolder, moduleId).split(sep)[0] === name)
  const states = own.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
  const files = globSync('**/*.test.ts', { cwd: join(interopFolder, name) })
  if (own.length < files.length || states.includes('skipped') || states.includes('pending')) return undefined
  const { counterpart } = (await import(join(interopFolder, name, 'counterpart.ts'))) as { counterpart: Counterpart }
  const version = counterpart.version ?? pinnedVersion(name, counterpart.package ?? '')
  return { counterpart, version, cases: states.length, passed: states.filter((state) => state === 'passed').length }
}

function pinnedVersion(name: string, packageName: string): string {
  const file = requirementsOf(name)
  const pins = file === undefined ? [] : readFileSync(file, 'utf8').split('\n')
  const pin = pins.find((line) => line.toLowerCase().startsWith(`${packageName.toLowerCase()}==`))
  if (pin === undefined) throw new Error(`${name}/requirements.txt does not pin ${packageName}.`)
  return pin.slice(packageName.length + 2).trim()
}
