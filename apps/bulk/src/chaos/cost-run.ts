import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BulkJob } from '../store/bulk-job.ts'
import { isFinished, readCounts } from '../watch/snapshot.ts'
import { localHosts } from './hosts.ts'
import { type Check, check } from './report.ts'
import { secretKey, Stage } from './stage.ts'

const concurrency = 32

/** Measures the CPU time and memory of a worker per item, compared with a client without a queue. */
export async function costRun(items: number): Promise<Check[]> {
  const stage = await Stage.create(localHosts(1), {})
  try {
    stage.setQuota(100_000)
    const bare = await bareCost(stage, Math.min(items, 20_000))
    const samples = await workAlone(stage, items)
    const [first, last] = [samples.find(({ done }) => done >= 1_000) as Sample, samples.at(-1) as Sample]
    const cost = (last.cpuMs - first.cpuMs) / (last.done - first.done)
    const [before, after] = [peak(samples.filter(({ done }) => done < items / 2)), peak(samples)]
    return [
      check('CPU for an item above the bare client', '≤ 0.3 ms', [
        `${(cost - bare).toFixed(3)} ms, ${cost.toFixed(3)} − ${bare.toFixed(3)}`,
        cost - bare <= 0.3,
      ]),
      check('memory of a worker in the second half', '≤ 1.1 × the first', [
        `${toMB(after)} MB, ${toMB(before)} MB before`,
        after <= before * 1.1,
      ]),
    ]
  } finally {
    await stage.close()
  }
}

async function bareCost(stage: Stage, calls: number): Promise<number> {
  const program = join(import.meta.dirname, 'bare-client.ts')
  const args = [program, stage.endpointUrl, secretKey, String(calls), String(concurrency)]
  const child = spawn(process.execPath, [...process.execArgv, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await once(child, 'close')
  return Number(text)
}

interface Sample {
  readonly done: number
  readonly cpuMs: number
  readonly rss: number
}

async function workAlone(stage: Stage, items: number): Promise<Sample[]> {
  const job = await stage.submit('cost', items)
  const [host] = stage.hosts.hosts
  if (host === undefined) return []
  const worker = await stage.startWorker(host, ['--job', 'cost', '--concurrency', String(concurrency)])
  const samples: Sample[] = []
  for (let counts = await readCounts(job); !isFinished(counts); counts = await readCounts(job)) {
    await sleep(500)
    const sample = await readSample(job)
    if (sample !== undefined) samples.push(sample)
  }
  worker.kill('SIGKILL')
  job.redis.disconnect()
  return samples
}

async function readSample({ redis, keys }: BulkJob): Promise<Sample | undefined> {
  const [[state], asked] = await Promise.all([redis.hvals(keys.workers), redis.hget(keys.totals, 'asked')])
  if (state === undefined) return undefined
  const { cpuMs, rss } = JSON.parse(state) as Omit<Sample, 'done'>
  return { done: Number(asked ?? 0), cpuMs, rss }
}

function peak(samples: readonly Sample[]): number {
  return Math.max(...samples.map(({ rss }) => rss))
}

function toMB(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0)
}

/** Compares four workers with one, at a slow endpoint. */
export async function scalingRun(): Promise<Check[]> {
  const one = await throughput(1)
  const four = await throughput(4)
  const ratio = four / one
  return [
    check('4 workers beside one', '≥ 3 ×', [
      `${ratio.toFixed(2)} ×, ${four.toFixed(0)}/s beside ${one.toFixed(0)}/s`,
      ratio >= 3,
    ]),
  ]
}

/** Each worker has ten calls in flight that take 200 ms, so it makes 50 calls a second. */
async function throughput(workers: number): Promise<number> {
  const stage = await Stage.create(localHosts(workers), { latencyMs: 200 })
  try {
    stage.setQuota(100_000)
    const job = await stage.submit('scaling', workers * 1_500)
    for (const host of stage.hosts.hosts) await stage.startWorker(host, ['--job', 'scaling', '--concurrency', '10'])
    await sleep(12_000)
    const [before, started] = [(await readCounts(job)).completed, Date.now()]
    await sleep(12_000)
    const done = (await readCounts(job)).completed - before
    job.redis.disconnect()
    return done / ((Date.now() - started) / 1000)
  } finally {
    await stage.close()
  }
}
