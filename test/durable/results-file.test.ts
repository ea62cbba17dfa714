// examples/scale/queue.ts: one process and a results file.
import { appendFile, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCountingEndpoint } from './counting-endpoint.ts'
import { reportResumption, startExample } from './program.ts'

/** The example's documents. */
const questions = Array.from({ length: 10 }, (_, number) => `Summarize: Text ${number}.`)

async function resultsFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'results-')), 'results.jsonl')
}

async function idsIn(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.endsWith('}'))
  return lines.map((line) => (JSON.parse(line) as { id: string }).id).toSorted()
}

it('continues after kill -9: every document once in the file, none asked twice but the interrupted ones', async () => {
  await using endpoint = await startCountingEndpoint({ latencyMs: 30 })
  const env = { ...endpoint.env, RESULTS_FILE: await resultsFile() }
  const interrupted = endpoint.hold('Text 6')
  const first = startExample('scale/queue.ts', env)
  await first.killDuring(interrupted)
  const restarted = performance.now()
  await startExample('scale/queue.ts', env).succeed()
  reportResumption('queue.ts', restarted, endpoint.asked)
  expect(await idsIn(env.RESULTS_FILE)).toEqual(questions.map((_, number) => `document-${number}`))
  const asked = questions.map((question) => endpoint.asked.get(question) ?? 0)
  expect(asked[6]).toBe(2)
  expect(asked.filter((count) => count > 1).length).toBeLessThanOrEqual(4)
})

it.each([
  ['in a name', Buffer.from('{"id":"document-1","summ')],
  ['in a character', Buffer.from('{"id":"document-1","text":"\u00e4').subarray(0, -1)],
  ['by zeros', Buffer.alloc(2)],
])('resumes with a line cut short %s', async (_how, torn) => {
  await using endpoint = await startCountingEndpoint()
  const env = { ...endpoint.env, RESULTS_FILE: await resultsFile() }
  await appendFile(env.RESULTS_FILE, Buffer.concat([Buffer.from('{"id":"document-0","text":"old"}\n'), torn]))
  const run = startExample('scale/queue.ts', env)
  expect(await run.succeed()).toBe('9 asked\n')
  expect(await idsIn(env.RESULTS_FILE)).toEqual(questions.map((_, number) => `document-${number}`))
})

it('refuses a second process, which would ask everything twice', async () => {
  await using endpoint = await startCountingEndpoint()
  const env = { ...endpoint.env, RESULTS_FILE: await resultsFile() }
  const working = endpoint.hold('Text 0')
  startExample('scale/queue.ts', env)
  await working
  const second = startExample('scale/queue.ts', env)
  expect(await second.exit).not.toBe(0)
  expect(second.output()).toContain('database is locked')
  expect(endpoint.asked.get('Summarize: Text 0.')).toBe(1)
})
