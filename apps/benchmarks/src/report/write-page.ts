import { writeFile } from 'node:fs/promises'
import { readResults, resultsPath } from '../results/results-file.ts'
import type { Suite } from '../suites/suite.ts'
import { drawBars } from './bar-chart.ts'
import { pageOf } from './results-page.ts'

/** Writes the results page and its charts from the saved results. */
export async function writePage(suites: readonly Suite[]): Promise<void> {
  const results = await readResults()
  for (const suite of suites) {
    const result = results.suites.find((each) => each.suite === suite.name)
    if (result !== undefined) await writeFile(resultsPath(`${suite.name}.svg`), drawBars(suite, result))
  }
  await writeFile(resultsPath('README.md'), pageOf(suites, results))
}
