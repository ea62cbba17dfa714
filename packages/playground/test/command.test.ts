import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { type CommandOptions, createCommand } from '../src/command/command-options.ts'
import { initialEndpoint } from '../src/command/initial-endpoint.ts'
import { startPlayground } from '../src/server/start-playground.ts'
import { startPlaygroundProcess, startWithoutPage } from './playground-process.ts'

const url = 'https://my-endpoint.eastus2.inference.ml.azure.com/score'
const key = 'the-secret-key-of-this-test'
const none = { AZUREML_ENDPOINT_URL: '', AZUREML_ENDPOINT_API_KEY: '', AZUREML_DEPLOYMENT_NAME: '' }

describe('the command', () => {
  it('describes its options, and why there is none for the key', () => {
    const help = parse('--help')
    for (const word of ['--port', '--host', '--open', '--url', '--api-type', '--deployment', '--version'])
      expect(help).toContain(word)
    expect(help).toContain('AZUREML_ENDPOINT_API_KEY')
    expect(help).toContain('command lines can be read by every user')
    expect(help).not.toContain('--api-key')
  })

  it('prints its version', async () => {
    expect((await run('--version')).stdout).toBe(`${manifest.version}\n`)
  })

  it.each([
    [['--port', 'many'], 'Use a whole number from 0 to 65535'],
    [['--port', '70000'], 'Use a whole number from 0 to 65535'],
    [['--port', ' '], 'Use a whole number from 0 to 65535'],
    [['--api-key', key], 'Set AZUREML_ENDPOINT_API_KEY'],
    [[`--key=${key}`], 'Set AZUREML_ENDPOINT_API_KEY'],
    [['--deployment', 'blue'], '--deployment has no effect without an endpoint'],
    [['--api-type', 'dedicated'], '--api-type has no effect without an endpoint'],
    [['--api-type', 'other'], 'Allowed choices are dedicated, serverless'],
    [['--url', 'https://my-endpoint.eastus2.inference.ml.azure.com'], '/score'],
    [['--url', 'http://my-endpoint.example/score'], 'https'],
    [['--prot', '1'], "unknown option '--prot'"],
    [['4281'], 'too many arguments'],
  ])('rejects %j with advice, without repeating a key', (words, advice) => {
    const message = parse(...words)
    expect(message).toContain(advice)
    expect(message).not.toContain(key)
  })

  it('fails if the port that was asked for is in use', async () => {
    const page = new Map()
    const first = await startPlayground({ port: 0, page })
    const port = Number(new URL(first.url).port)
    await expect(startPlayground({ port, page })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use.`)
    await first.close()
  })

  it('uses a free port if the default one is in use', async ({ skip }) => {
    const server = createServer()
    const isHeld = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(4281, '127.0.0.1', () => resolve(true))
    })
    skip(!isHeld, 'another program has the default port, and may release it at any time')
    await using playground = await startPlaygroundProcess(none, [], [])
    expect(new URL(playground.url).port).not.toBe('4281')
    expect(await (await fetch(playground.url)).text()).toContain('<script type="module"')
    server.close()
  })

  it('takes the endpoint of the command line before that of the environment, with the key of the environment', async () => {
    const environment = { ...none, AZUREML_ENDPOINT_URL: 'https://other.example/score', AZUREML_ENDPOINT_API_KEY: key }
    await using playground = await startWithoutPage(environment, ['--url', url, '--deployment', 'blue'])
    const session: unknown = await (await fetch(`${playground.url}/api/session`)).json()
    expect(session).toMatchObject({ endpoint: { url, apiType: 'dedicated', deploymentName: 'blue' } })
    expect(JSON.stringify(session) + playground.log()).not.toContain(key)
  })

  it('asks for the key in the page if the environment has none', async () => {
    await using playground = await startWithoutPage(none, ['--url', url])
    const session: unknown = await (await fetch(`${playground.url}/api/session`)).json()
    expect(session).toMatchObject({ endpoints: [], proposal: { url, apiType: 'dedicated' } })
    await expect.poll(() => playground.log()).toContain('Enter the key of the endpoint in the page.')
  })

  it('exits cleanly on Ctrl+C, also while an answer streams', async () => {
    const playground = await startWithoutPage(none)
    const settings = { endpoint: 'embedded', apiType: 'serverless', formatter: 'openai', entryPoint: 'core' }
    const rest = { system: '', tools: false, schema: '', fault: 'none' }
    const messages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Count to 300' }] }]
    const answer = await fetch(`${playground.url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages, settings: { ...settings, ...rest } }),
    })
    await answer.body?.getReader().read()
    expect(await playground.end('SIGINT')).toBe(0)
    expect(playground.log()).not.toMatch(/Error|^\s+at /m)
  })
})

/** Parses a command line; returns what it prints, and the message of the error. */
function parse(...words: string[]): string {
  let printed = ''
  const write = (text: string): void => void (printed += text)
  const command = createCommand('1.2.3').exitOverride().configureOutput({ writeOut: write, writeErr: write })
  try {
    initialEndpoint(command.parse(words, { from: 'user' }).opts<CommandOptions>())
    return printed
  } catch (error) {
    return printed + (error as Error).message
  }
}

async function run(...words: string[]): Promise<{ stdout: string }> {
  const command = ['--conditions=@azureml-endpoints/source', 'development/command.ts', ...words]
  const env = { ...process.env, ...none }
  return promisify(execFile)(process.execPath, command, { cwd: new URL('..', import.meta.url), env })
}
