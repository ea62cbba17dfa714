import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { LoadResult } from './load-result.ts'
import type { SuiteResult } from '../suites/suite.ts'

/** The content of `results.json`: the latest result of each suite. */
export interface Results {
  readonly suites: readonly SuiteResult[]
  readonly load?: LoadResult | undefined
}

/** Saves a suite's result in place of its last one. */
export async function saveResult(result: SuiteResult): Promise<void> {
  const results = await readResults()
  const others = results.suites.filter(({ suite }) => suite !== result.suite)
  await writeResults({ ...results, suites: [...others, result].toSorted((a, b) => a.suite.localeCompare(b.suite)) })
}

/** Saves the result of a load run in place of the last one. */
export async function saveLoad(load: LoadResult): Promise<void> {
  await writeResults({ ...(await readResults()), load })
}

/** The folder for the CPU profiles of a suite. */
export function profilesFolder(suite: string): string {
  return resultsPath(`profiles/${suite}`)
}

/** Reads the saved results; an empty list if there is no file yet. */
export async function readResults(): Promise<Results> {
  const json = await readFile(resultsPath('results.json'), 'utf8').catch(() => '{"suites":[]}')
  return JSON.parse(json) as Results
}

async function writeResults(results: Results): Promise<void> {
  await mkdir(resultsPath(''), { recursive: true })
  await writeFile(resultsPath('results.json'), `${JSON.stringify(results, undefined, 2)}\n`)
}

/** The path of a file in the results folder. */
export function resultsPath(path: string): string {
  return fileURLToPath(new URL(`../../results/${path}`, import.meta.url))
}
