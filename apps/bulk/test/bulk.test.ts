import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type RecordedRequest,
  type RunningEndpointEmulator,
  startEndpointEmulator,
} from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRedisServer, type LocalRedis, noServer, startLocalRedis } from '../src/demo/local-redis.ts'
import { SharedRate } from '../src/rate/shared-rate.ts'
import { openJob } from '../src/store/bulk-job.ts'
import { connect } from '../src/store/connect.ts'
import { jobKeys } from '../src/store/job-keys.ts'
import type { Progress } from '../src/watch/progress.ts'
import { readCounts } from '../src/watch/snapshot.ts'
import { type RunningCommand, runBulk, startBulk } from './bulk-command.ts'

const key = 'sk-never-in-redis-4711'
const folder = mkdtempSync(join(tmpdir(), 'bulk-test-'))

interface ResultLine {
  readonly custom_id: string
  readonly response: Readonly<Record<string, unknown>> | null
  readonly error: { readonly message: string; readonly status?: number; readonly code?: string } | null
  readonly attempts: number
}

const missing = findRedisServer() === undefined

describe.skipIf(missing)(`bulk on a real Redis${missing ? ` (skipped: ${noServer})` : ''}`, () => {
  let redis: LocalRedis
  let endpoint: RunningEndpointEmulator
  let env: Readonly<Record<string, string>>
  const asked = new Map<string, number>()

  beforeAll(async () => {
    redis = await startLocalRedis()
    endpoint = await startEndpointEmulator({
      apiKey: key,
      maxRecordedRequests: 1,
      faults: countAndFail,
      replies: [answer],
    })
    env = {
      REDIS_URL: redis.url,
      AZUREML_ENDPOINT_URL: `${endpoint.url}/v1/chat/completions`,
      AZUREML_ENDPOINT_API_KEY: key,
    }
  })
  afterAll(async () => {
    await endpoint.close()
    await redis.close()
    rmSync(folder, { recursive: true })
  })

  /** A prompt says what happens to it: `429 1 …` is refused once, `500 9 …` fails nine times, `slow 700` is slow at first. */
  function countAndFail({ body }: RecordedRequest) {
    const prompt = promptOf(body)
    const count = (asked.get(prompt) ?? 0) + 1
    asked.set(prompt, count)
    const [, status, times] = /^(\d{3}) (\d+) /.exec(prompt) ?? []
    if (status === undefined || count > Number(times)) return undefined
    return { status: Number(status), ...(status === '429' && { retryAfter: 0.2 }) }
  }

  function answer({ body, path }: RecordedRequest) {
    if (!path.endsWith('/chat/completions')) return undefined
    const prompt = promptOf(body)
    const latencyMs = asked.get(prompt) === 1 ? /^slow (\d+)/.exec(prompt)?.[1] : undefined
    return {
      text: `Answer to ${prompt}`,
      usage: { inputTokens: 7, outputTokens: 3 },
      latencyMs: Number(latencyMs ?? 0),
    }
  }

  function promptOf(body: unknown): string {
    const { messages } = body as { readonly messages?: readonly { readonly content: string }[] }
    return messages?.at(-1)?.content ?? ''
  }

  function write(name: string, lines: readonly (object | string)[]): string {
    const file = join(folder, `${name}.jsonl`)
    writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''))
    return file
  }

  function chat(custom_id: string, content: string): object {
    return { custom_id, body: { messages: [{ role: 'user', content }] } }
  }

  async function submit(job: string, lines: readonly (object | string)[]) {
    return runBulk(['submit', write(job, lines), '--job', job], env)
  }

  async function exported(job: string): Promise<ResultLine[]> {
    const file = join(folder, `${job}-out.jsonl`)
    const { code, err } = await runBulk(['export', job, file], env)
    expect(err).toBe('')
    expect(code).toBe(0)
    return linesOf(file)
  }

  /** Cuts the end off the file that Redis appends to, as if the machine had failed before the end reached the disk. */
  function loseConfirmedWrites({ folder: files }: LocalRedis): void {
    for (const name of readdirSync(join(files, 'appendonlydir')).filter((file) => file.endsWith('.incr.aof'))) {
      const file = join(files, 'appendonlydir', name)
      truncateSync(file, Math.max(0, statSync(file).size - 300_000))
    }
  }

  function linesOf(file: string): ResultLine[] {
    const text = readFileSync(file, 'utf8')
    return text === ''
      ? []
      : text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as ResultLine)
  }

  async function progressOf(job: string): Promise<Progress> {
    const { code, out } = await runBulk(['watch', job, '--json'], env)
    expect(code).toBe(0)
    return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Progress
  }

  async function stop(...workers: readonly RunningCommand[]): Promise<void> {
    for (const { child, written } of workers) {
      // Before that line, a worker has no calls in flight, and ends by the signal itself.
      await until(async () => written.err.includes('Working on'))
      child.kill('SIGTERM')
    }
    for (const { ended } of workers) expect((await ended).code).toBe(0)
  }

  const until = (isSo: () => boolean | Promise<boolean>): Promise<void> => expect.poll(isSo).toBe(true)

  const work = (job: string, ...more: readonly string[]) => startBulk(['work', '--job', job, ...more], env)

  it('answers every line once, in order, whatever its id, format and first failures', async () => {
    const odd = ['1', 'a:b', 'ü😀', '%', '__proto__', '\ud800', '']
    const lines = [
      ...odd.map((id) => chat(id, `odd ${id}`)),
      chat('busy', '429 2 busy'),
      chat('flaky', '500 1 flaky'),
      chat('refused', '400 9 refused'),
      chat('large', '413 9 large'),
      { custom_id: 'vector', url: '/v1/embeddings', body: { input: ['a', 'b'], dimensions: 4 } },
      { custom_id: 'order', url: '/v1/rerank', body: { query: 'cat', documents: ['dog', 'cat'] } },
      ...Array.from({ length: 100 }, (_, index) => chat(`n${index}`, `number ${index}`)),
    ]
    expect(await submit('first', lines)).toMatchObject({ code: 0, out: 'Job first: 113 items added.\n' })
    const workers = [work('first'), work('first')]
    const progress = await progressOf('first')
    await stop(...workers)
    const results = await exported('first')

    expect(results.map(({ custom_id }) => custom_id)).toEqual(lines.map((line) => (line as ResultLine).custom_id))
    const named = (id: string) => results.find(({ custom_id }) => custom_id === id)
    expect(named('n42')).toMatchObject({
      response: {
        text: 'Answer to number 42',
        finish_reason: 'stop',
        usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
      },
      error: null,
      attempts: 1,
    })
    expect(named('busy')).toMatchObject({ error: null, attempts: 1 })
    expect(asked.get('429 2 busy')).toBe(3)
    expect(named('flaky')).toMatchObject({ error: null, attempts: 2 })
    expect(named('refused')).toMatchObject({ response: null, error: { status: 400 }, attempts: 1 })
    expect(named('large')).toMatchObject({ response: null, error: { status: 413 }, attempts: 1 })
    expect([named('vector')?.error, named('order')?.error]).toEqual([null, null])
    expect(named('vector')?.response?.['embeddings']).toHaveLength(2)
    expect(named('order')?.response?.['results']).toEqual([
      { index: 1, relevance_score: expect.any(Number) as number },
      { index: 0, relevance_score: expect.any(Number) as number },
    ])
    const sum = (name: string) =>
      results.reduce(
        (total, { response }) => total + ((response?.['usage'] as Record<string, number> | undefined)?.[name] ?? 0),
        0,
      )
    expect(progress).toMatchObject({
      total: 113,
      completed: 111,
      dead: 2,
      finished: true,
      seconds_left: 0,
      input_tokens: sum('prompt_tokens'),
      output_tokens: sum('completion_tokens'),
    })
    expect(progress.share_429).toBeGreaterThan(0)
  })

  it('adds only new items when a file is submitted again', async () => {
    const lines = [chat('1', 'again 1'), chat('2', 'again 2')]
    await submit('again', lines)
    await work('again', '--until-done').ended
    expect((await submit('again', [chat('0', 'again 0'), ...lines])).out).toBe(
      'Job again: 1 item added, 2 existed already.\n',
    )
    await work('again', '--until-done').ended
    expect((await exported('again')).map(({ custom_id }) => custom_id)).toEqual(['1', '2', '0'])
    expect(asked.get('again 1')).toBe(1)
    const changed = await submit('again', [chat('3', 'x'), chat('1', 'another question')])
    expect(changed.code).toBe(1)
    expect(changed.err).toContain('line 2: `custom_id` "1" is already in this job with another body')
  })

  it('starts a job when all of its items are there, whatever happened to Redis or an earlier submission', async () => {
    const lines = Array.from({ length: 6_000 }, (_, index) => chat(`p${index}`, `part ${index}`))
    const file = write('part', lines)
    const { redis: client } = await connect(redis.url)
    const added = () => client.zcard(jobKeys('part').order)
    const killed = startBulk(['submit', file, '--job', 'part'], env)
    await until(async () => (await added()) > 0)
    killed.child.kill('SIGKILL')
    await killed.ended
    expect(await added()).toBeLessThan(lines.length)
    const worker = work('part')
    const watch = startBulk(['watch', 'part', '--json'], env)
    await until(() => watch.written.out.split('\n').length > 2)
    watch.child.kill('SIGTERM')
    expect(watch.written.out).toMatch(/"completed":0,.*"finished":false,.*"submitting":true/)
    await stop(worker)

    const before = await added()
    const again = startBulk(['submit', file, '--job', 'part'], env)
    await until(async () => (await added()) > before)
    await redis.kill()
    loseConfirmedWrites(redis)
    await redis.restart()
    expect((await again.ended).code).toBe(0)
    expect(await added()).toBe(lines.length)
    client.disconnect()
    expect((await runBulk(['cancel', 'part'], env)).out).toContain('0 of 6000')
  })

  it('keeps a job open until the last of its submissions has ended, or has been silent for a minute', async () => {
    const connection = await connect(redis.url)
    const job = openJob(connection, 'both')
    const state = async () => ({ ...(await readCounts(job)), paused: await job.queue.isPaused() })
    const other = (at: number) => connection.redis.hset(job.keys.submitting, 'other-host /other.jsonl', at)
    await other(Date.now())
    await submit('both', [chat('1', 'both 1')])
    expect(await state()).toMatchObject({ total: 1, submitting: true, paused: true })
    await connection.redis.hdel(job.keys.submitting, 'other-host /other.jsonl')
    await submit('both', [chat('1', 'both 1')])
    expect(await state()).toMatchObject({ total: 1, submitting: false, paused: false })
    await other(Date.now() - 61_000)
    expect(await state()).toMatchObject({ submitting: true })
    await submit('both', [chat('1', 'both 1'), chat('2', 'both 2')])
    expect(await state()).toMatchObject({ total: 2, submitting: false, paused: false })
    connection.redis.disconnect()
  })

  it('writes failed items to a separate file, and queues them again', async () => {
    await submit('dead', [chat('a', '400 1 dead'), chat('b', 'alive')])
    const worker = work('dead')
    await progressOf('dead')
    const [out, dead] = [join(folder, 'alive.jsonl'), join(folder, 'dead-out.jsonl')]
    await runBulk(['export', 'dead', out, '--dead', dead], env)
    expect([linesOf(out), linesOf(dead)].map((lines) => lines.map(({ custom_id }) => custom_id))).toEqual([
      ['b'],
      ['a'],
    ])
    symlinkSync(out, `${out}-link`)
    for (const same of [out, `${out}-link`]) {
      await runBulk(['export', 'dead', out, '--dead', same], env)
      expect(linesOf(out)).toHaveLength(2)
    }
    expect((await runBulk(['retry-dead', 'dead'], env)).out).toBe('1 failed item queued again.\n')
    await progressOf('dead')
    await stop(worker)
    expect(await exported('dead')).toMatchObject([{ error: null }, { error: null }])
  })

  it('queues each failed item once, while workers fail it again and another process queues it too', async () => {
    const lines = Array.from({ length: 210 }, (_, index) => chat(`f${index}`, `400 9 again ${index}`))
    await submit('retry', lines)
    const worker = work('retry')
    await progressOf('retry')
    for (const { out } of await Promise.all([1, 2].map(() => runBulk(['retry-dead', 'retry'], env)))) {
      expect(Number.parseInt(out, 10)).toBeLessThanOrEqual(210)
    }
    await stop(worker)
  })

  it('finishes calls in flight after SIGTERM, and returns those that take too long to the queue', async () => {
    await submit('stop', [chat('quick', 'slow 100 a'), chat('slow', 'slow 60000 b')])
    const worker = work('stop', '--grace', '4')
    await until(() => asked.has('slow 100 a') && asked.has('slow 60000 b'))
    // A signal that a package manager passes on arrives twice.
    worker.child.kill('SIGTERM')
    worker.child.kill('SIGINT')
    await until(() => worker.written.err.includes('Stopping'))
    // A paused worker of BullMQ still hands out the item for which it was waiting.
    await submit('stop', [chat('late', 'late c')])
    expect((await worker.ended).code).toBe(0)
    expect([...asked].filter(([prompt]) => /^(slow|late) /.test(prompt))).toEqual([
      ['slow 100 a', 1],
      ['slow 60000 b', 1],
    ])
    expect(await runBulk(['export', 'stop', join(folder, 'stop.jsonl')], env)).toMatchObject({
      code: 0,
      err: '2 unfinished items left out. Export again later.\n',
    })
    await work('stop', '--until-done').ended
    expect(await exported('stop')).toMatchObject([{ attempts: 1 }, { attempts: 1 }, { attempts: 1 }])
    expect(asked.get('slow 100 a')).toBe(1)
  })

  it('aborts calls in flight when the job is cancelled, and continues when it is submitted again', async () => {
    const lines = [chat('quick', 'quick'), chat('slow', 'slow 60000 c')]
    await submit('cancel', lines)
    const worker = work('cancel')
    await until(() => asked.has('slow 60000 c'))
    const started = Date.now()
    const connection = await connect(redis.url)
    await new SharedRate(openJob(connection, 'cancel'), undefined).waitFor(3_600_000)
    expect((await runBulk(['cancel', 'cancel'], env)).code).toBe(0)
    expect(await connection.redis.exists(jobKeys('cancel').wait)).toBe(0)
    connection.redis.disconnect()
    expect(await runBulk(['watch', 'cancel', '--json'], env)).toMatchObject({ code: 1 })
    await stop(worker)
    expect(Date.now() - started).toBeLessThan(200_000)
    await submit('cancel', lines)
    await work('cancel', '--until-done').ended
    expect(await exported('cancel')).toHaveLength(2)
  })

  it('loses nothing when a worker and Redis are killed', async () => {
    const lines = Array.from({ length: 400 }, (_, index) => chat(`k${index}`, `slow 100 k${index}`))
    await submit('kill', lines)
    const workers = [
      work('kill', '--lock', '3', '--concurrency', '8'),
      work('kill', '--lock', '3', '--concurrency', '8'),
    ]
    await until(() => asked.has('slow 100 k60'))
    workers[0]?.child.kill('SIGKILL')
    await until(() => asked.has('slow 100 k120'))
    await redis.kill()
    await sleep(500)
    await redis.restart()
    await progressOf('kill')
    expect(workers[1]?.written.err).toContain('is not reachable')
    expect(workers[1]?.written.err).toContain('is reachable again')
    await stop(workers[1] as RunningCommand)
    const results = await exported('kill')
    expect(results.map(({ custom_id, error }) => [custom_id, error])).toEqual(
      lines.map((line) => [(line as ResultLine).custom_id, null]),
    )
    const twice = lines.reduce((sum, _, index) => sum + (asked.get(`slow 100 k${index}`) ?? 0) - 1, 0)
    expect(twice).toBeLessThanOrEqual(2 * 16)
  })

  it('finishes its calls when nobody reads its reports any more, and ends when nobody reads its output', async () => {
    await submit('pipe', [chat('slow', 'slow 1500 d')])
    const watch = startBulk(['watch', 'pipe', '--json'], env)
    await until(() => watch.written.out !== '')
    watch.child.stdout?.destroy()
    expect((await watch.ended).code).toBe(141)
    const worker = work('pipe')
    await until(() => asked.has('slow 1500 d'))
    worker.child.stderr?.destroy()
    worker.child.kill('SIGTERM')
    expect((await worker.ended).code).toBe(0)
    expect(await exported('pipe')).toMatchObject([{ error: null, attempts: 1 }])
    expect(asked.get('slow 1500 d')).toBe(1)
  })

  it('stops a worker whose key is rejected after ten calls, and returns all other items to the queue', async () => {
    await submit(
      'wrong-key',
      Array.from({ length: 100 }, (_, index) => chat(`w${index}`, `wrong ${index}`)),
    )
    const wrong = { ...env, AZUREML_ENDPOINT_API_KEY: 'wrong-key-0815' }
    const { code, err } = await startBulk(['work', '--job', 'wrong-key', '--concurrency', '32', '--grace', '5'], wrong)
      .ended
    expect(code).toBe(1)
    const connection = await connect(redis.url)
    const counts = await readCounts(openJob(connection, 'wrong-key'))
    connection.redis.disconnect()
    expect(counts).toMatchObject({ dead: 10, completed: 0, active: 0, waiting: 90 })
    expect(err).toContain('refused 10 calls in a row')
    expect(err).toContain('bulk retry-dead wrong-key')
    expect(err).not.toContain('wrong-key-0815')
  })

  it('keeps no key in Redis', () => {
    const files = readdirSync(redis.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    expect(texts.join('')).toContain('Answer to number 42')
    expect(texts.join('')).not.toContain(key)
    expect(texts.join('')).not.toContain('wrong-key-0815')
  })

  it.each([
    ['a line that is not JSON', ['{"custom_id":"a","body"'], 'line 1: `the line` is not JSON'],
    ['no custom_id', [chat('a', 'x'), { body: {} }], 'line 2: `custom_id` is missing'],
    ['a custom_id twice', [chat('a', 'x'), '', chat('a', 'x')], 'line 3: `custom_id` "a" is also on line 1'],
    [
      'an unknown field',
      [{ custom_id: 'a', body: { messages: [{ role: 'user', content: 'x' }], max_token: 1 } }],
      'line 1: `body.max_token` is unknown',
    ],
    ['no line', [], 'has no lines'],
  ])('refuses a file with %s as a whole', async (_, lines, problem) => {
    const { code, err } = await submit('bad-file', lines)
    expect(code).toBe(1)
    expect(err).toContain(problem)
    expect((await runBulk(['watch', 'bad-file'], env)).err).toContain('There is no job "bad-file"')
  })

  it('lists the jobs if the named one is unknown', async () => {
    const { code, err } = await runBulk(['work', '--job', 'frist'], env)
    expect(code).toBe(1)
    expect(err).toMatch(/There is no job "frist"; Redis at 127\.0\.0\.1:\d+ has .*"first"/)
  })

  it('reports that Redis is not reachable, without its password', async () => {
    const { code, err } = await runBulk(['watch', 'first'], { REDIS_URL: 'redis://me:secret-4711@127.0.0.1:1' })
    expect(code).toBe(1)
    expect(err).toMatch(/^Redis at 127\.0\.0\.1:1 cannot be used .*Start it, or set REDIS_URL/)
    expect(err).not.toContain('secret-4711')
  })

  it.each([
    [['--appendonly', 'no'], 'keeps nothing on disk', 'config set appendonly yes'],
    [
      ['--appendonly', 'yes', '--maxmemory-policy', 'allkeys-lru'],
      'maxmemory-policy allkeys-lru',
      'config set maxmemory-policy noeviction',
    ],
  ])('refuses a Redis started with %j, and names the fix', async (options, problem, remedy) => {
    const unsafe = await startLocalRedis(options)
    try {
      const { code, err } = await runBulk(['submit', write('safe', [chat('a', 'x')]), '--job', 'safe'], {
        REDIS_URL: unsafe.url,
      })
      expect(code).toBe(1)
      expect(err).toContain(problem)
      expect(err).toContain(`redis-cli -h 127.0.0.1 -p ${unsafe.port} ${remedy}`)
    } finally {
      await unsafe.close()
    }
  })
})
