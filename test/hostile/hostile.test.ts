import { describe, expect, it } from 'vitest'
import { allCases } from './all-cases.ts'
import { samplePlan } from './plan.ts'
import { faultLines } from './report.ts'
import { runAll } from './run-all.ts'

describe('an endpoint that misbehaves', () => {
  it('has cases of its own name each', () => {
    expect(new Set(allCases.map(({ name }) => name)).size).toBe(allCases.length)
  })

  // `pnpm test:hostile` tries all of them.
  it('costs one failed call and nothing else, in a sample of every group', async () => {
    const { faults } = await runAll(samplePlan(allCases, 40))
    expect(faultLines(faults)).toEqual([])
  })
})
