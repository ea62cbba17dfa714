import { expect, it } from 'vitest'
import { allCases } from './all-cases.ts'
import { wholePlan } from './plan.ts'
import { faultLines, figuresPage } from './report.ts'
import { runAll } from './run-all.ts'

it('an endpoint that misbehaves costs one failed call and nothing else', { timeout: 1_200_000 }, async () => {
  const results = await runAll(wholePlan(allCases))
  expect.soft(faultLines(results.faults)).toEqual([])
  await expect(figuresPage(results)).toMatchFileSnapshot('../../docs/hostile-endpoints.md')
})
