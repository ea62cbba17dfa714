import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killAtExit } from '../demo/kill-at-exit.ts'
import { type LocalRedis, startLocalRedis } from '../demo/local-redis.ts'
import { type BulkJob, openJob } from '../store/bulk-job.ts'
import { connect } from '../store/connect.ts'
import { submit } from '../submit/submit.ts'
import type { EndpointOrder, EndpointRecord } from './endpoint-record.ts'
import type { Host, Hosts } from './hosts.ts'

/** The key of the endpoint, which must not reach Redis. */
export const secretKey = 'sk-chaos-0123456789abcdef'

/** How the emulated endpoint behaves. */
export interface EndpointHabits {
  /** The share of calls that fail. @default 0 */
  readonly faultShare?: number
  /** Milliseconds until it answers. @default 0 */
  readonly latencyMs?: number
}

/** What all runs need: hosts, Redis, an emulated endpoint, and a folder. */
export class Stage {
  readonly hosts: Hosts
  readonly redis: LocalRedis
  readonly folder: string
  readonly #endpoint: ChildProcess
  readonly #endpointPort: number

  private constructor(parts: {
    hosts: Hosts
    redis: LocalRedis
    folder: string
    endpoint: ChildProcess
    port: number
  }) {
    this.hosts = parts.hosts
    this.redis = parts.redis
    this.folder = parts.folder
    this.#endpoint = parts.endpoint
    this.#endpointPort = parts.port
  }

  /** Sets everything up. */
  static async create(hosts: Hosts, { faultShare = 0, latencyMs = 0 }: EndpointHabits): Promise<Stage> {
    const bind = [...new Set(['127.0.0.1', hosts.address])]
    const redis = await startLocalRedis(['--appendonly', 'yes', '--bind', ...bind, '--protected-mode', 'no'])
    const folder = await mkdtemp(join(tmpdir(), 'bulk-chaos-'))
    const program = join(import.meta.dirname, 'endpoint-process.ts')
    const endpoint = fork(program, [hosts.address, secretKey, String(faultShare), String(latencyMs)])
    const [{ port }] = (await once(endpoint, 'message')) as [{ port: number }]
    return new Stage({ hosts, redis, folder, endpoint, port })
  }

  /** Submits a job with this many items. */
  async submit(name: string, items: number): Promise<BulkJob> {
    const file = join(this.folder, `${name}.jsonl`)
    const line = (index: number): string => {
      const body = { messages: [{ role: 'user', content: `${name}-${index}` }], max_tokens: 20 }
      return `${JSON.stringify({ custom_id: `${name}-${index}`, body })}\n`
    }
    await writeFile(file, Array.from({ length: items }, (_, index) => line(index)).join(''))
    const job = openJob(await connect(this.redis.url), name)
    await submit(job, { file, formatter: undefined, attempts: 8 })
    return job
  }

  /** Starts a worker on a host. */
  async startWorker(host: Host, args: readonly string[]): Promise<ChildProcess> {
    const command = [
      ...host.prefix,
      process.execPath,
      ...process.execArgv,
      join(import.meta.dirname, '../main.ts'),
      'work',
    ]
    const log = openSync(join(this.folder, 'workers.log'), 'a')
    const [program = '', ...rest] = [...command, ...args, '--allow-insecure-http']
    const worker = spawn(program, rest, {
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env['PATH'],
        REDIS_URL: `redis://${await host.addressOf(this.redis.port)}`,
        AZUREML_ENDPOINT_URL: `http://${await host.addressOf(this.#endpointPort)}/v1/chat/completions`,
        AZUREML_ENDPOINT_API_KEY: secretKey,
      },
    })
    closeSync(log)
    killAtExit(worker)
    return worker
  }

  /** Changes the quota of the endpoint, in calls a second. */
  setQuota(quota: number): void {
    this.#endpoint.send({ quota } satisfies EndpointOrder)
  }

  /** Returns what the endpoint has seen. */
  async record(): Promise<EndpointRecord> {
    this.#endpoint.send('record' satisfies EndpointOrder)
    const [record] = (await once(this.#endpoint, 'message')) as [EndpointRecord]
    return record
  }

  /** The URL of the endpoint for programs on this machine. */
  get endpointUrl(): string {
    return `http://${this.hosts.address}:${this.#endpointPort}/v1/chat/completions`
  }

  /** Removes everything. */
  async close(): Promise<void> {
    this.#endpoint.kill('SIGKILL')
    await this.redis.close()
    this.hosts.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}
