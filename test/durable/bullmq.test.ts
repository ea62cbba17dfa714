// examples/scale/bullmq-worker.ts: any number of processes share a job on a real Redis.
import { readFileSync, globSync } from 'node:fs'
import { Queue } from 'bullmq'
import { afterEach, expect, it, vi } from 'vitest'
import { useResource } from '../interop/frame/use.ts'
import { key, startCountingEndpoint } from './counting-endpoint.ts'
import { reportResumption, startExample } from './program.ts'
import { startRedis } from './servers/redis.ts'

const redis = useResource(startRedis, (server) => server.close())
const open: Queue[] = []
afterEach(async () => {
  for (const queue of open.splice(0)) {
    await queue.obliterate({ force: true })
    await queue.close()
  }
})

function summaries(): Queue {
  const queue = new Queue('summaries', { connection: { port: redis().port } })
  open.push(queue)
  return queue
}

/** Waits until no job is left to do. */
async function finished(queue: Queue, jobs: number): Promise<void> {
  const ended = async (): Promise<number> => queue.getJobCountByTypes('completed', 'failed')
  await vi.waitFor(async () => expect(await ended()).toBe(jobs), { timeout: 60_000, interval: 100 })
}

it('loses nothing when one of two workers is killed, and asks again only for what it was asking', async () => {
  await using endpoint = await startCountingEndpoint({ latencyMs: 20 })
  const env = { ...endpoint.env, REDIS_URL: redis().url }
  const queue = summaries()
  const interrupted = endpoint.hold('Text 5')
  const doomed = startExample('scale/bullmq-worker.ts', env)
  await doomed.killDuring(interrupted)
  const restarted = performance.now()
  const others = [startExample('scale/bullmq-worker.ts', env), startExample('scale/bullmq-worker.ts', env)]
  await finished(queue, 10)
  reportResumption('bullmq-worker.ts', restarted, endpoint.asked)

  expect(await queue.getJobCounts('completed', 'failed')).toEqual({ completed: 10, failed: 0 })
  for (const { data, returnvalue } of await queue.getJobs(['completed'])) {
    const usage = { totalTokens: expect.any(Number) as number }
    const text = `Answer to Summarize: ${String(data.text)}`
    expect(returnvalue).toMatchObject({ text, finishReason: 'stop', usage })
  }
  const counts = [...endpoint.asked.values()]
  expect(counts).toHaveLength(10)
  expect(endpoint.asked.get('Summarize: Text 5.')).toBe(2)
  expect(counts.filter((count) => count > 1).length).toBeLessThanOrEqual(4)
  for (const worker of others) await worker.kill()
})

it('moves what the endpoint refuses to the failed jobs, asked once, with the reason', async () => {
  await using endpoint = await startCountingEndpoint()
  const env = { ...endpoint.env, REDIS_URL: redis().url }
  const queue = summaries()
  await queue.add('summarize', { text: 'poison' }, { jobId: 'poisoned', attempts: 5 })
  startExample('scale/bullmq-worker.ts', env)
  await finished(queue, 11)
  const [failed, ...others] = await queue.getJobs(['failed'])
  expect([failed?.id, others]).toEqual(['poisoned', []])
  expect(failed?.failedReason).toContain('Refused.')
  expect(endpoint.asked.get('Summarize: poison')).toBe(1)
})

it('lets all workers wait after a 429, without using up attempts', async () => {
  await using endpoint = await startCountingEndpoint({ busy: 12 })
  const env = { ...endpoint.env, REDIS_URL: redis().url }
  const queue = summaries()
  startExample('scale/bullmq-worker.ts', env)
  await finished(queue, 10)
  const jobs = await queue.getJobs(['completed'])
  expect(jobs.map(({ attemptsMade }) => attemptsMade)).toEqual(jobs.map(() => 1))
  expect([...endpoint.asked.values()]).toEqual(jobs.map(() => 1))
})

it('shares a quota among four workers', async () => {
  await using endpoint = await startCountingEndpoint()
  const env = { ...endpoint.env, REDIS_URL: redis().url, CALLS_PER_SECOND: '2' }
  const queue = summaries()
  for (let worker = 0; worker < 4; worker++) startExample('scale/bullmq-worker.ts', env)
  await finished(queue, 10)
  const started = (await queue.getJobs(['completed'])).map(({ processedOn }) => processedOn ?? 0)
  const busiest = Math.max(...started.map((from) => started.filter((at) => at >= from && at < from + 1000).length))
  expect(busiest).toBeLessThanOrEqual(3) // two in each second of Redis, whose seconds begin with a call
})

it('keeps the key out of Redis', () => {
  const files = globSync('**/*.aof', { cwd: redis().folder }).map((file) =>
    readFileSync(`${redis().folder}/${file}`, 'latin1'),
  )
  expect(files.join('')).toContain('Summarize')
  expect(files.join('')).not.toContain(key)
})
