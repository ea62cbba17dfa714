import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ownEndpointSchema, settingsSchema } from '../src/contract/settings-schema.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { EmbeddedEndpoint } from '../src/server/endpoints/embedded-endpoint.ts'
import { Session } from '../src/server/endpoints/sessions.ts'
import { findFormatter, pathOf } from '../src/server/formats/formatter-choices.ts'
import { mediaTypeOf, pathOf as pagePathOf } from '../src/server/page-files.ts'
import { playgroundApp } from '../src/server/playground-app.ts'
import { startPlayground } from '../src/server/start-playground.ts'

const page = new Map([['/', { content: '<!doctype html>', type: 'text/html' }]])
const credential = { getToken: async () => ({ token: 'arm-token', expiresOnTimestamp: Date.now() + 3_600_000 }) }
const json = { 'content-type': 'application/json', host: '127.0.0.1:4281' }

let embedded: EmbeddedEndpoint
beforeAll(async () => void (embedded = await EmbeddedEndpoint.start()))
afterAll(() => embedded.close())
afterEach(() => void vi.unstubAllEnvs())

const app = (parts: object = {}) =>
  playgroundApp({ page, embedded, name: 'test', credential: async () => credential, ...parts })

async function call(
  path: string,
  body?: unknown,
  { to = app(), method = 'POST', headers = {} } = {},
): Promise<unknown[]> {
  const init = {
    method,
    headers: { ...json, ...headers },
    ...(method !== 'GET' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  }
  const response = await to.request(path, init)
  return [response.status, await response.json()]
}

describe('a request that is refused', () => {
  it.each([
    [
      'an origin',
      { origin: 'https://e.example' },
      403,
      'Requests from https://e.example are rejected. Use the page of this server.',
    ],
    [
      'a site',
      { 'sec-fetch-site': 'cross-site' },
      403,
      "Requests from another site (cross-site) are rejected. Enter the playground's address in the browser.",
    ],
    ['a form', { 'content-type': 'text/plain' }, 415, 'The playground accepts only JSON. Send application/json.'],
  ])('because of %s is told why', async (_what, headers, status, message) => {
    expect(await call('/api/chat', {}, { headers })).toEqual([status, { message }])
  })

  it('may have parameters in its content type', async () => {
    const headers = { 'content-type': 'application/json ; charset=utf-8' }
    expect((await call('/api/endpoint', {}, { method: 'DELETE', headers }))[0]).toBe(200)
  })

  it.each([
    ['/api/chat', '{', 400, /JSON/],
    ['/api/chat', {}, 400, /messages/],
    ['/api/chat', { messages: [7], settings: initialSettings }, 400, /./],
    ['/api/nothing', {}, 404, /^Page not found\. Open \/\.$/],
    [
      '/api/chat',
      {
        messages: [{ id: '1', role: 'user', parts: [{ type: 'file', mediaType: 'image/png', url: 'https://h/a' }] }],
        settings: initialSettings,
      },
      400,
      /^A file must be part of the message as a data: URL\. The playground does not fetch other URLs\.$/,
    ],
  ])('%s with %j: %d', async (path, body, status, message) => {
    expect(await call(path, body)).toEqual([status, { message: expect.stringMatching(message) }])
  })

  it('has a short explanation, and none of what is inside', async () => {
    const settings = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`a${index}`, index]))
    const [, { message }] = (await call('/api/chat', { messages: [], settings })) as [number, { message: string }]
    expect(message.length).toBeLessThanOrEqual(2_000)
    const failing = app({ credential: () => Promise.reject(new Error('inside')) })
    expect(await call('/api/workspace/list', {}, { to: failing })).toEqual([
      500,
      { message: 'The playground failed unexpectedly.' },
    ])
  })

  it('carries headers that keep the page to this server', async () => {
    const { headers } = await app().request('/', { headers: json })
    expect(headers.get('content-type')).toBe('text/html')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src data: blob:; connect-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'",
    )
  })
})

describe('a session', () => {
  const at = (url: string, deploymentName?: string) => ({
    url,
    apiType: 'serverless' as const,
    key: 'k',
    deploymentName,
  })

  it('has its endpoints, the current one first, each once, ten at most', () => {
    const session = new Session()
    for (let index = 0; index < 11; index++) session.connect(at(`u${index}`))
    expect(session.endpoints.map(({ url }) => url)).toEqual([
      'u10',
      'u9',
      'u8',
      'u7',
      'u6',
      'u5',
      'u4',
      'u3',
      'u2',
      'u1',
    ])
    const id = session.find()?.id
    session.connect({ ...at('u10'), key: 'new' })
    expect(session.find()).toEqual({ ...at('u10'), key: 'new', id })
    session.connect(at('u10', 'blue'))
    expect(session.find()).toMatchObject({ deploymentName: 'blue' })
    expect(session.find(id)).toMatchObject({ key: 'new' })
    session.disconnect(id)
    expect(session.find(id)).toBeUndefined()
    expect(session.find()).toMatchObject({ deploymentName: 'blue' })
    session.disconnect()
    expect(session.find()).toMatchObject({ url: 'u9' })
  })

  it('starts with an endpoint that has a key, or proposes it', () => {
    expect(new Session({ url: 'u', apiType: 'dedicated', key: 'k' })).toMatchObject({
      endpoints: [{ url: 'u', apiType: 'dedicated', key: 'k' }],
      proposal: undefined,
    })
    expect(new Session({ url: 'u', apiType: 'dedicated' })).toMatchObject({
      endpoints: [],
      proposal: { url: 'u', apiType: 'dedicated' },
    })
  })

  it('is forgotten after a hundred others', async () => {
    const to = app()
    const open = async (cookie = ''): Promise<string | undefined> =>
      (await to.request('/api/session', { headers: { ...json, cookie } })).headers.get('set-cookie')?.split(';')[0]
    const first = await open()
    for (let count = 0; count < 99; count++) await open()
    expect(await open(first)).toBeUndefined()
    await open()
    expect(await open(first)).toMatch(/^azureml-playground-test=/)
  })

  it('keeps the key of a URL that is entered again without it', async () => {
    const to = app()
    const form = {
      url: 'https://h.example/v1/chat/completions',
      key: 'secret-key',
      formatter: 'openai',
      deploymentName: 'blue',
    }
    const put = async (body: object, cookie = '') =>
      to.request('/api/endpoint', { method: 'PUT', body: JSON.stringify(body), headers: { ...json, cookie } })
    const response = await put(form)
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const again = await (await put({ ...form, key: '', deploymentName: undefined }, cookie)).json()
    expect(again).toMatchObject({ endpoints: [{ url: form.url, apiType: 'serverless' }, { deploymentName: 'blue' }] })
    expect(JSON.stringify(again)).not.toContain('secret-key')
  })
})

describe('settings', () => {
  const limits = { endpointId: 100, deploymentName: 1_000, formatter: 100, system: 1_000_000, schema: 1_000_000 }
  it.each(Object.entries(limits))('have a limit: %s, %d characters', (name, limit) => {
    const isValid = (length: number): boolean =>
      settingsSchema.safeParse({ ...initialSettings, [name]: 'x'.repeat(length) }).success
    expect([isValid(limit), isValid(limit + 1)]).toEqual([true, false])
  })

  it('have up to 16 stop texts of limited length, none if they are absent', () => {
    const parse = (stop: unknown) => settingsSchema.safeParse({ ...initialSettings, stop })
    expect(parse(undefined).data?.stop).toEqual([])
    expect([16, 17].map((count) => parse(Array(count).fill('x')).success)).toEqual([true, false])
    expect([0, 1].map((more) => parse(['x'.repeat(1_000_000 + more)]).success)).toEqual([true, false])
  })

  it.each<[name: string, valid: readonly unknown[], invalid: readonly unknown[]]>([
    ['endpoint', ['embedded', 'own'], ['other']],
    ['apiType', ['dedicated', 'serverless'], ['other']],
    ['entryPoint', ['core', 'LangChain', 'AI SDK'], ['other']],
    ['fault', ['none', 'overloaded', 'wrong-key', 'model-error', 'broken-stream'], ['other']],
    ['reasoningEffort', ['low', 'medium', 'high', undefined], ['other']],
    ['seed', [1, undefined], [1.5, '1']],
    ['temperature', [0.5, undefined], ['1']],
    ['topP', [0.5, undefined], ['1']],
    ['maxTokens', [1, undefined], ['1']],
    ['tools', [true, false], [undefined, 1]],
  ])('allow for %s %j, and not %j', (name, valid, invalid) => {
    for (const [values, success] of [
      [valid, true],
      [invalid, false],
    ] as const)
      for (const value of values)
        expect([value, settingsSchema.safeParse({ ...initialSettings, [name]: value }).success]).toEqual([
          value,
          success,
        ])
  })

  it('have an endpoint at an http: or https: URL', () => {
    const parse = (url: string) => ownEndpointSchema.safeParse({ url, apiType: 'dedicated' })
    expect(
      ['http://h/', 'https://h/', 'ftp://h/', 'xhttps://h/', 'https2://h/'].map((url) => parse(url).success),
    ).toEqual([true, true, false, false, false])
    expect(parse('ftp://h/').error?.issues[0]?.message).toBe('is not an http: or https: URL')
    expect([8_192, 8_193].map((length) => parse('https://h/'.padEnd(length, 'x')).success)).toEqual([true, false])
  })
})

it.each([
  ['index.html', '/', 'text/html; charset=utf-8'],
  ['assets/a.js', '/assets/a.js', 'text/javascript; charset=utf-8'],
  ['a.min.css', '/a.min.css', 'text/css; charset=utf-8'],
  ['a.svg', '/a.svg', 'image/svg+xml'],
  ['LICENSE.md', '/LICENSE.md', 'text/plain; charset=utf-8'],
  ['a.woff2', '/a.woff2', 'application/octet-stream'],
])('the file %s is at %s with the type %s', (name, path, type) => {
  expect([pagePathOf(name), mediaTypeOf(name)]).toEqual([path, type])
})

it('a formatter that there is none of is named, and so is an operation that it lacks', () => {
  const error = (message: string) => expect.objectContaining({ setting: 'contentFormatter', message })
  expect(() => findFormatter('x"')).toThrow(error(String.raw`There is no formatter "x\"".`))
  const { summary } = findFormatter('anthropic')
  expect(() => pathOf(summary, 'serverless', 'embeddings')).toThrow(
    error('Claude has no embeddings on serverless endpoints. Select another formatter.'),
  )
  expect(() => pathOf(findFormatter('cohere-v2').summary, 'dedicated', 'reranking')).toThrow(
    error('Cohere v2 has no reranking on dedicated endpoints. Select another formatter.'),
  )
  expect([pathOf(summary, 'serverless', 'chat'), pathOf(summary, 'dedicated', 'chat')]).toEqual([
    '/anthropic/v1/messages',
    '/score',
  ])
})

describe('the start of a server', () => {
  it('says that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    await expect(startPlayground({ port, page })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Stop the process that uses it, or pass another port (0 for a free one).`,
    )
    other.close()
  })

  it('says that its address is not one of this machine', async () => {
    await expect(startPlayground({ port: 0, host: '192.0.2.1', page })).rejects.toThrow(
      '192.0.2.1 is not an address of this machine. Pass the host 127.0.0.1 to listen on loopback.',
    )
  })

  it('uses no identity of its machine for others', async () => {
    const { url, close } = await startPlayground({ port: 0, host: '0.0.0.0', page, credential })
    const response = await fetch(`${url.replace('0.0.0.0', '127.0.0.1')}/api/workspace/list`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        message:
          'The playground is open to the network, so it does not use the Azure identity of its machine. Start it without --host to choose from a workspace.',
      },
    ])
    await close()
  })
})

it('a workspace is listed, and its endpoints are connected to', async () => {
  const names = { subscriptionId: 's', resourceGroupName: 'g', workspaceName: 'w' }
  const modelId = 'azureml://registries/azureml/models/Phi-4/versions/7'
  await using emulator = await startEndpointEmulator({
    workspace: names,
    endpoints: [
      { name: 'collatz', apiKey: 'the-key', deployments: [{ name: 'blue', traffic: 1, modelId }, { name: 'own' }] },
      { name: 'mini', image: 'serverless', modelId, apiKey: 'the-key' },
    ],
  })
  const variables = {
    AZURE_ARM_ENDPOINT: emulator.url,
    AZURE_SUBSCRIPTION_ID: 's',
    AZURE_RESOURCE_GROUP: 'g',
    AZUREML_WORKSPACE_NAME: 'w',
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const [, { endpoints }] = (await call('/api/workspace/list', {})) as [number, { endpoints: unknown[] }]
  expect(endpoints.slice(1)).toEqual([
    {
      name: 'collatz',
      kind: 'online',
      state: 'Succeeded',
      authMode: 'key',
      apiType: 'dedicated',
      deployments: [
        { name: 'blue', traffic: 100, formatter: 'openai' },
        { name: 'own', traffic: 0 },
      ],
    },
    {
      name: 'mini',
      kind: 'serverless',
      state: 'Succeeded',
      authMode: 'key',
      apiType: 'serverless',
      deployments: [],
      formatter: 'openai',
    },
  ])
  const connected = await call('/api/workspace/connect', { endpointName: 'collatz', deploymentName: 'blue' })
  expect(connected).toMatchObject([
    200,
    { endpoints: [{ url: `${emulator.url}/collatz/score`, apiType: 'dedicated', deploymentName: 'blue' }] },
  ])
  expect(JSON.stringify(connected)).not.toContain('the-key')
  expect(await call('/api/workspace/connect', { endpointName: 'colatz' })).toEqual([
    400,
    { message: expect.stringContaining('There is no endpoint colatz in the workspace w.') },
  ])
  expect((await call('/api/workspace/connect', { endpointName: 'x'.repeat(201) }))[0]).toBe(400)
})
