import { describe, expect, it } from 'vitest'
import { startEndpointEmulator } from '../src/index.ts'
import { runCommand } from './command-process.ts'
import { asking, post } from './posting.ts'

describe('azureml-endpoint-emulator', () => {
  it('serves, logs each request, and stops on a signal', async () => {
    const child = runCommand(['--port', '0', '--api-key', 'k', '--image', 'foundation', '--deployment', 'blue'])
    const url = /http:\S+\d/.exec(await child.line(/on http/))?.[0] ?? ''
    const answer = await post(
      `${url}/score`,
      { input_data: { input_string: asking('Why?') } },
      { authorization: 'Bearer k' },
    )
    expect(answer.status).toBe(200)
    expect(await child.line(/POST/)).toMatch(/POST \/score .*200.* \d+ ms blue.* "Why\?"/)
    child.process.kill('SIGTERM')
    expect(await child.ended).toBe(0)
  })

  it('prints at startup who can call it: this machine or the network, with or without a key', async () => {
    const lines = async (words: readonly string[]): Promise<string> => {
      const child = runCommand(['--port', '0', ...words])
      await child.line(/Ctrl\+C/)
      child.process.kill('SIGTERM')
      expect(await child.ended).toBe(0)
      return child.output()
    }
    const open = await lines([
      '--host',
      '0.0.0.0',
      '--no-auth',
      '--upstream',
      'http://me:secret@127.0.0.1:9/v1?code=secret',
    ])
    expect(open).not.toContain('connectEndpoint')
    expect(open).toContain('network   open: anyone who can reach this address can use the emulator')
    expect(open).toContain('key       not required')
    expect(open).toContain('answers   http://127.0.0.1:9/v1')
    expect(open).not.toContain('secret')
    const closed = await lines(['--host', 'localhost'])
    expect(closed).not.toContain('network   open')
    expect(closed).toMatch(/export AZURE_ARM_ENDPOINT=http:\/\/localhost:\d+ AZURE_SUBSCRIPTION_ID=0/)
    expect(closed).toContain("connectEndpoint({ endpointName: 'emulator', credential: ")
    expect(closed).toContain('key       required, any value is accepted')
  })

  it('prints its help', async () => {
    const child = runCommand(['--help'])
    expect(await child.ended).toBe(0)
    expect(child.output()).toMatch(/--upstream <url>[\s\S]*x-emulator-fault/)
  })

  it('reports a port that is in use', async () => {
    await using emulator = await startEndpointEmulator()
    const child = runCommand(['--port', String(emulator.port)])
    expect(await child.ended).toBe(1)
    expect(child.output()).toBe(
      `Port ${emulator.port} on 127.0.0.1 is in use. Stop the process that uses it, or pass another port (0 for a free one).\n`,
    )
  })

  it('rejects invalid options', async () => {
    for (const [words, message] of [
      [['--image', 'nope'], 'Allowed choices are classic, foundation'],
      [['--port', 'x'], 'Use a number of 0 or more.'],
      [['--port', '70000'], 'Use a whole number up to 65535, or 0 for a free port.'],
      [['--fault', '{"statu":1}'], 'The fault has no "statu". Did you mean "status"? Use when, times, status'],
      [['--random-faults', '7'], "argument '7' is invalid. Use a number from 0 to 1."],
      [['--upstream', 'notaurl'], "argument 'notaurl' is invalid. Use an http: or https: URL"],
      [['--api-key', 'k', '--no-auth'], "'--no-auth' cannot be used with option '--api-key <key>'"],
      [['--upstream-model', 'x'], '--upstream-model has no effect without an upstream. Add --upstream with its URL.'],
      [['--upstream-api-key', 'x'], '--upstream-api-key has no effect without an upstream.'],
      [['--deployment', 'a', 'a'], 'Option deployments has two named "a". Give each one its own name.'],
      [['--api-key', ''], 'Option apiKey is "". Use a key or a list of keys.'],
      [['--model', ''], 'Option model is "". Use a string that is not empty.'],
      [['--host', ''], 'Option host is "". Use a string that is not empty.'],
      [['--no-edge'], 'Option edge has no effect with this image.'],
      [['--mdoel', 'x'], '(Did you mean --model?)'],
    ] as const) {
      const child = runCommand(words)
      expect(await child.ended).toBe(1)
      expect(child.output()).toContain(message)
    }
  })
})
