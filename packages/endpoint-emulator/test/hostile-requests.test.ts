import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCommand, runCommand } from './command-process.ts'
import { type HostileRequest, everyControl, hostileRequests } from './hostile-requests.ts'
import { sendRaw } from './raw-request.ts'

const lines = ['host: 127.0.0.1', 'authorization: Bearer any']
const question = JSON.stringify({ messages: [{ role: 'user', content: everyControl }] })
const length = `content-length: ${Buffer.byteLength(question)}`
const header = (name: string, value: string): HostileRequest => [
  `${name}: ${value.slice(0, 40)}`,
  [
    [
      'POST /score HTTP/1.1',
      ...lines,
      'content-type: application/json',
      length,
      `${name}: ${value}`,
      '',
      question,
    ].join('\r\n'),
  ],
]

const requests: readonly HostileRequest[] = [
  ...hostileRequests('/v1/chat/completions', lines),
  ...hostileRequests('/score', lines).slice(0, 20),
  header('azureml-model-deployment', '\u009B31m\u0085'),
  header('x-ms-client-request-id', '\u009B31m\u00FF'),
  header('x-emulator-fault', '{"headers":{"a":"\\r\\nforged: 1"}}'),
  header('x-emulator-fault', '{"headers":{"a b":"x"}}'),
  header('x-emulator-fault', '{"status":101}'),
  header('x-emulator-fault', '{"firstByteDelayMs":1e300}'),
  header('x-emulator-fault', '{"when":{"text":5}}'),
  header('x-emulator-fault', `${'['.repeat(8_000)}`),
  header('extra-parameters', '\u009B'),
  header('accept', '\u009Btext/event-stream'),
]

describe('the command, given hostile requests', () => {
  let command: RunningCommand
  let port: number
  beforeAll(async () => {
    command = runCommand(['--port', '0', '--deployment', 'default'])
    port = Number(/:(\d+)$/.exec(await command.line(/on http/))?.[1])
  })
  afterAll(() => command.process.kill('SIGKILL'))

  const cases = requests.map(([name, pieces, silent]) => ({ name, pieces, silent }))

  it.each(cases)('survives $name', async ({ pieces, silent }) => {
    const { status, text } = await sendRaw({ port, timeoutMs: 15_000 }, ...pieces)
    if (silent === undefined) expect(text).not.toBe('')
    expect(text).not.toMatch(/\n\s+at |\.ts:\d|failed unexpectedly|Maximum call stack/)
    expect([500, undefined].includes(status) && silent === undefined).toBe(false)
    const good = await sendRaw({ port }, ['GET /info HTTP/1.1', ...lines, '', ''].join('\r\n'))
    expect(good.status).toBe(200)
  })

  it('accepts a body sent byte by byte, and drops a request whose client disconnects midway', async () => {
    const head = [
      'POST /score HTTP/1.1',
      ...lines,
      'content-type: application/json',
      'content-length: 200',
      '',
      '',
    ].join('\r\n')
    await expect(sendRaw({ port, timeoutMs: 200 }, head, ...'{"messages":')).rejects.toThrow('No answer within 200 ms')
    expect((await sendRaw({ port }, head, ...question.slice(0, 200).padEnd(200))).status).toBe(424)
  })

  it('logged no control character, and stops on a signal', async () => {
    command.process.kill('SIGTERM')
    expect(await command.ended).toBe(0)
    for (const line of command.output().split('\n'))
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
    expect(command.output()).toContain(String.raw`\u001b]52;c;AAAA\u0007`)
  })
})
