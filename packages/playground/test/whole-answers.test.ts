import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryPoints, type Preview } from '../src/contract/playground-contract.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { EmbeddedEndpoint } from '../src/server/endpoints/embedded-endpoint.ts'
import { embed } from '../src/server/operations/embed.ts'
import { rerank } from '../src/server/operations/rerank.ts'
import { findFormatter, formatterChoices } from '../src/server/formats/formatter-choices.ts'
import { playgroundApp } from '../src/server/playground-app.ts'

const page = new Map([
  ['/', { content: '<!doctype html>', type: 'text/html' }],
  ['/a.js', { content: new TextEncoder().encode('1'), type: 'text/javascript' }],
])
const settings = { ...initialSettings, system: '', stop: [], schema: '', tools: false }
const messages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Hello' }] }]
const credential = (): Promise<never> => Promise.reject(new Error('no identity'))

let embedded: EmbeddedEndpoint
let app: Hono
beforeAll(async () => {
  embedded = await EmbeddedEndpoint.start()
  app = playgroundApp({ page, embedded, name: 'test', credential })
})
afterAll(() => embedded.close())

/** Sends JSON to a route. */
async function send(path: string, body: unknown, { method = 'POST', cookie = '' } = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', host: '127.0.0.1:4281', cookie }
  return app.request(path, { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
}

/** Calls a route, and returns the status with the body. */
async function call(...request: Parameters<typeof send>): Promise<unknown[]> {
  const response = await send(...request)
  return [response.status, await response.json()]
}

/** Connects to an endpoint, and returns the cookie of its session. */
async function connect(form: object): Promise<string> {
  const body = { key: 'the-secret-key', formatter: 'openai', ...form }
  const response = await send('/api/endpoint', body, { method: 'PUT' })
  expect(response.status).toBe(200)
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

describe('the request that would be sent', () => {
  const headers = expect.objectContaining({
    authorization: 'Bearer <redacted>',
    'content-type': 'application/json',
  }) as unknown
  const body = expect.objectContaining({ messages: [{ role: 'user', content: 'Hello' }], stream: true }) as unknown

  it.each([
    [
      'of a family of managed endpoints',
      { formatter: 'openai', apiType: 'serverless' },
      'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/chat/completions',
    ],
    [
      'of a family on Foundry',
      { formatter: 'anthropic', apiType: 'serverless' },
      'https://my-resource.services.ai.azure.com/anthropic/v1/messages',
    ],
  ])('has a placeholder for the embedded endpoint: %s', async (_what, chosen, url) => {
    expect(await call('/api/request/chat', { messages, settings: { ...settings, ...chosen } })).toEqual([
      200,
      { url, headers: expect.any(Object) as unknown, body: expect.any(Object) as unknown },
    ])
  })

  it('has the URL of the own endpoint, without its secrets, and its deployment', async () => {
    const cookie = await connect({ url: 'https://h.example/v1/chat/completions?code=SECRET', deploymentName: 'blue' })
    const own = { ...settings, endpoint: 'own' as const }
    const draft = (await call('/api/request/chat', { messages, settings: own }, { cookie })) as [
      number,
      { headers: Record<string, string> },
    ]
    expect(draft).toEqual([200, { url: 'https://h.example/v1/chat/completions?code=<redacted>', headers, body }])
    expect(draft[1].headers['azureml-model-deployment']).toBe('blue')
    const [, other] = await call(
      '/api/request/chat',
      { messages, settings: { ...own, deploymentName: 'green' } },
      { cookie },
    )
    expect(other).toMatchObject({ headers: { 'azureml-model-deployment': 'green' } })
  })
})

it('the previews show what each format sends, or why it cannot', async () => {
  const picture = { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,iVBORw0KGgo=' }
  const [status, previews] = (await call('/api/previews', {
    messages: [{ id: '1', role: 'user', parts: [picture] }],
    settings,
  })) as [number, Preview[]]
  expect(status).toBe(200)
  const all = formatterChoices.flatMap(({ summary }) => summary.apiTypes.map((apiType) => `${summary.name} ${apiType}`))
  expect(previews.map(({ formatter, apiType }) => `${formatter} ${apiType}`)).toEqual(all)
  for (const preview of previews)
    expect([preview, (preview.body === undefined) !== (preview.problem === undefined)]).toEqual([preview, true])
  const of = (formatter: string, apiType: string): Preview | undefined =>
    previews.find((one) => one.formatter === formatter && one.apiType === apiType)
  expect(of('openai', 'serverless')?.body).toMatchObject({
    stream: true,
    messages: [{ role: 'user', content: [{ type: 'image_url' }] }],
  })
  expect(previews.filter(({ problem }) => problem !== undefined).length).toBeGreaterThan(0)
})

describe('an answer of the server', () => {
  it('tells the limit to who sends more', async () => {
    expect(await call('/api/chat', 'x'.repeat(32 * 1024 * 1024 + 1))).toEqual([
      413,
      { message: 'The request is longer than 32 MiB. Send a smaller image or a shorter conversation.' },
    ])
    expect((await call('/api/chat', ' '.repeat(32 * 1024 * 1024)))[0]).toBe(400)
  })

  it('is a file of the page, or says that there is none', async () => {
    const headers = { host: '127.0.0.1:4281' }
    const file = await app.request('/a.js', { headers })
    expect([file.status, file.headers.get('content-type'), await file.text()]).toEqual([200, 'text/javascript', '1'])
    const none = await app.request('/b.js', { headers })
    expect([none.status, await none.json()]).toEqual([404, { message: 'Page not found. Open /.' }])
  })

  it('describes a session: no endpoint, one, and none again', async () => {
    const formatters = formatterChoices.map(({ summary }) => summary)
    const url = 'https://h.example/score'
    const cookie = await connect({ url, apiType: 'dedicated' })
    const connected = { id: expect.any(String) as unknown, url, apiType: 'dedicated' }
    expect(await call('/api/endpoint', { id: 'other' }, { method: 'DELETE', cookie })).toEqual([
      200,
      { formatters, endpoint: connected, endpoints: [connected] },
    ])
    expect(await call('/api/endpoint', {}, { method: 'DELETE', cookie })).toEqual([200, { formatters, endpoints: [] }])
  })

  it.each([
    ['url', 8_192],
    ['key', 8_192],
    ['deploymentName', 1_000],
  ])('refuses an endpoint whose %s has more than %i characters', async (name, limit) => {
    const form = {
      url: 'https://h.example/score',
      apiType: 'dedicated',
      key: 'k',
      formatter: 'openai',
      deploymentName: 'blue',
    }
    const value = (length: number): string =>
      name === 'url' ? form.url.replace('h.', `${'h'.repeat(10)}.`).padEnd(length, '?') : 'x'.repeat(length)
    const [status, { message }] = (await call(
      '/api/endpoint',
      { ...form, [name]: value(limit + 1) },
      { method: 'PUT' },
    )) as [number, { message: string }]
    expect([status, message.includes(String(limit))]).toEqual([400, true])
    const [, accepted] = (await call('/api/endpoint', { ...form, [name]: value(limit) }, { method: 'PUT' })) as [
      number,
      { message?: string },
    ]
    expect(accepted.message ?? '').not.toContain(String(limit))
  })
})

describe.each(entryPoints)('operations through %s', (entryPoint) => {
  const texts = ['one', 'two']

  it('send what is asked, and nothing that is not', async () => {
    await using emulator = await startEndpointEmulator()
    const at = (path: string, formatter: string): object => ({
      endpointUrl: emulator.url + path,
      endpointApiKey: 'k',
      contentFormatter: findFormatter(formatter).formatter,
      fetch,
    })
    const { signal } = new AbortController()
    const openai = at('/v1/embeddings', 'openai') as never
    await embed[entryPoint]({ settings, values: texts }, openai, signal)
    await embed[entryPoint]({ settings, values: texts, dimensions: 3, inputType: 'query' }, openai, signal)
    const cohere = at('/v2/rerank', 'cohere-v2') as never
    await rerank[entryPoint]({ settings, query: 'q', documents: texts }, cohere, signal)
    await rerank[entryPoint]({ settings, query: 'q', documents: texts, topN: 1 }, cohere, signal)
    expect(emulator.requests.map(({ body }) => body)).toEqual([
      { input: texts },
      { input: texts, dimensions: 3, input_type: 'query' },
      { query: 'q', documents: texts, model: 'model' },
      { query: 'q', documents: texts, model: 'model', top_n: 1 },
    ])
  })

  it('are not performed once the caller has left', async () => {
    await using emulator = await startEndpointEmulator()
    const endpoint = (path: string, formatter: string): never =>
      ({
        endpointUrl: emulator.url + path,
        endpointApiKey: 'k',
        contentFormatter: findFormatter(formatter).formatter,
        fetch,
      }) as never
    const gone = AbortSignal.abort(new Error('gone'))
    await expect(
      embed[entryPoint]({ settings, values: texts }, endpoint('/v1/embeddings', 'openai'), gone),
    ).rejects.toThrow('gone')
    await expect(
      rerank[entryPoint]({ settings, query: 'q', documents: texts }, endpoint('/v2/rerank', 'cohere-v2'), gone),
    ).rejects.toThrow('gone')
    expect(emulator.requests).toEqual([])
  })
})

/** Sends a question from the page, and returns the parts of the answer as the page receives them. */
async function answer(question: string, choice: object, cookie = ''): Promise<Record<string, unknown>[]> {
  const asked = [{ id: '1', role: 'user', parts: [{ type: 'text', text: question }] }]
  const response = await send('/api/chat', { messages: asked, settings: { ...settings, ...choice } }, { cookie })
  const events = (await response.text()).matchAll(/^data: (\{.*)$/gm)
  return Array.from(events, ([, event = '']) => JSON.parse(event) as Record<string, unknown>)
}

describe.each(entryPoints)('an answer through %s', (entryPoint) => {
  it('shows its sources', async () => {
    const sources = ['https://a.example/1', { title: 'A document', text: 'Its text' }]
    const chunk = (delta: object, more: object): string =>
      `data: ${JSON.stringify({ id: '1', choices: [{ index: 0, delta, finish_reason: null, ...more }] })}\n\n`
    const head = chunk({ role: 'assistant', content: 'See there.', citations: sources }, {})
    const body = `${head}${chunk({}, { finish_reason: 'stop' })}data: [DONE]\n\n`
    const faults = [{ status: 200, body, headers: { 'content-type': 'text/event-stream' } }]
    await using emulator = await startEndpointEmulator({ auth: { mode: 'none' }, faults })
    const cookie = await connect({ url: `${emulator.url}/v1/chat/completions`, apiType: 'serverless' })
    const parts = await answer('Where?', { entryPoint, endpoint: 'own', apiType: 'serverless' }, cookie)
    expect(parts.filter(({ type }) => String(type).startsWith('source-'))).toEqual([
      expect.objectContaining({ type: 'source-url', url: 'https://a.example/1' }),
      expect.objectContaining({ type: 'source-document', title: 'A document' }),
    ])
  })

  it('counts to 300 where it is asked to', async () => {
    const parts = await answer('Count to 300', { entryPoint, endpoint: 'embedded', apiType: 'serverless' })
    const text = parts.map(({ type, delta }) => (type === 'text-delta' ? String(delta) : '')).join('')
    expect(text.trim().split(' ')).toEqual(Array.from({ length: 300 }, (_, index) => String(index + 1)))
  })
})
