import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRedisServer, type LocalRedis, startLocalRedis } from '../src/demo/local-redis.ts'
import { connect } from '../src/store/connect.ts'
import { jobKeys } from '../src/store/job-keys.ts'
import { isOutage } from '../src/store/outage.ts'
import { runBulk, startBulk } from './bulk-command.ts'

describe('an error of Redis', () => {
  it.each([
    "READONLY You can't write against a read only replica.",
    "ERR Error running script (call to f_0): @user_script:7: @user_script: 7: -READONLY You can't write against a replica.",
    'MISCONF Redis is configured to save RDB snapshots, but is currently unable to persist to disk.',
    "OOM command not allowed when used memory > 'maxmemory'.",
    'LOADING Redis is loading the dataset in memory',
    "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
    'CLUSTERDOWN The cluster is down',
    'NOREPLICAS Not enough good replicas to write.',
    'UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)',
    'BUSY Redis is busy running a script.',
    'Connection is closed.',
    'Command aborted due to connection close',
    'connect ECONNREFUSED 127.0.0.1:6379',
  ])('is an outage: %s', (message) => {
    expect(isOutage(new Error(message))).toBe(true)
  })

  it.each([
    'NOAUTH Authentication required.',
    "NOPERM User me has no permissions to run the 'set' command",
    'WRONGTYPE Operation against a key holding the wrong kind of value',
    'BUSYGROUP Consumer Group name already exists',
    'Missing lock for job OOM. moveToFinished',
    'EXECABORT Transaction discarded because of previous errors.',
  ])('is none: %s', (message) => {
    expect(isOutage(new Error(message))).toBe(false)
  })

  it('is an outage if it ended a transaction', () => {
    const aborted = (previous: string): Error =>
      Object.assign(new Error('EXECABORT Transaction discarded because of previous errors.'), {
        previousErrors: [new Error(previous)],
      })
    expect(isOutage(aborted('Command aborted due to connection close'))).toBe(true)
    expect(isOutage(aborted('NOPERM User me has no permissions'))).toBe(false)
  })
})

describe.skipIf(findRedisServer() === undefined)('while Redis accepts no commands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulk-failover-'))
  let endpoint: RunningEndpointEmulator

  beforeAll(async () => {
    endpoint = await startEndpointEmulator({ apiKey: 'k', latencyMs: 200, maxRecordedRequests: 1 })
  })
  afterAll(async () => {
    await endpoint.close()
    rmSync(folder, { recursive: true })
  })

  const envFor = (redis: LocalRedis): Record<string, string> => ({
    REDIS_URL: redis.url,
    AZUREML_ENDPOINT_URL: `${endpoint.url}/v1/chat/completions`,
    AZUREML_ENDPOINT_API_KEY: 'k',
  })

  function write(name: string, count: number): string {
    const file = join(folder, `${name}.jsonl`)
    const line = (index: number): string =>
      `{"custom_id":"${index}","body":{"messages":[{"role":"user","content":"Hi"}]}}\n`
    writeFileSync(file, Array.from({ length: count }, (_, index) => line(index)).join(''))
    return file
  }

  const becomeReplica = ['REPLICAOF', '127.0.0.1', '1']
  const becomePrimary = ['REPLICAOF', 'NO', 'ONE']

  it.concurrent.each([
    ['READONLY', [becomeReplica], [becomePrimary]],
    ['MASTERDOWN', [['CONFIG', 'SET', 'replica-serve-stale-data', 'no'], becomeReplica], [becomePrimary]],
    [
      'NOREPLICAS',
      [['CONFIG', 'SET', 'min-replicas-to-write', '1']],
      [['CONFIG', 'SET', 'min-replicas-to-write', '0']],
    ],
    ['OOM', [['CONFIG', 'SET', 'maxmemory', '1']], [['CONFIG', 'SET', 'maxmemory', '0']]],
  ])('but answers %s, a worker waits, says so once, and then continues', async (reply, begin, end) => {
    const redis = await startLocalRedis()
    const env = envFor(redis)
    const admin = (await connect(redis.url)).redis
    const run = async (commands: readonly (readonly string[])[]): Promise<void> => {
      for (const [name = '', ...args] of commands) await admin.call(name, ...args)
    }
    await runBulk(['submit', write(reply, 60), '--job', 'j'], env)
    const worker = startBulk(['work', '--job', 'j', '--concurrency', '4', '--until-done'], env)
    await expect.poll(() => admin.hget(jobKeys('j').totals, 'asked').then(Number)).toBeGreaterThan(4)
    await run(begin)
    await expect.poll(() => worker.written.err).toContain(`answers "${reply} `)
    await sleep(2_500)
    expect(worker.child.exitCode).toBe(null)
    await run(end)
    const { code, err } = await worker.ended
    expect(code).toBe(0)
    expect(err.split('waiting until it accepts commands')).toHaveLength(2)
    expect(err).not.toMatch(/BullMQ|ReplyError/)
    const out = join(folder, `${reply}-out.jsonl`)
    expect((await runBulk(['export', 'j', out], env)).out).toBe('60 results and 0 failed items written.\n')
    expect(readFileSync(out, 'utf8')).not.toContain('"response":null')
    admin.disconnect()
    await redis.close()
  })

  it.concurrent('a submission waits too, and then adds the rest', async () => {
    const redis = await startLocalRedis()
    const admin = (await connect(redis.url)).redis
    const added = (): Promise<number> => admin.zcard(jobKeys('s').order)
    const submission = startBulk(['submit', write('s', 6_000), '--job', 's'], envFor(redis))
    await expect.poll(added).toBeGreaterThan(0)
    await admin.call('REPLICAOF', '127.0.0.1', '1')
    await expect.poll(() => submission.written.err).toContain('answers "READONLY ')
    await admin.call('REPLICAOF', 'NO', 'ONE')
    expect(await submission.ended).toMatchObject({ code: 0, out: 'Job s: 6000 items added.\n' })
    expect(await added()).toBe(6_000)
    admin.disconnect()
    await redis.close()
  })
})
