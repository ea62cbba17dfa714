import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { AzureMLEndpointClient, AzureMLError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { ClientSecretCredential } from '@azure/identity'
import { setLogLevel } from '@azure/logger'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectEndpoint, listEndpoints } from '../src/index.ts'

const armToken = 'arm-token-9f8e7d6c5b4a'
const primaryKey = 'primary-key-1a2b3c4d5e'
const secondaryKey = 'secondary-key-6f7a8b9c'
const amlToken = 'aml-token-0a1b2c3d4e5f'
const secrets = [armToken, primaryKey, secondaryKey, amlToken]

type Answer = (response: ServerResponse, request: IncomingMessage) => void

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

const elsewhere: string[] = []
const evil = createServer((request, response) => {
  elsewhere.push(`${request.url} ${request.headers.authorization}`)
  response.end('{}')
})
await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
const evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`

const answers: { current: Partial<Record<Step, Answer>> } = { current: {} }
const arm = createServer((request, response) => {
  const step = steps.find(([, path]) => path.test(request.url ?? ''))?.[0]
  const answer =
    (step && (answers.current[step] ?? rightAnswers[step])) ?? json({ error: { code: 'NotFound', message: 'x' } }, 404)
  answer(response, request)
})
await new Promise<void>((resolve) => arm.listen(0, '127.0.0.1', resolve))
const armUrl = `http://127.0.0.1:${(arm.address() as AddressInfo).port}`
afterAll(() => {
  for (const server of [arm, evil]) {
    server.closeAllConnections()
    server.close()
  }
})

type Step = 'keys' | 'token' | 'deployments' | 'endpoint' | 'endpoints' | 'serverless'
const steps: readonly (readonly [Step, RegExp])[] = [
  ['keys', /\/listKeys\?/],
  ['token', /\/token\?/],
  ['deployments', /\/onlineEndpoints\/[^/]+\/deployments\?/],
  ['endpoint', /\/onlineEndpoints\/collatz\?/],
  ['endpoints', /\/onlineEndpoints\?/],
  ['serverless', /\/serverlessEndpoints/],
]

const properties = {
  authMode: 'Key',
  provisioningState: 'Succeeded',
  traffic: { blue: 100 },
  scoringUri: `${evilUrl}/score`,
}
const endpointWith = (changed: object): Answer =>
  json({ name: 'collatz', location: 'x', properties: { ...properties, ...changed } })
const rightAnswers: Record<Step, Answer> = {
  keys: json({ primaryKey, secondaryKey }),
  token: json({
    accessToken: amlToken,
    expiryTimeUtc: Math.floor(Date.now() / 1_000) + 3_600,
    refreshAfterTimeUtc: 0,
    tokenType: 'Bearer',
  }),
  deployments: json({
    value: [
      { name: 'blue', location: 'x', properties: { endpointComputeType: 'Managed', provisioningState: 'Succeeded' } },
    ],
  }),
  endpoint: endpointWith({}),
  endpoints: json({ value: [{ name: 'collatz', location: 'x', properties }] }),
  serverless: json({ error: { code: 'ResourceNotFound', message: 'no' } }, 404),
}

const options = {
  subscriptionId: 's',
  resourceGroupName: 'g',
  workspaceName: 'w',
  credential: { getToken: async () => ({ token: armToken, expiresOnTimestamp: Date.now() + 3_600_000 }) },
  armEndpoint: armUrl,
  maxRetries: 0,
}
const connect = (): Promise<unknown> => connectEndpoint({ ...options, endpointName: 'collatz' })
const list = (): Promise<unknown> => listEndpoints(options)

/** Everything that a person or a trace can see of a value, its causes included. */
function visible(value: unknown): string {
  const texts: string[] = [
    String(value),
    inspect(value, { depth: 12, showHidden: true, getters: true }),
    JSON.stringify(value) ?? '',
  ]
  for (let error: unknown = value; error instanceof Error; error = error.cause) {
    texts.push(error.message, error.stack ?? '', JSON.stringify({ ...error }))
  }
  return texts.join('\n')
}

const everything = { primaryKey, secondaryKey, accessToken: amlToken }
const echo: Answer = (response, request) => {
  const message = `You sent ${request.headers.authorization}\u001b[2J\nand that is all`
  json({ error: { code: `Bad ${armToken}`, message } }, 500)(response, request)
}

beforeEach(() => {
  answers.current = { keys: rightAnswers.keys }
  elsewhere.length = 0
})

describe('a hostile control plane', () => {
  const aml = { endpoint: endpointWith({ authMode: 'AMLToken' }) }

  it.each<[what: string, changed: Partial<Record<Step, Answer>>, call?: () => Promise<unknown>]>([
    ['cuts the keys', { keys: json(JSON.stringify(everything).slice(0, -3)) }],
    ['sends keys of a wrong type', { keys: json({ primaryKey: { primaryKey }, secondaryKey: [secondaryKey] }) }],
    [
      'sends the keys as a page',
      { keys: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${primaryKey}`) },
    ],
    ['sends the keys as a list', { keys: json([everything]) }],
    ['sends nothing for the keys', { keys: json('') }],
    ['sends the keys with a failure', { keys: json(everything, 500) }],
    ['echoes the token with a failure', { keys: echo }],
    [
      'echoes the token with a refusal',
      {
        keys: (response, request) =>
          json({ error: { code: 'AuthorizationFailed', message: `No: ${request.headers.authorization}` } }, 403)(
            response,
            request,
          ),
      },
    ],
    [
      'echoes the token in a challenge',
      {
        keys: (response, request) =>
          json({ error: { code: 'InvalidAuthenticationToken', message: String(request.headers.authorization) } }, 401, {
            'www-authenticate': `Bearer error="invalid_token", error_description="${armToken}"`,
          })(response, request),
      },
    ],
    ['resets the connection', { keys: (response) => response.socket?.destroy() }],
    ['cuts a token', { ...aml, token: json(JSON.stringify(everything).slice(0, -3)) }],
    ['sends a token of a wrong type', { ...aml, token: json({ accessToken: [amlToken] }) }],
    ['echoes the token for a token', { ...aml, token: echo }],
    ['redirects elsewhere for the keys', { keys: json('', 307, { location: `${evilUrl}/keys` }) }],
    ['redirects elsewhere for the endpoint', { endpoint: json('', 302, { location: `${evilUrl}/endpoint` }) }],
    ['links to the next page elsewhere', { deployments: json({ value: [], nextLink: `${evilUrl}/next` }) }],
    ['links to the next endpoints elsewhere', { endpoints: json({ value: [], nextLink: `${evilUrl}/next` }) }, list],
    [
      'links to the next serverless endpoints elsewhere',
      { serverless: json({ value: [], nextLink: `${evilUrl}/next` }) },
      list,
    ],
    ['links to a page that is no URL', { endpoints: json({ value: [], nextLink: 'http://' }) }, list],
    ['links endpoints in a circle', { endpoints: json({ value: [], nextLink: `${armUrl}/onlineEndpoints?x` }) }, list],
    [
      'links deployments in a circle',
      { deployments: json({ value: [], nextLink: `${armUrl}/onlineEndpoints/c/deployments?x` }) },
    ],
    ['echoes the token as the id of a request', { endpoint: json('', 500, { 'x-ms-request-id': armToken }) }],
    [
      'asks to wait for an hour',
      { endpoint: json('', 429, { 'retry-after': '3600' }) },
      () => connectEndpoint({ ...options, endpointName: 'collatz', maxRetries: 3 }),
    ],
    ['links a page to itself', { serverless: json({ value: [], nextLink: `${armUrl}/serverlessEndpoints?x` }) }, list],
    ['has an endpoint of a wrong type', { endpoint: json('"collatz"') }],
    ['has a scoring URI without TLS', { endpoint: endpointWith({ scoringUri: 'http://evil.example/score' }) }],
    [
      'has a scoring URI with a password',
      { endpoint: endpointWith({ scoringUri: `https://me:${primaryKey}@evil.example/score` }) },
    ],
    ['has a scoring URI that is a program', { endpoint: endpointWith({ scoringUri: 'javascript:alert(1)' }) }],
    ['has a scoring URI of a wrong type', { endpoint: endpointWith({ scoringUri: { uri: 'https://e/score' } }) }],
    ['has no scoring URI', { endpoint: endpointWith({ scoringUri: null }) }],
    ['has an unknown mode', { endpoint: endpointWith({ authMode: `\u001b[31m${'x'.repeat(500)}` }) }],
    ['has an unknown state', { endpoint: endpointWith({ provisioningState: '\u001b[31mBroken' }) }],
    ['nests a failure deeply', { endpoint: json('{"error":'.repeat(50_000), 500) }],
    ['has an endless failure', { endpoint: json({ error: { code: 'x'.repeat(1e6), message: 'y'.repeat(1e6) } }, 500) }],
  ])('that %s gets no secret into an error, nor to anybody else', async (_, changed, call = connect) => {
    Object.assign(answers.current, changed)
    const error = await call().then(
      (value) => Promise.reject(new Error(`It was accepted: ${inspect(value)}`)),
      (reason: unknown) => reason,
    )
    if (!AzureMLError.isInstance(error)) throw error
    const shown = visible(error)
    for (const secret of secrets) expect(shown).not.toContain(secret)
    expect(error.message.length).toBeLessThan(3_000)
    expect(error.message).not.toMatch(/\p{Cc}/u)
    expect(elsewhere).toEqual([])
  })
})

describe('a connected endpoint', () => {
  it.each([['Key'], ['AMLToken']])(
    'of the mode %s shows no secret, neither itself nor in the client',
    async (authMode) => {
      answers.current.endpoint = endpointWith({ authMode })
      const endpoint = await connectEndpoint({ ...options, endpointName: 'collatz' })
      const client = new AzureMLEndpointClient({
        ...endpoint,
        contentFormatter: CustomOpenAIChatContentFormatter,
        maxRetries: 0,
      })
      const error = await client
        .chat({ messages: [{ role: 'user', content: 'Hello' }] })
        .catch((reason: unknown) => reason)
      const shown = [endpoint, client, error].map(visible).join('\n')
      for (const secret of secrets) expect(shown).not.toContain(secret)
      expect(elsewhere).toEqual([`/score Bearer ${authMode === 'Key' ? primaryKey : amlToken}`])
    },
  )

  it('shows no key that is known when the control plane echoes it at a renewal', async () => {
    const endpoint = await connectEndpoint({ ...options, endpointName: 'collatz' })
    answers.current.keys = json(
      { error: { code: secondaryKey, message: `Not ${primaryKey} nor ${secondaryKey}` } },
      500,
    )
    const { endpointApiKey } = endpoint
    if (typeof endpointApiKey !== 'function') throw new Error('It is no function.')
    const error = await Promise.resolve(endpointApiKey({ rejectedKey: primaryKey })).catch((reason: unknown) => reason)
    expect((error as Error).message).toContain('Not [redacted] nor [redacted]')
    for (const secret of secrets) expect(visible(error)).not.toContain(secret)
  })

  it('writes no secret to the log of Azure’s client, even at its most verbose', async () => {
    const lines: string[] = []
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
    setLogLevel('verbose')
    try {
      await connectEndpoint({ ...options, endpointName: 'collatz' })
      answers.current.keys = echo
      await connect().catch(() => {})
    } finally {
      setLogLevel()
      spy.mockRestore()
    }
    expect(lines.join('')).toContain('listKeys')
    for (const secret of secrets) expect(lines.join('')).not.toContain(secret)
  })
})

describe('a response that is no result', () => {
  const page: Answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in')
  const bodies: readonly (readonly [what: string, answer: Answer, said: string])[] = [
    ['a page of a proxy', page, '(HTTP 200): The response is not of the expected form.'],
    ['an empty body', json(''), '(HTTP 200): The response is not of the expected form.'],
    ['null', json('null'), '(HTTP 200): The response is not of the expected form.'],
    ['a list', json([]), '(HTTP 200): The response is not of the expected form.'],
    ['an error with status 200', json({ error: { code: 'Broken', message: 'Oh.' } }), '(HTTP 200): Broken: Oh.'],
    ['status 202', json({}, 202), '(HTTP 202): The response is not of the expected form.'],
    [
      'status 204',
      (response) => response.writeHead(204).end(),
      '(HTTP 204): The response is not of the expected form.',
    ],
  ]
  const calls = {
    endpoint: connect,
    deployments: connect,
    keys: connect,
    token: connect,
    endpoints: list,
    serverless: list,
  }
  const cases = Object.entries(calls).flatMap(([step, call]) =>
    bodies.map(([what, answer, said]) => [step as Step, what, answer, said, call] as const),
  )

  it.each(cases)('to the request for the %s is an error: %s', async (step, _what, answer, said, call) => {
    answers.current = step === 'token' ? { endpoint: endpointWith({ authMode: 'AMLToken' }) } : {}
    answers.current[step] = answer
    await expect(call()).rejects.toMatchObject({ name: 'EndpointError', message: expect.stringContaining(said) })
  })
})

it.each<[what: string, mode: string, changed: Partial<Record<Step, Answer>>]>([
  ['key', 'Key', { keys: json({ primaryKey: '', secondaryKey: 7 }) }],
  ['token', 'AMLToken', { token: json({ accessToken: '' }) }],
])('reports a response without a %s', async (what, authMode, changed) => {
  answers.current = { endpoint: endpointWith({ authMode }), ...changed }
  await expect(connect()).rejects.toMatchObject({
    name: 'EndpointError',
    message: `The control plane returned no ${what} for the endpoint collatz.`,
  })
})

it('takes the secondary key if there is no primary one', async () => {
  answers.current.keys = json({ secondaryKey })
  const { endpointApiKey } = await connectEndpoint({ ...options, endpointName: 'collatz' })
  expect(typeof endpointApiKey === 'function' && (await endpointApiKey({}))).toBe(secondaryKey)
})

it('reports a mode that it does not know', async () => {
  answers.current.endpoint = endpointWith({ authMode: 'x'.repeat(101) })
  await expect(connect()).rejects.toMatchObject({
    name: 'ConfigurationError',
    setting: 'endpointName',
    message: `The endpoint collatz has the authentication mode "${'x'.repeat(100)}", which is not known here. Pass its URL and key yourself.`,
  })
})

it('names the traffic of a deployment whatever its case', async () => {
  answers.current.endpoint = endpointWith({ traffic: { Blue: 100 } })
  await expect(connect()).resolves.toMatchObject({ endpointApiType: 'dedicated' })
})

it('reports a subscription id of a wrong form like one that does not exist', async () => {
  answers.current.endpoint = json({ error: { code: 'InvalidSubscriptionId', message: 'It is malformed.' } }, 400)
  await expect(connect()).rejects.toMatchObject({ name: 'ConfigurationError', setting: 'subscriptionId' })
})

it('does not show the secret of an identity that the endpoint is called with', async () => {
  answers.current.endpoint = endpointWith({ authMode: 'AADToken' })
  const credential = Object.assign(new ClientSecretCredential('tenant', 'client', primaryKey), options.credential)
  const endpoint = await connectEndpoint({ ...options, credential, endpointName: 'collatz' })
  expect(visible(endpoint) + visible({ ...endpoint })).not.toContain(primaryKey)
  expect(await endpoint.credential?.getToken('scope')).toMatchObject({ token: armToken })
})
