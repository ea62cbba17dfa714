import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OperationAnswer, OperationRequest, Ranked } from '../src/contract/operation-contract.ts'
import { entryPoints, type RequestDraft } from '../src/contract/playground-contract.ts'
import { curlCommand } from '../src/page/sharing/curl-command.ts'
import { initialSettings as settings } from '../src/page/state/settings-slice.ts'
import { EmbeddedEndpoint } from '../src/server/endpoints/embedded-endpoint.ts'
import { formatterChoices } from '../src/server/formats/formatter-choices.ts'
import { playgroundApp } from '../src/server/playground-app.ts'
import { operationVariants } from './operation-variants.ts'
import { runInBash } from './run-in-bash.ts'

const key = 'the-secret-key-of-this-test'
const values = ['A warm coat', 'A coat for winter', 'Steel bolts']
const documents = ['Puffins nest on cliffs.', 'Bolts are made of steel.', 'Puffins eat fish.']

const noCredential = (): Promise<never> => Promise.reject(new Error('no identity'))

let embedded: EmbeddedEndpoint
let app: Hono
let cookie = ''

beforeAll(async () => {
  embedded = await EmbeddedEndpoint.start()
  app = playgroundApp({ page: new Map(), embedded, name: 'test', credential: noCredential })
})
afterAll(() => embedded.close())

const summaries = formatterChoices.map(({ summary }) => summary)
const cases = (name: 'embeddingPaths' | 'rerankingPaths') =>
  summaries.flatMap((summary) =>
    Object.keys(summary[name] ?? {}).flatMap((apiType) =>
      entryPoints.map((entryPoint) => ({ formatter: summary.name, apiType: apiType as 'serverless', entryPoint })),
    ),
  )

describe('embeddings', () => {
  it.each(cases('embeddingPaths'))('of $formatter on $apiType through $entryPoint', async (chosen) => {
    const inputType = chosen.formatter.startsWith('cohere') ? 'search_document' : undefined
    const answer = await post<number[][]>('embeddings', { settings: { ...settings, ...chosen }, values, inputType })
    expect(answer.failure).toBeUndefined()
    expect(answer.result).toHaveLength(3)
    expect(new Set(answer.result?.map((vector) => vector.length)).size).toBe(1)
    expect(answer.wire.map(({ kind }) => kind)).toEqual(['request', 'response', 'received', 'parsed', 'end'])
  })

  it('have the dimensions that were asked for', async () => {
    for (const entryPoint of entryPoints) {
      const answer = await post<number[][]>('embeddings', {
        settings: { ...settings, entryPoint },
        values,
        dimensions: 7,
      })
      expect(answer.result?.map((vector) => vector.length)).toEqual([7, 7, 7])
    }
  })
})

it.each(entryPoints)('dimensions that a format does not support are rejected: %s', async (entryPoint) => {
  const chosen = { ...settings, entryPoint, formatter: 'cohere' }
  const request = { settings: chosen, values, dimensions: 7, inputType: 'search_document' }
  const { failure, result } = await post('embeddings', request)
  const message: unknown = expect.stringContaining("not supported by version 1 of Cohere's embeddings")
  expect([result, failure]).toEqual([undefined, expect.objectContaining({ setting: 'dimensions', message })])
})

describe('reranking', () => {
  it.each(cases('rerankingPaths'))('of $formatter on $apiType through $entryPoint', async (chosen) => {
    const request = { settings: { ...settings, ...chosen }, query: 'Where do puffins nest?', documents, topN: 2 }
    const { result, failure } = await post<Ranked[]>('reranking', request)
    expect(failure).toBeUndefined()
    expect(result).toHaveLength(2)
    expect(result?.[0]).toEqual({ index: 0, score: expect.any(Number) })
  })
})

describe('a failure', () => {
  it.each([
    ['no values', 'embeddings', { values: [] }, 'values'],
    [
      'a blank query',
      'reranking',
      { settings: { ...settings, formatter: 'cohere-v2' }, query: ' ', documents },
      'query',
    ],
    [
      'a format without embeddings',
      'embeddings',
      { settings: { ...settings, formatter: 'anthropic' }, values },
      'Claude has no',
    ],
    ['a format without reranking', 'reranking', { query: 'q', documents }, 'OpenAI chat has no reranking'],
    ['no endpoint', 'embeddings', { settings: { ...settings, endpoint: 'own' }, values }, 'No endpoint is set'],
    [
      'an endpoint that is gone',
      'embeddings',
      { settings: { ...settings, endpoint: 'own', endpointId: 'x' }, values },
      'No endpoint is set',
    ],
    ['a wrong key', 'embeddings', { settings: { ...settings, fault: 'wrong-key' }, values }, '401'],
  ])('because of %s is part of the answer', async (_what, path, part, expected) => {
    const { failure, result } = await post(path, { settings, ...part })
    expect(result).toBeUndefined()
    expect(failure?.message).toContain(expected)
  })

  it.concurrent.each(entryPoints)('retries an overloaded endpoint once: %s', async (entryPoint) => {
    const answer = await post('embeddings', { settings: { ...settings, entryPoint, fault: 'overloaded' }, values })
    expect(answer.failure).toBeUndefined()
    expect(answer.wire.filter(({ kind }) => kind === 'request')).toHaveLength(2)
  })
})

describe.each(entryPoints)('when the page stops a call through %s', (entryPoint) => {
  const chosen = { ...settings, endpoint: 'own' as const, entryPoint, formatter: 'cohere-v2' }

  it.each([
    ['embeddings', '/v2/embed', { values, inputType: 'search_document' }],
    ['reranking', '/v2/rerank', { query: 'Where do puffins nest?', documents }],
  ])('its request ends: %s', async (operation, path, part) => {
    let ended = 0
    const faults = [{ firstByteDelayMs: 120_000, times: Infinity }]
    await using emulator = await startEndpointEmulator({ faults, onAnswer: () => void (ended += 1) })
    await connect(emulator.url + path, key)
    const controller = new AbortController()
    const body = JSON.stringify({ settings: chosen, ...part })
    const stopped = app.request(`/api/${operation}`, {
      method: 'POST',
      body,
      headers: headers(),
      signal: controller.signal,
    })
    await expect.poll(() => emulator.requests.length).toBe(1)
    controller.abort()
    await expect.poll(() => ended, { timeout: 10_000 }).toBe(1)
    const { failure } = (await (await stopped).json()) as OperationAnswer<unknown>
    expect(failure?.name).toBe('AbortError')
    await disconnect(undefined)
  })

  it('no other attempt follows', async () => {
    const faults = [{ status: 503, headers: { 'retry-after-ms': '700' }, times: Infinity }]
    await using emulator = await startEndpointEmulator({ faults })
    await connect(`${emulator.url}/v2/embed`, key)
    const controller = new AbortController()
    const body = JSON.stringify({ settings: chosen, values, inputType: 'search_document' })
    const request = { method: 'POST', body, headers: headers(), signal: controller.signal }
    const stopped = app.request('/api/embeddings', request)
    await expect.poll(() => emulator.requests[0]?.status).toBe(503)
    controller.abort()
    await stopped
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    expect(emulator.requests).toHaveLength(1)
    await disconnect(undefined)
  })
})

describe('the curl command, run by bash,', () => {
  it.each(operationVariants)('sends what core sends: $name', async ({ path, request }) => {
    await using emulator = await startEndpointEmulator({ apiKey: key })
    const draft = await draftOf(request)
    expect(draft.url.replace(/^https:\/\/[^/]+/, '')).toBe(path)
    await runInBash(curlCommand({ ...draft, url: emulator.url + path }), { AZUREML_ENDPOINT_API_KEY: key })
    const { wire } = await post(request.operation, request)
    const sent = wire.find(({ kind }) => kind === 'request')
    expect(sent).toMatchObject({ body: emulator.requests[0]?.body })
    expect(emulator.requests[0]?.headers['azureml-model-deployment']).toBe(draft.headers['azureml-model-deployment'])
  })

  it('goes to the own endpoint', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: key })
    await connect(`${emulator.url}/v1/embeddings`, key)
    const draft = await draftOf({ operation: 'embeddings', settings: { ...settings, endpoint: 'own' }, values })
    expect(JSON.stringify(draft)).not.toContain(key)
    expect(await runInBash(curlCommand(draft), { AZUREML_ENDPOINT_API_KEY: key })).toContain('"embedding"')
    expect(emulator.requests[0]?.body).toEqual({ input: values })
    await disconnect(undefined)
  })

  it('is not made up for what core rejects', async () => {
    const rejected = await draftOf({ operation: 'embeddings', settings, values: [] })
    expect(rejected).toEqual({ message: expect.stringContaining('values') })
  })
})

describe('own endpoints', () => {
  it('are kept side by side, each with its key, and none of the keys reaches the page', async () => {
    const echo = { raw: { status: 400, body: { json: { error: { message: `the key is ${key}` } } } }, times: Infinity }
    await using first = await startEndpointEmulator({ apiKey: key })
    await using second = await startEndpointEmulator({ apiKey: 'another-key', replies: [echo] })
    await connect(`${first.url}/v1/embeddings`, key)
    await connect(`${second.url}/v1/embeddings`, 'another-key')
    const session = (await (await app.request('/api/session', { headers: headers() })).json()) as {
      endpoints: { id: string; url: string }[]
    }
    expect(session.endpoints.map(({ url }) => url)).toEqual([
      `${second.url}/v1/embeddings`,
      `${first.url}/v1/embeddings`,
    ])
    expect(JSON.stringify(session)).not.toMatch(/the-secret-key|another-key/)
    const own = { ...settings, endpoint: 'own' as const, endpointId: session.endpoints[1]?.id }
    const answer = await post<number[][]>('embeddings', { settings: own, values })
    expect(answer.result).toHaveLength(3)
    expect(first.requests.at(-1)?.headers['authorization']).toBe(`Bearer ${key}`)
    await disconnect(session.endpoints[1]?.id)
    expect((await post('embeddings', { settings: own, values })).failure?.message).toContain('No endpoint is set')
    expect(second.requests).toHaveLength(0)
  })

  it('can echo their key without showing it to the page', async () => {
    const echo = { raw: { status: 400, body: { json: { error: { message: `the key is ${key}` } } } }, times: Infinity }
    await using emulator = await startEndpointEmulator({ apiKey: key, replies: [echo] })
    await connect(`${emulator.url}/v1/embeddings`, key)
    const answer = await post('embeddings', { settings: { ...settings, endpoint: 'own' }, values })
    expect(answer.failure?.message).toContain('the key is')
    expect(JSON.stringify(answer)).not.toContain(key)
  })
})

function headers(): Record<string, string> {
  return { 'content-type': 'application/json', host: '127.0.0.1:4281', ...(cookie !== '' && { cookie }) }
}

async function connect(url: string, secret: string): Promise<void> {
  const body = JSON.stringify({ url, key: secret, formatter: 'openai' })
  const response = await app.request('/api/endpoint', { method: 'PUT', body, headers: headers() })
  expect(response.status).toBe(200)
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
}

async function disconnect(id: string | undefined): Promise<void> {
  await app.request('/api/endpoint', { method: 'DELETE', body: JSON.stringify({ id }), headers: headers() })
}

async function post<Result>(path: string, body: unknown): Promise<OperationAnswer<Result>> {
  return postJSON(`/api/${path}`, body)
}

async function draftOf(request: OperationRequest): Promise<RequestDraft> {
  return postJSON(`/api/request/${request.operation}`, request)
}

async function postJSON<Value>(path: string, body: unknown): Promise<Value> {
  const request = { method: 'POST', body: JSON.stringify(body), headers: headers() }
  return (await app.request(path, request)).json() as Promise<Value>
}
