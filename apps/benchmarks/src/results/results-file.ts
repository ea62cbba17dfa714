import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { LoadResult } from './load-result.ts'
import type { Suite, SuiteResult } from '../suites/suite.ts'
import { drawBars } from '../report/bar-chart.ts'
import { pageOf } from '../report/results-page.ts'

/** What `results.json` holds: the newest result of each suite. */
export interface Results {
  readonly suites: readonly SuiteResult[]
  readonly load?: LoadResult | undefined
}

/** Puts a suite's result in the place of its last one. */
export async function saveResult(result: SuiteResult): Promise<void> {
  const results = await readResults()
  const others = results.suites.filter(({ suite }) => suite !== result.suite)
  await writeResults({ ...results, suites: [...others, result].toSorted((a, b) => a.suite.localeCompare(b.suite)) })
}

/** Puts the result of a load run in the place of the last one. */
export async function saveLoad(load: LoadResult): Promise<void> {
  await writeResults({ ...(await readResults()), load })
}

/** Writes the page and its charts from what is saved. */
export async function writePage(suites: readonly Suite[]): Promise<void> {
  const results = await readResults()
  for (const suite of suites) {
    const result = results.suites.find((each) => each.suite === suite.name)
    if (result !== undefined) await writeFile(fileIn(`${suite.name}.svg`), drawBars(suite, result))
  }
  await writeFile(fileIn('README.md'), pageOf(suites, results))
}

/** The folder for the CPU profiles of a suite. */
export function profilesFolder(suite: string): string {
  return fileIn(`profiles/${suite}`)
}

async function readResults(): Promise<Results> {
  const json = await readFile(fileIn('results.json'), 'utf8').catch(() => '{"suites":[]}')
  return JSON.parse(json) as Results
}

async function writeResults(results: Results): Promise<void> {
  await mkdir(fileIn(''), { recursive: true })
  await writeFile(fileIn('results.json'), `${JSON.stringify(results, undefined, 2)}\n`)
}

function fileIn(path: string): string {
  return fileURLToPath(new URL(`../../results/${path}`, import.meta.url))
}
