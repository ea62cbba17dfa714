import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { describe, expect, it } from 'vitest'
import type { ShownRequest } from '../src/tour-runner/recording.ts'

const folder = new URL('..', import.meta.url)

// At the same time: the tour mostly waits for words at the pace of a model.
describe.concurrent('pnpm demo', () => {
  it('asks the question on both API types and exits with 0', async () => {
    const { code, stdout, stderr } = await demo(['question'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('core · dedicated')
    expect(stdout).toContain('core · serverless')
    expect(stdout).toContain('authorization: Bearer <redacted>')
    expect(stdout).toMatch(/finish reason stop · \d+ input tokens · \d+ output tokens · first token after \d+ ms/)
  })

  it('asks a given question', async () => {
    const { code, stdout } = await demo(['Why is the sky blue?'])
    expect(code).toBe(0)
    expect(stdout).toContain('You asked: "Why is the sky blue?"')
  })

  it('uses colours only on a terminal', async () => {
    expect((await demo(['question'])).stdout).not.toContain('\u001B')
  })

  it('runs every step, client and API type with --json, and prints no key', async () => {
    const { code, stdout, stderr } = await demo(['--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { ok, steps } = JSON.parse(stdout) as TourDocument
    expect(ok).toBe(true)
    expect(Object.fromEntries(steps.map(({ name, runs }) => [name, runs.length]))).toEqual({
      question: 6,
      streaming: 6,
      tools: 6,
      structured: 6,
      image: 6,
      reasoning: 6,
      failure: 6,
      retry: 6,
      families: 2,
      formatter: 3,
      workspace: 3,
    })
    for (const { notes } of steps.find(({ name }) => name === 'workspace')?.runs ?? []) {
      expect(notes).toEqual([
        'emulator/default: Succeeded, auth mode key, CustomOpenAIChatContentFormatter',
        'flow/default: Succeeded, auth mode key, no known formatter',
      ])
    }
    for (const { file } of steps) expect([file, existsSync(new URL(`../../${file}`, folder))]).toEqual([file, true])
    const authorizations = steps.flatMap(({ runs }) => runs.flatMap((run) => run.requests.map(authorizationOf)))
    expect(new Set(authorizations)).toEqual(new Set(['Bearer <redacted>']))
    expect(stdout).not.toContain('demo-')
  })

  it('runs a single step', async () => {
    const { code, stdout } = await demo(['tools', '--json'])
    expect(code).toBe(0)
    const { steps } = JSON.parse(stdout) as TourDocument
    expect(steps.map(({ name }) => name)).toEqual(['tools'])
    for (const { notes } of steps[0]?.runs ?? []) expect(notes[0]).toMatch(/^get_weather\(/)
  })

  it('records each retry', async () => {
    const { stdout } = await demo(['retry', '--json'])
    const { steps } = JSON.parse(stdout) as TourDocument
    expect(steps[0]?.runs.map(({ requests }) => requests.length)).toEqual([2, 2, 2, 2, 2, 2])
  })

  it('calls the endpoint from the environment, and never prints its key', async () => {
    const key = 'a-key-that-nobody-may-see'
    await using emulator = await startEndpointEmulator({ apiKey: key, replies: ['Nobody knows.'] })
    const environment = { AZUREML_ENDPOINT_URL: `${emulator.url}/score`, AZUREML_ENDPOINT_API_KEY: key }
    const { code, stdout, stderr } = await demo(['question'], environment)
    expect(code).toBe(0)
    expect(stdout).toContain('Nobody knows.')
    expect(stdout).not.toContain('core · serverless')
    expect(stdout + stderr).not.toContain(key)
    expect(emulator.requests[0]?.path).toBe('/score')
  })

  it('reports what failed and exits with 1', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: 'the-right-key' })
    const environment = { AZUREML_ENDPOINT_URL: `${emulator.url}/score`, AZUREML_ENDPOINT_API_KEY: 'the-wrong-key' }
    const { code, stderr } = await demo(['question'], environment)
    expect(code).toBe(1)
    expect(stderr).toContain('question · core · dedicated failed: EndpointError: ')
    expect(stderr).toContain('Check `endpointApiKey`')
  })

  it('reports an invalid environment', async () => {
    const { code, stderr } = await demo([], { AZUREML_ENDPOINT_URL: 'https://host.example/' })
    expect(code).toBe(1)
    expect(stderr).toContain('ConfigurationError: `endpointUrl` has no path')
  })

  it('reports an unknown option', async () => {
    expect(await demo(['--colour'])).toMatchObject({ code: 1, stderr: expect.stringContaining("'--colour'") as string })
  })
})

interface TourDocument {
  readonly ok: boolean
  readonly steps: readonly {
    readonly name: string
    readonly file: string
    readonly runs: readonly { readonly requests: readonly ShownRequest[]; readonly notes: readonly string[] }[]
  }[]
}

function authorizationOf({ headers }: ShownRequest): string | undefined {
  return headers['authorization']
}

interface Ending {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function demo(args: readonly string[], environment: Record<string, string> = {}): Promise<Ending> {
  const command = ['--conditions=@azureml-endpoints/source', 'src/main.ts', ...args]
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const options = { cwd: folder, env: { PATH, NODE_COMPILE_CACHE, ...environment } }
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, options)) }
  } catch (error) {
    return error as Ending
  }
}
