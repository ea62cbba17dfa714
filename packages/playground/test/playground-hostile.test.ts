import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everyControl, hostileRequests } from '../../endpoint-emulator/test/hostile-requests.ts'
import { sendEndlessly, sendRaw } from '../../endpoint-emulator/test/raw-request.ts'
import { type PlaygroundProcess, startWithoutPage } from './playground-process.ts'

const lines = ['host: 127.0.0.1']
const paths = ['/api/chat', '/api/endpoint', '/api/previews']
const cases = paths.flatMap((path, index) => {
  const requests = hostileRequests(path, lines).slice(0, index === 0 ? undefined : 30)
  return requests.map(([name, pieces, silent]) => ({ path, name, pieces, silent }))
})

describe('the playground, given hostile requests', () => {
  let playground: PlaygroundProcess
  let port: number
  beforeAll(async () => {
    playground = await startWithoutPage()
    port = Number(new URL(playground.url).port)
  })
  afterAll(() => playground[Symbol.asyncDispose]())

  it.each(cases)('survives $name at $path', async ({ pieces, silent }) => {
    const { status, text } = await sendRaw({ port, timeoutMs: 70_000 }, ...pieces)
    expect([500, undefined].includes(status) && silent === undefined).toBe(false)
    expect(text).not.toMatch(/\n\s+at |\.ts:\d|Maximum call stack/)
    const good = await sendRaw({ port }, ['GET /api/session HTTP/1.1', ...lines, '', ''].join('\r\n'))
    expect(good.status).toBe(200)
  })

  it.each([
    ['with its length, at once', undefined],
    ['in chunks, at once', undefined],
    ['with its length, slowly', 40],
    ['in chunks, slowly', 40],
  ])('responds with 413 and JSON to a body over the limit: %s', async (how, pauseMs) => {
    const isChunked = how.startsWith('in chunks')
    const mebibyte = 'x'.repeat(1024 * 1024)
    const framing = isChunked ? 'transfer-encoding: chunked' : `content-length: ${40 * mebibyte.length}`
    const head = ['POST /api/chat HTTP/1.1', ...lines, 'content-type: application/json', framing, '', ''].join('\r\n')
    const piece = isChunked ? `${mebibyte.length.toString(16)}\r\n${mebibyte}\r\n` : mebibyte
    const pieces = [head, ...Array.from({ length: 40 }, () => piece), ...(isChunked ? ['0\r\n\r\n'] : [])]
    const { status, text } = await sendRaw({ port, pauseMs, timeoutMs: 70_000 }, ...pieces)
    expect(status).toBe(413)
    expect(text).toContain(
      '{"message":"The request is longer than 32 MiB. Send a smaller image or a shorter conversation."}',
    )
  })

  it('responds with 413 to a body over the limit that never ends, and closes its connection', async () => {
    const framing = ['content-type: application/json', 'transfer-encoding: chunked', '', '']
    const head = ['POST /api/chat HTTP/1.1', ...lines, ...framing].join('\r\n')
    expect(await sendEndlessly({ port, pauseMs: 200 }, head, 'x'.repeat(4 * 1024 * 1024))).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('logged no control character and no stack trace', () => {
    for (const line of playground.log().split('\n')) {
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      expect(line).not.toMatch(/^\s+at |Error/)
    }
  })

  it('escapes values of the environment that it prints', async () => {
    await expect(
      startWithoutPage({ AZUREML_ENDPOINT_URL: `https://h.example/\u202E${everyControl.replaceAll('\0', '')}` }),
    ).rejects.toSatisfy((error: Error) => !/[^\P{Cc}\n]|\u202E/u.test(error.message))
  })
})

it('prints a notice if it is open to the network', async () => {
  await using open = await startWithoutPage({}, ['--host', '0.0.0.0'])
  await using closed = await startWithoutPage({}, ['--host', '127.0.0.1'])
  await expect.poll(() => open.log()).toContain('It is open to the network')
  expect(closed.log()).not.toContain('It is open to the network')
})
