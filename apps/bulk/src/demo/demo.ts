import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { BulkError } from '../errors/bulk-error.ts'
import { killAtExit } from './kill-at-exit.ts'
import { startLocalRedis } from './local-redis.ts'

/** Runs all commands, with a Redis server, an emulated endpoint that sometimes fails, and two workers. */
export async function demo(items: number): Promise<void> {
  const redis = await startLocalRedis()
  const folder = await mkdtemp(join(tmpdir(), 'bulk-demo-'))
  await using endpoint = await startEndpointEmulator({
    apiKey: 'demo-key',
    latencyMs: 50,
    requestsPerSecond: 200,
    maxRecordedRequests: 1,
    contentFilter: { prompt: ['forbidden'] },
    randomFaults: { rate: 0.01, faults: [{ status: 500 }, { status: 503 }, { reset: 'before-headers' }] },
  })
  const shell = new Shell({
    REDIS_URL: redis.url,
    AZUREML_ENDPOINT_URL: `${endpoint.url}/v1/chat/completions`,
    AZUREML_ENDPOINT_API_KEY: 'demo-key',
    BULK_INPUT_PRICE: '0.15',
    BULK_OUTPUT_PRICE: '0.60',
  })
  try {
    await writeFile(join(folder, 'prompts.jsonl'), prompts(items))
    await shell.run('submit', join(folder, 'prompts.jsonl'), '--job', 'demo')
    const workers = [1, 2].map(() => shell.start('work', '--job', 'demo'))
    await shell.run('watch', 'demo')
    await shell.run('export', 'demo', join(folder, 'results.jsonl'), '--dead', join(folder, 'dead.jsonl'))
    await show(join(folder, 'results.jsonl'), 'The first result')
    await show(join(folder, 'dead.jsonl'), 'A failed item')
    for (const worker of workers) worker.kill('SIGTERM')
    await Promise.all(workers.map((worker) => once(worker, 'exit')))
  } finally {
    await redis.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs this command in processes of its own, as a user would. */
class Shell {
  readonly #env: Readonly<Record<string, string>>

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env
  }

  start(...args: readonly string[]) {
    process.stdout.write(`\n$ bulk ${args.join(' ')}\n`)
    const main = join(import.meta.dirname, '../main.ts')
    const child = spawn(process.execPath, [...process.execArgv, main, ...args], {
      stdio: 'inherit',
      env: { ...process.env, ...this.#env },
    })
    killAtExit(child)
    return child
  }

  async run(...args: readonly string[]): Promise<void> {
    const [code] = (await once(this.start(...args), 'exit')) as [number | null]
    if (code !== 0) throw new BulkError(`"bulk ${args[0]}" ended with ${code}.`)
  }
}

function prompts(items: number): string {
  const lines = Array.from({ length: items }, (_, index) => {
    const topic = index === 7 ? 'forbidden things' : `the number ${index}`
    const body = { messages: [{ role: 'user', content: `Tell me about ${topic}.` }], max_tokens: 30 }
    return JSON.stringify({ custom_id: `prompt-${index}`, body })
  })
  return `${lines.join('\n')}\n`
}

async function show(file: string, title: string): Promise<void> {
  const [line = 'none'] = (await readFile(file, 'utf8')).split('\n')
  process.stdout.write(`\n${title}:\n${line}\n`)
}
