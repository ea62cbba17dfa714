import { allCases } from '../all-cases.ts'
import { type Assignment, runCase } from './run-case.ts'

// The process that makes the calls: whatever a case does to it, the tests go on.
const byName = new Map(allCases.map((one) => [one.name, one]))

process.on('message', (assignment: Assignment) => void work(assignment))
process.send?.('ready')

async function work(assignment: Assignment): Promise<void> {
  const tried = byName.get(assignment.tried)
  if (tried === undefined) throw new Error(`no case ${assignment.tried}`)
  process.send?.(await runCase(assignment, tried))
}
