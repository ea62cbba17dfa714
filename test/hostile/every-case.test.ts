import { expect, it } from 'vitest'
import { allCases } from './all-cases.ts'
import { everyPlan, wholePlan } from './plan.ts'
import { faultLines, figuresPage } from './report.ts'
import { runAll } from './run-all.ts'

const timeout = 1_200_000
const chosen = process.env['HOSTILE']

it.runIf(chosen === undefined)(
  'an endpoint that misbehaves costs one failed call and nothing else',
  { timeout },
  async () => {
    const results = await runAll(wholePlan(allCases))
    await expect.soft(figuresPage(results)).toMatchFileSnapshot('../../docs/reference/hostile-endpoints.md')
    expect(faultLines(results.faults)).toEqual([])
  },
)

it.runIf(chosen !== undefined)('the chosen cases cost one failed call and nothing else', { timeout }, async () => {
  const pattern = new RegExp(chosen ?? '')
  const { runs, faults } = await runAll(
    everyPlan(allCases.filter(({ group, name }) => pattern.test(`${group}: ${name}`))),
  )
  expect(runs.length).toBeGreaterThan(0)
  expect(faultLines(faults, 100)).toEqual([])
})
