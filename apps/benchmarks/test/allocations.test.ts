import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

/** Without optimizing compilers and automatic garbage collection, so that every run allocates the same. */
const flags = [
  '--conditions=@azureml-endpoints/source',
  '--expose-gc',
  '--no-opt',
  '--no-maglev',
  '--no-sparkplug',
  '--single-threaded',
  '--min-semi-space-size=256',
  '--max-semi-space-size=256',
]

interface Report {
  readonly calls: Readonly<Record<string, { readonly allocated: number; readonly survived: number }>>
  /** Bytes of an open stream. */
  readonly held: Readonly<Record<string, number>>
}

let report: Report

beforeAll(async () => {
  const program = fileURLToPath(new URL('allocations-program.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program])
  report = JSON.parse(stdout) as Report
})

/** The bytes that a call may allocate beyond a bare call, and those that may survive young garbage collections. */
const budgets = {
  core: { allocated: 15_200, survived: 400 },
  'provider doStream': { allocated: 25_400, survived: 400 },
  'langchain stream': { allocated: 39_000, survived: 600 },
  // Node's own web streams leave 1.4 kB.
  nodeFetch: { allocated: 9_300, survived: 2_300 },
}

describe.each(Object.entries(budgets))('a call of %s', (name, budget) => {
  it('allocates no more than when this was last looked at', () => {
    expect(report.calls[name]?.allocated).toBeLessThan(budget.allocated)
    expect(report.calls[name]?.allocated).toBeGreaterThan(budget.allocated / 2)
  })

  it('leaves its objects to young garbage collections, which are cheap', () => {
    expect(report.calls[name]?.survived).toBeLessThan(budget.survived)
  })
})

it('allocates no more for a delta than when this was last looked at', () => {
  // Most of it is the parsed event, which is the chunk's `raw`.
  expect(report.calls['delta of core']?.allocated).toBeLessThan(1_720)
  expect(report.calls['delta of core']?.allocated).toBeGreaterThan(800)
})

/** The bytes that a call may allocate for each further message of its conversation; its JSON is among them. */
const messageBudgets = { core: 1_030, 'provider doStream': 1_640, 'langchain stream': 2_560 }

it.each(Object.entries(messageBudgets))('allocates no more for a message of %s', (name, budget) => {
  expect(report.calls[`message of ${name}`]?.allocated).toBeLessThan(budget)
  expect(report.calls[`message of ${name}`]?.allocated).toBeGreaterThan(budget / 2)
})

/** The bytes that an open stream may hold beyond a bare one; 3 kB of the provider's are the web stream that `doStream` returns. */
const streamBudgets = { core: 7_400, 'provider doStream': 12_700, 'langchain stream': 11_850, nodeFetch: 4_700 }

it.each(Object.entries(streamBudgets))('holds no more in an open stream of %s', (name, budget) => {
  expect(report.held[name]).toBeLessThan(budget)
  expect(report.held[name]).toBeGreaterThan(budget / 2)
})
