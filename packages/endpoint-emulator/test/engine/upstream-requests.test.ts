import { createServer, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineRequest } from '../../src/engine/engine.ts'
import { callUpstream, postUpstream } from '../../src/engine/upstream-engine.ts'
import { shownUrl, upstreamBody, upstreamUrl } from '../../src/engine/upstream-request.ts'
import type { ModelFailure } from '../../src/failures/failure.ts'
import { gather } from '../posting.ts'

type Body = Record<string, unknown>

const { signal } = new AbortController()
const request: EngineRequest = {
  body: {},
  messages: [],
  model: 'shown',
  stop: [],
  seed: 0,
  tools: [],
  toolChoice: 'auto',
  reasoning: 'off',
  signal,
}

describe('the body for an upstream', () => {
  const url = 'http://h'

  it.each<[body: Body, sent: Body, more?: Partial<EngineRequest>]>([
    [{}, {}],
    [
      { model: 'm', messages: [], top_k: 0 },
      { model: 'm', messages: [], top_k: 0 },
    ],
    [{ model: '' }, {}],
    [{ model: 1 }, {}],
    [{ max_new_tokens: 0 }, { max_tokens: 0 }],
    [{ max_new_tokens: '5' }, {}],
    [{ max_new_tokens: 5, max_tokens: 6 }, { max_tokens: 6 }],
    [{ max_new_tokens: 5, max_completion_tokens: 6 }, { max_completion_tokens: 6 }],
    [{ do_sample: false, temperature: 0.7 }, { temperature: 0 }],
    [{ do_sample: true, temperature: 0.7 }, { temperature: 0.7 }],
    [{ stop_sequences: ['a'] }, { stop: ['a'] }, { stop: ['a'] }],
    [{ stop: 'a' }, { stop: 'a' }, { stop: ['a'] }],
    [{ num_return_sequences: 2 }, { n: 2 }],
    [{ num_return_sequences: 2, n: 1 }, { n: 1 }],
    [{ num_return_sequences: '2' }, {}],
    ...['return_full_text', 'details', 'decoder_input_details', 'watermark', 'truncate'].map((name): [Body, Body] => [
      { [name]: true },
      {},
    ]),
  ])('of %j', (body, sent, more) => {
    const asked = { ...request, body: { ...body, stream: 'x', stream_options: { x: 1 } }, ...more }
    expect(upstreamBody(asked, { url }, false)).toEqual({ ...sent, stream: false })
    const options = { stream: true, stream_options: { x: 1, include_usage: true } }
    expect(upstreamBody(asked, { url }, true)).toEqual({ ...sent, ...options })
    expect(upstreamBody(asked, { url, model: 'mine' }, false)).toEqual({ ...sent, model: 'mine', stream: false })
  })

  it('asks a stream for usage', () => {
    const options = { stream: true, stream_options: { include_usage: true } }
    expect(upstreamBody(request, { url }, true)).toEqual(options)
  })
})

describe('the URL of an upstream', () => {
  it.each<[url: string, address: { url: string; basic?: string }, shown: string]>([
    ['http://h', { url: 'http://h/chat/completions' }, 'http://h'],
    ['http://h/v1//', { url: 'http://h/v1/chat/completions' }, 'http://h/v1'],
    ['http://h/a//b/?q=1#part', { url: 'http://h/a//b/chat/completions?q=1' }, 'http://h/a//b'],
    [
      'https://me:p%40ss@h:81/v1',
      { url: 'https://h:81/v1/chat/completions', basic: 'Basic bWU6cEBzcw==' },
      'https://h:81/v1',
    ],
    ['http://m%C3%A9@h', { url: 'http://h/chat/completions', basic: 'Basic bcOpOg==' }, 'http://h'],
    ['http://:key@h', { url: 'http://h/chat/completions', basic: 'Basic OmtleQ==' }, 'http://h'],
  ])('%s', (url, address, shown) => {
    expect(upstreamUrl({ url }, 'chat/completions')).toEqual(address)
    expect(shownUrl(url)).toBe(shown)
  })
})

describe('an upstream', () => {
  const seen: { path: string | undefined; headers: Record<string, unknown>; body: unknown }[] = []
  let answer: (response: ServerResponse) => void = () => undefined
  const server = createServer(async (incoming, response) => {
    let text = ''
    for await (const part of incoming) text += String(part)
    seen.push({ path: incoming.url, headers: incoming.headers, body: JSON.parse(text) as unknown })
    answer(response)
  })
  let url = ''

  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`
  })
  afterAll(() => void server.close().closeAllConnections())

  const answerWith = (body: string, { status = 200, headers = {} }: { status?: number; headers?: Body } = {}): void => {
    answer = (response) => {
      response.writeHead(status, { 'content-type': 'application/json', ...(headers as Record<string, string>) })
      response.end(body)
    }
  }
  const failureOf = async (stream = false): Promise<unknown> => {
    const thrown: unknown = await Promise.resolve(callUpstream(request, { url }, stream)).catch((error) => error)
    return (thrown as ModelFailure).failure
  }

  it.each<[upstream: Body, headers: Body]>([
    [{}, { authorization: undefined }],
    [{ apiKey: 'key' }, { authorization: 'Bearer key' }],
    [{ apiKey: '' }, { authorization: undefined }],
    [
      { apiKey: 'key', headers: { authorization: 'mine', 'x-a': 'b' } },
      { authorization: 'mine', 'x-a': 'b' },
    ],
  ])('with %j gets its headers', async (upstream, headers) => {
    answerWith('{"choices":[]}')
    await callUpstream({ ...request, body: { messages: [] } }, { url, ...upstream }, false)
    const { path, headers: sent, body } = seen.at(-1) ?? {}
    expect([path, body]).toEqual(['/v1/chat/completions', { messages: [], stream: false }])
    for (const [name, value] of Object.entries({ 'content-type': 'application/json', ...headers }))
      expect(sent?.[name]).toBe(value)
  })

  it('gets text completions and other routes on their own paths', async () => {
    answerWith('{"choices":[]}')
    await callUpstream({ ...request, prompt: '' }, { url }, false)
    expect(seen.at(-1)?.path).toBe('/v1/completions')
    expect(await postUpstream('embeddings', { input: 'x', model: 'm' }, { url }, signal)).toEqual({ choices: [] })
    expect(seen.at(-1)).toMatchObject({ path: '/v1/embeddings', body: { input: 'x', model: 'm' } })
    await postUpstream('embeddings', { input: 'x', model: 'm' }, { url, model: 'mine' }, signal)
    expect(seen.at(-1)?.body).toEqual({ input: 'x', model: 'mine' })
  })

  it('streams if it was asked to and does', async () => {
    const chunk = { choices: [{ index: 0, delta: { content: 'a' }, message: { content: 'a' } }] }
    const deltas = [{ choice: 0, text: 'a' }]
    answerWith(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`, {
      headers: { 'content-type': 'text/event-stream' },
    })
    const streamed = await callUpstream(request, { url }, true)
    expect(Symbol.asyncIterator in streamed).toBe(true)
    expect((await gather(streamed as AsyncIterable<unknown>)).slice(1)).toEqual(deltas)
    expect(await failureOf(false)).toMatchObject({ kind: 'upstream-down' })
    answerWith(JSON.stringify(chunk))
    const whole = await callUpstream(request, { url }, true)
    expect((whole as unknown[])[0]).toEqual(deltas[0])
  })

  it.each<[body: string, problem: string]>([
    ['[]', 'does not answer with a JSON object.'],
    ['x', `does not answer with JSON: Unexpected token 'x', "x" is not valid JSON.`],
    ['['.repeat(100_000), 'does not answer with JSON: The JSON is nested too deeply.'],
  ])('that answers %.20s is down', async (body, problem) => {
    answerWith(body)
    expect(await failureOf()).toEqual({ kind: 'upstream-down', cause: `The upstream ${url} ${problem}` })
  })

  it('that breaks off its answer is down', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '99' })
      response.write('{', () => response.destroy())
    }
    expect(await failureOf()).toEqual({
      kind: 'upstream-down',
      cause: expect.stringMatching(new RegExp(`^The upstream ${url} broke off its answer: .+\\.$`)),
    })
  })

  const retries = {
    'retry-after': '1',
    'retry-after-ms': '2',
    'x-ms-retry-after-ms': '3',
    'x-should-retry': 'true',
    'x-ratelimit-limit-tokens': '4',
  }

  it.each([
    [429, '{"error":{}}', { 'content-type': 'application/json; charset=utf-8' }],
    [500, 'text', { 'content-type': 'text/plain' }],
    [200, '{"error":"x"}', { 'content-type': 'application/json' }],
    [200, '{"object":"error"}', { 'content-type': 'application/json' }],
  ])('that fails with %i and %s passes both, and when to retry', async (status, body, type) => {
    const other = { 'x-retry-after': '1', 'a-x-should-retry': 'x', 'retry-after-x': 'x', 'x-ratelimit-': 'x', a: 'b' }
    answerWith(body, { status, headers: { ...type, ...retries, ...other } })
    expect(await failureOf()).toEqual({
      kind: 'upstream-failed',
      status,
      contentType: type['content-type'],
      headers: retries,
      body,
    })
  })

  it('that fails without a content type is taken for text', async () => {
    answer = (response) => void response.writeHead(503).end('x')
    expect(await failureOf()).toEqual({
      kind: 'upstream-failed',
      status: 503,
      contentType: 'text/plain',
      headers: {},
      body: 'x',
    })
  })
})
