// temporary driver
import { allCases } from './all-cases.ts'
import { runAll } from './run-all.ts'
import { samplePlan, wholePlan } from './plan.ts'
const filter = new RegExp(process.argv[2] ?? '.')
const sample = Number(process.argv[3] ?? 0)
const cases = allCases.filter((c) => filter.test(`${c.group}: ${c.name}`))
let plans = sample ? samplePlan(cases, sample) : wholePlan(cases)

const t = Date.now()
const { runs, faults } = await runAll(plans)
console.log(plans.length, 'plans', runs.length, 'runs', Date.now() - t, 'ms', faults.length, 'faults')
const kinds = new Map<string, number>()
for (const f of faults) kinds.set(f.kind, (kinds.get(f.kind) ?? 0) + 1)
console.log(kinds)
const slow = runs
  .filter((r) => r.report)
  .toSorted((a, b) => b.report!.milliseconds - a.report!.milliseconds)
  .slice(0, 5)
for (const r of slow)
  console.log(
    'slow',
    Math.round(r.report!.milliseconds),
    Math.round(r.report!.longestBlock),
    r.plan.tried.name,
    r.plan.client,
    r.plan.transport,
    r.plan.operation,
  )
const outcomes = new Map<string, number>()
for (const r of runs) {
  const k = r.plan.client + ' ' + (r.report?.outcome ?? 'dead')
  outcomes.set(k, (outcomes.get(k) ?? 0) + 1)
}
console.log(outcomes)
const { writeFileSync } = await import('node:fs')
writeFileSync(
  '/tmp/h/hostile-faults.json',
  JSON.stringify(
    faults.map((f) => ({
      kind: f.kind,
      group: f.tried.group,
      name: f.tried.name,
      client: f.assignment.client,
      transport: f.assignment.transport,
      operation: f.assignment.operation,
      detail: f.detail,
    })),
    null,
    0,
  ),
)
for (const f of faults.slice(0, Number(process.argv[4] ?? 15)))
  console.log(
    f.kind,
    '|',
    f.tried.name,
    '|',
    f.assignment.client,
    f.assignment.transport,
    f.assignment.operation,
    '|',
    f.detail.slice(0, 300),
  )
