import { connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type EndpointEmulatorOptions,
  type EndpointImage,
  createEndpointEmulator,
  startEndpointEmulator,
} from '../src/index.ts'
import { asking, post } from './posting.ts'
import { sendEndlessly } from './raw-request.ts'

const paths = [
  '/score',
  '/chat/completions',
  '/v1/chat/completions',
  '/completions',
  '/v1/embeddings',
  '/v1/chat',
  '/v1/embed',
  '/models/chat/completions',
  '/openai/v1/chat/completions',
  '/generate',
  '/nowhere',
  '/',
]
const images: (EndpointImage | undefined)[] = [
  undefined,
  'classic',
  'foundation',
  'huggingface',
  'serverless',
  'foundry',
  'prompt-flow',
  'score-script',
]

describe('bad input', () => {
  it('gets a response whatever the body, without a stack trace', async () => {
    const emulators = images.map((image) => createEndpointEmulator({ image }))
    const bodies = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('', 'null', '[]', '{"messages":null}', '{"input_data":{"input_string":[1]}}'),
    )
    const keys = fc.constantFrom(
      'messages',
      'input_data',
      'inputs',
      'prompt',
      'input',
      'tools',
      'tool_choice',
      'response_format',
      'stream',
      'stop',
      'max_tokens',
      'message',
      'texts',
      'question',
      'model',
      'parameters',
    )
    const shaped = fc.dictionary(keys, fc.jsonValue()).map((body) => JSON.stringify(body))
    const property = fc.asyncProperty(
      fc.constantFrom(...emulators),
      fc.constantFrom(...paths),
      fc.oneof(bodies, shaped),
      async ({ fetch: call }, path, body) => {
        const answer = await call(`http://h${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
          body,
        })
        const text = await answer.text()
        expect(answer.status).toBeGreaterThanOrEqual(200)
        expect(text).not.toMatch(/\n\s+at |\.ts:\d|failed unexpectedly/)
      },
    )
    await fc.assert(property, { numRuns: 1_000 })
  })

  it('reports the position of malformed JSON', async () => {
    const { fetch: call } = createEndpointEmulator({ image: 'foundation' })
    const answer = await call('http://h/score', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: '{"a":\n x}',
    })
    expect(await answer.text()).toContain('Expecting value: line 2 column 2 (char 7)')
  })

  it('reports a wrong content type', async () => {
    await using emulator = await startEndpointEmulator()
    const answer = await post(`${emulator.url}/v1/chat/completions`, 'hello', { 'content-type': 'text/plain' })
    expect([answer.status, await answer.json()]).toEqual([
      415,
      { detail: 'Unsupported Media Type: send application/json' },
    ])
  })

  it('rejects a body over the limit and keeps running', async () => {
    await using emulator = await startEndpointEmulator({ maxRequestBytes: 1_000 })
    const body = { messages: asking('x'.repeat(20_000_000)) }
    const serverless = await post(`${emulator.url}/v1/chat/completions`, body)
    expect([serverless.status, await serverless.json()]).toEqual([
      413,
      { detail: 'Request body is larger than 1000 bytes' },
    ])
    const managed = await post(`${emulator.url}/score`, body)
    expect([managed.status, managed.headers.get('ms-azureml-model-error-statuscode')]).toEqual([424, '413'])
    expect((await post(`${emulator.url}/v1/chat/completions`, { messages: asking('x') })).status).toBe(200)
  })

  it.each([
    '/models/chat/completions',
    '/openai/v1/chat/completions',
    '/openai/v1/embeddings',
    '/anthropic/v1/messages',
  ])('rejects a body over the limit on %s, where it would name the deployment', async (path) => {
    const options = { maxRequestBytes: 10, image: 'foundry', deployments: [{ name: 'm', traffic: 0 }] } as const
    const statusOf = async (more: EndpointEmulatorOptions, key = 'any'): Promise<number> => {
      const init = { method: 'POST', headers: { 'api-key': key }, body: JSON.stringify({ model: 'm' }) }
      return (await createEndpointEmulator({ ...options, ...more }).fetch(`http://h${path}`, init)).status
    }
    expect(await statusOf({})).toBe(413)
    expect(await statusOf({}, '')).toBe(401)
    expect(await statusOf({ requestsPerSecond: 0 })).toBe(429)
    expect(await statusOf({ replies: [{ raw: { status: 418 } }] })).toBe(418)
  })

  it('rejects a body over the limit that never ends, and closes its connection', async () => {
    await using emulator = await startEndpointEmulator({ maxRequestBytes: 1_000 })
    const lines = ['host: 127.0.0.1', 'authorization: Bearer any', 'transfer-encoding: chunked', '', '']
    const head = ['POST /v1/chat/completions HTTP/1.1', ...lines].join('\r\n')
    const text = await sendEndlessly(emulator, head, 'x'.repeat(500))
    expect(text).toMatch(/^HTTP\/1\.1 413 /)
    expect(text).toContain('{"detail":"Request body is larger than 1000 bytes"}')
  })

  it('stops reading a body over the limit that has no connection', async () => {
    const emulator = createEndpointEmulator({ maxRequestBytes: 1_000 })
    let isCancelled = false
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(500)),
      cancel: () => void (isCancelled = true),
    })
    const request = { method: 'POST', headers: { authorization: 'Bearer any' }, body, duplex: 'half' }
    const answer = await emulator.fetch('http://localhost/v1/chat/completions', request as RequestInit)
    expect([answer.status, isCancelled]).toEqual([413, true])
  })

  it('reports unknown routes and methods', async () => {
    await using emulator = await startEndpointEmulator()
    expect((await post(`${emulator.url}/nowhere`, {})).status).toBe(404)
    const get = await fetch(`${emulator.url}/v1/chat/completions`, { headers: { authorization: 'Bearer any' } })
    expect([get.status, await get.json()]).toEqual([405, { detail: 'Method Not Allowed' }])
    await using managed = await startEndpointEmulator({ image: 'huggingface' })
    const hidden = await post(`${managed.url}/score`, {})
    expect([hidden.status, hidden.headers.get('ms-azureml-model-error-statuscode')]).toEqual([424, '404'])
  })

  it('survives disconnecting clients and bytes that are not HTTP', async () => {
    await using emulator = await startEndpointEmulator()
    const half = 'POST /score HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"in'
    for (const bytes of [half, 'GARBAGE\r\n\r\n', 'GET /%zz HTTP/1.1\r\n\r\n', 'GET //[ HTTP/1.1\r\nhost: ]\r\n\r\n']) {
      const socket = connect(emulator.port, '127.0.0.1').on('error', () => undefined)
      socket.write(bytes)
      await new Promise((resolve) => setTimeout(resolve, 20))
      socket.resetAndDestroy()
    }
    expect((await post(`${emulator.url}/v1/chat/completions`, { messages: asking('x') })).status).toBe(200)
  })

  it('in the options is rejected with a remedy', async () => {
    expect(() => createEndpointEmulator({ endpoints: [{ name: 'a/b' }] })).toThrow(
      '"a/b" is not a valid endpoint name. Use letters, digits and dashes, starting with a letter.',
    )
    expect(() => createEndpointEmulator({ endpoints: [{ name: 'a' }, { name: 'a' }] })).toThrow(
      'Two endpoints have the same name.',
    )
    await expect(startEndpointEmulator({ port: 70_000 })).rejects.toThrow(
      'Option port is 70000. Use a whole number from 0 to 65535.',
    )
    await expect(startEndpointEmulator({ host: '203.0.113.1' })).rejects.toThrow(
      '203.0.113.1 is not an address of this machine.',
    )
  })
})
