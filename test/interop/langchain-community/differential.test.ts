import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import { usePython } from '../frame/use.ts'
import { answerDifferences } from './answer-differences.ts'
import { type Case, combinations, generateCases } from './cases.ts'
import { type Difference, differencesOf } from './differences.ts'
import { differencesTable } from './differences-table.ts'
import { type Outcome, runOurs } from './ours.ts'
import { requestDifferences } from './request-differences.ts'

const known: readonly Difference[] = [...requestDifferences, ...answerDifferences]
const cases = generateCases(60)
const hello = JSON.stringify([{ '0': 'Hello' }])
const batches: Readonly<Record<string, Case>> = {
  llm: { kind: 'llm', formatter: 'GPT2ContentFormatter', apiType: 'dedicated', prompt: 'Hi', answer: { text: hello } },
  chat: {
    kind: 'chat',
    formatter: 'CustomOpenAIChatContentFormatter',
    apiType: 'dedicated',
    messages: [{ role: 'user', content: 'Hi' }],
    answer: { text: '{"output":"Hello"}' },
  },
}

interface Original {
  readonly results: readonly Outcome[]
  readonly facts: {
    readonly mostAtOnce: Readonly<Record<string, number>>
    readonly trailingSlash: string
    readonly clientCall: boolean
    readonly streamsText: boolean
    readonly defaultTimeout: number
  }
}

const python = usePython(import.meta.dirname)
let original: Original
beforeAll(async () => {
  original = await runOriginal(python())
})

async function runOriginal(command: string): Promise<Original> {
  const folder = await mkdtemp(join(tmpdir(), 'original-'))
  try {
    const file = join(folder, 'cases.json')
    await writeFile(file, JSON.stringify({ cases, batches }))
    const words = [join(import.meta.dirname, 'run_original.py'), file]
    const { stdout } = await promisify(execFile)(command, words, { timeout: 150_000, maxBuffer: 64 * 1024 * 1024 })
    return JSON.parse(stdout) as Original
  } finally {
    await rm(folder, { recursive: true })
  }
}

it(`accounts for every difference in ${cases.length} conversations over ${combinations.length} formatters and API types`, async () => {
  const counts = new Map<Difference, number>(known.map((difference) => [difference, 0]))
  const unexplained: object[] = []
  let alike = 0
  for (const [index, given] of cases.entries()) {
    const sides = { python: original.results[index]!, ours: await runOurs(given) }
    const result = differencesOf(given, sides, known)
    for (const difference of result.found) counts.set(difference, (counts.get(difference) ?? 0) + 1)
    if (result.unexplained !== undefined) unexplained.push(result.unexplained)
    if (result.found.length === 0) alike += 1
  }
  expect(unexplained.slice(0, 3)).toEqual([])
  expect([...counts].filter(([, count]) => count === 0).map(([{ name }]) => name)).toEqual([])
  await expect(differencesTable(counts, { cases: cases.length, alike })).toMatchFileSnapshot('differences.md')
})

it('runs the batch of a text model one after the other, and that of a chat model at once', () => {
  const { llm, chat = 0 } = original.facts.mostAtOnce
  expect([llm, chat > 1]).toEqual([1, true])
})

it('has what the page says is not here, or differs', () => {
  expect(original.facts).toMatchObject({
    trailingSlash: '/score',
    clientCall: true,
    streamsText: false,
    defaultTimeout: 50,
  })
})

it('is described by the page: every difference that throws nothing has a row', async () => {
  const page = await readFile(new URL('../../../docs/start/from-python.md', import.meta.url), 'utf8')
  const [, section = ''] = page.split('## What differs without an error')
  const rows = new Set([...section.matchAll(/^\| (.*?) +\|/gm)].map(([, name]) => name))
  const missing = known.filter(({ name, silent }) => silent && !rows.has(name))
  expect(missing).toEqual([])
})
