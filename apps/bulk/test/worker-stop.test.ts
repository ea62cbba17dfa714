import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findRedisServer, startLocalRedis } from '../src/demo/local-redis.ts'
import type { BulkJob } from '../src/store/bulk-job.ts'
import { jobKeys } from '../src/store/job-keys.ts'
import { BulkWorker } from '../src/work/work.ts'
import { runBulk, startBulk } from './bulk-command.ts'

describe('a worker whose Redis does not answer', () => {
  const reports: string[] = []
  let isOver = false

  beforeEach(() => {
    vi.useFakeTimers()
    reports.length = 0
    isOver = false
  })
  afterEach(() => void vi.useRealTimers())

  function start(): BulkWorker {
    const never = (): Promise<never> => new Promise(() => {})
    const job = { name: 'j', address: 'h:6379', keys: jobKeys('j'), redis: { set: never }, queue: {} }
    const worker = new BulkWorker(job as unknown as BulkJob, {
      concurrency: 1,
      maxRate: undefined,
      graceMs: 20_000,
      lockMs: 45_000,
      untilDone: false,
      client: { endpointUrl: 'https://h/score', endpointApiKey: 'k', formatter: undefined },
      report: (line) => void reports.push(line),
    })
    void worker.run().then(() => (isOver = true))
    return worker
  }

  it('ends after the grace period, and says what happens to its items', async () => {
    const worker = start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(isOver).toBe(false)
    worker.stop()
    await vi.advanceTimersByTimeAsync(24_900)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(isOver).toBe(true)
    expect(reports).toEqual([
      'Redis at h:6379 does not answer in time, so the worker ends without it. Items that it has open return to the queue when their locks expire, after 45 s, and are sent again.',
    ])
  })

  it.each([
    [[1_000], 6_000],
    [[3_000], 8_000],
    [[5, 900, 2_000], 7_000],
    [[5, 900], 25_000],
    [[], 25_000],
  ])('ends earlier after another signal, but not after one within a second: %j', async (signals, end) => {
    const worker = start()
    worker.stop()
    for (const at of signals) setTimeout(() => worker.stop(), at)
    await vi.advanceTimersByTimeAsync(end - 100)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(isOver).toBe(true)
  })
})

describe.skipIf(findRedisServer() === undefined)('a process that works', () => {
  it('ends after a signal while Redis is down', async () => {
    const redis = await startLocalRedis()
    const folder = mkdtempSync(join(tmpdir(), 'worker-stop-'))
    const file = join(folder, 'one.jsonl')
    writeFileSync(file, '{"custom_id":"a","body":{"messages":[{"role":"user","content":"Hi"}]}}\n')
    const env = {
      REDIS_URL: redis.url,
      AZUREML_ENDPOINT_URL: 'http://127.0.0.1:1/v1/chat/completions',
      AZUREML_ENDPOINT_API_KEY: 'k',
    }
    await runBulk(['submit', file, '--job', 'down'], env)
    const worker = startBulk(['work', '--job', 'down', '--grace', '0'], env)
    await expect.poll(() => worker.written.err).toContain('Working on')
    await redis.kill()
    await expect.poll(() => worker.written.err).toContain('is not reachable')
    await sleep(1_000)
    worker.child.kill('SIGTERM')
    const { code, err } = await worker.ended
    await redis.close()
    rmSync(folder, { recursive: true })
    expect(code).toBe(0)
    expect(err).toContain('Items that it has open return to the queue when their locks expire, after 45 s')
  })
})
