import { describe, expect, it } from 'vitest'
import { type CommandOptions, createCommand, toEmulatorOptions } from '../src/command-options.ts'

function parse(...words: readonly string[]): ReturnType<typeof toEmulatorOptions> {
  const command = createCommand('1.2.3')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  return toEmulatorOptions(command.parse(['node', 'emulator', ...words]).opts<CommandOptions>())
}

function set(options: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

describe('the options of the command', () => {
  const defaults = { host: '127.0.0.1', port: 4280, workspace: {} }

  it.each<[words: readonly string[], options: Record<string, unknown>]>([
    [[], {}],
    [['-p', '0'], { port: 0 }],
    [['--port', '65535'], { port: 65_535 }],
    [['--host', '::1'], { host: '::1' }],
    [['--host', '0.0.0.0'], { host: '0.0.0.0', workspace: undefined }],
    [['--api-key', 'k'], { apiKey: 'k' }],
    [['--no-auth'], { auth: { mode: 'none' } }],
    [['--no-edge', '--image', 'classic'], { edge: false, image: 'classic' }],
    [['--deployment', 'a', 'b'], { deployments: [{ name: 'a' }, { name: 'b' }] }],
    [['--model', 'm'], { model: 'm' }],
    [['--upstream', 'http://h/v1'], { upstream: { url: 'http://h/v1', apiKey: undefined, model: undefined } }],
    [
      ['--upstream', 'https://h', '--upstream-api-key', 'k', '--upstream-model', 'm'],
      { upstream: { url: 'https://h', apiKey: 'k', model: 'm' } },
    ],
    [['--reasoning', 'off'], { reasoning: 'off' }],
    [['--reasoning', 'field'], { reasoning: 'field' }],
    [['--reasoning', 'tags'], { reasoning: 'tags' }],
    [['--conversation-rules', 'mistral'], { conversationRules: 'mistral' }],
    [['--conversation-rules', 'deepseek'], { conversationRules: 'deepseek' }],
    [['--delay', '0'], { pace: { delayMs: 0 } }],
    [['--request-timeout', '1.5'], { requestTimeoutMs: 1.5 }],
    [['--fault', '{"status":503}', '--fault', '{"endAtByte":0}'], { faults: [{ status: 503 }, { endAtByte: 0 }] }],
    [['--random-faults', '0'], { randomFaults: { rate: 0, seed: undefined } }],
    [['--random-faults', '1', '--seed', '5'], { randomFaults: { rate: 1, seed: 5 }, seed: 5 }],
    [['-q'], {}],
    [['--quiet'], {}],
  ])('%j', (words, options) => {
    expect(set(parse(...words))).toEqual(set({ ...defaults, ...options }))
  })

  const number = 'Use a number of 0 or more.'
  const port = 'Use a whole number up to 65535, or 0 for a free port.'
  const url = 'Use an http: or https: URL, such as http://localhost:11434/v1.'
  it.each<[option: string, value: string, message: string]>([
    ['-p, --port <number>', '', number],
    ['-p, --port <number>', ' ', number],
    ['-p, --port <number>', '-1', number],
    ['-p, --port <number>', 'Infinity', number],
    ['-p, --port <number>', '1.5', port],
    ['-p, --port <number>', '65536', port],
    ['--delay <ms>', 'x', number],
    ['--request-timeout <ms>', '-1', number],
    ['--seed <number>', 'x', number],
    ['--random-faults <rate>', '1.1', 'Use a number from 0 to 1.'],
    ['--random-faults <rate>', 'x', number],
    ['--upstream <url>', 'ftp://h', url],
    [
      '--fault <json>',
      '{',
      'A fault is a JSON object such as {"status":503,"retryAfter":1}, but this is not valid JSON: {',
    ],
    ['--fault <json>', '{"status":5}', 'The fault.status is 5. Use a whole number from 200 to 599.'],
    [
      '--image <name>',
      'x',
      'Allowed choices are classic, foundation, huggingface, score-script, serverless, foundry, prompt-flow.',
    ],
    ['--reasoning <style>', 'x', 'Allowed choices are off, field, tags.'],
    ['--conversation-rules <family>', 'x', 'Allowed choices are mistral, deepseek.'],
  ])('%s rejects %j', (option, value, message) => {
    const name = /--[a-z-]+/.exec(option)?.[0] ?? ''
    const whole = `error: option '${option}' argument '${value}' is invalid. ${message}`
    expect(() => parse(`${name}=${value}`)).toThrow(expect.objectContaining({ message: whole }))
  })

  it.each([
    [['--upstream-api-key', 'k'], '--upstream-api-key has no effect without an upstream. Add --upstream with its URL.'],
    [['--upstream-model', 'm'], '--upstream-model has no effect without an upstream. Add --upstream with its URL.'],
    [
      ['--upstream-api-key', 'k', '--upstream-model', 'm'],
      '--upstream-api-key has no effect without an upstream. Add --upstream with its URL.',
    ],
    [['--api-key', 'k', '--no-auth'], "error: option '--no-auth' cannot be used with option '--api-key <key>'"],
  ])('%j is rejected', (words, message) => {
    expect(() => parse(...words)).toThrow(expect.objectContaining({ message }))
  })

  it('has a version and a help text', async () => {
    const written: string[] = []
    const command = createCommand('1.2.3').exitOverride()
    command.configureOutput({ writeOut: (text) => written.push(text), getOutHelpWidth: () => 120 })
    expect(() => command.parse(['node', 'emulator', '--version'])).toThrow('1.2.3')
    expect(() => command.parse(['node', 'emulator', '--help'])).toThrow('outputHelp')
    await expect(written.join('')).toMatchFileSnapshot('fixtures/messages/help.txt')
  })
})
