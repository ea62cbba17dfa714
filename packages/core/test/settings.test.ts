// Each option of a client: what is refused, with the whole message, and what is accepted.
import {
  AzureMLEndpointClient,
  ConfigurationError,
  ContentFormatterBase,
  type EndpointOptions,
} from '@azureml-endpoints/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { environment } from '../src/endpoint/environment.ts'
import { clientOf, failure, hello, key } from './client-of.ts'

class Formatter extends ContentFormatterBase {
  readonly name: string = 'f'
  readonly codecs = {
    dedicated: { formatRequest: () => ({}), parseResponse: () => ({ text: 'Hi' }) },
    serverless: { formatRequest: () => ({}), parseResponse: () => ({ text: 'Hi' }) },
  }
}

const score = 'https://e.eastus2.inference.ml.azure.com/score'
const base: Partial<EndpointOptions> = { endpointUrl: score, endpointApiKey: key, contentFormatter: Formatter }
const variables = ['ENDPOINT_URL', 'ENDPOINT_API_TYPE', 'ENDPOINT_API_KEY', 'DEPLOYMENT_NAME', 'TIMEOUT']

beforeEach(() => {
  for (const name of variables) vi.stubEnv(`AZUREML_${name}`, '')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

function refusalOf(options: unknown): { setting: string | undefined; message: string; cause: unknown } {
  try {
    throw new Error(`accepted as ${new AzureMLEndpointClient(options as EndpointOptions).apiType}`)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return {
      setting: error.setting,
      message: error.message.split(' The expected form is\n')[0] ?? '',
      cause: error.cause,
    }
  }
}

const noFormatter =
  '`contentFormatter` is missing or not a formatter. Pass a formatter or its class, such as CustomOpenAIChatContentFormatter from @azureml-endpoints/formatters-openai.'
const notNumber = 'it must be a number of milliseconds above 0, or Infinity for no limit.'
const notType = "it must be 'dedicated' or 'serverless'"
const circular: Record<string, unknown> = {}
circular['self'] = circular

/** The name of the option, its value, and the message. */
const refused: readonly [name: keyof EndpointOptions, value: unknown, message: string][] = [
  ['endpointUrl', 5, '`endpointUrl` is not an https URL: "5".'],
  ...['realtime', 'Serverless', '', 5, {}, ['dedicated']].map((value): [keyof EndpointOptions, unknown, string] => [
    'endpointApiType',
    value,
    `\`endpointApiType\` is ${JSON.stringify(value)}; ${notType}${value === 'realtime' ? " (`realtime` is now called 'dedicated')" : ''}.`,
  ]),
  ['endpointApiType', 'x'.repeat(30), `\`endpointApiType\` is "${'x'.repeat(30)}"; ${notType}.`],
  ['endpointApiType', 'x'.repeat(31), `\`endpointApiType\` is a text of 31 characters; ${notType}.`],
  ['endpointApiKey', '', '`endpointApiKey` provided no key or token; it must be a non-empty string.'],
  [
    'credential',
    { getToken: () => null },
    '`endpointApiKey` and `credential` are both set. Pass only the one that the endpoint accepts.',
  ],
  ...['two words', 'ümlaut', ' '].map((value): [keyof EndpointOptions, unknown, string] => [
    'deploymentName',
    value,
    `\`deploymentName\` is ${JSON.stringify(value)}; a deployment name contains only letters, digits and dashes.`,
  ]),
  ...[undefined, null, 'openai', {}, { name: 'f' }, { name: 5, codecs: {} }, { name: 'f', codecs: null }, () => 5].map(
    (value): [keyof EndpointOptions, unknown, string] => ['contentFormatter', value, noFormatter],
  ),
  ...['x', 5, [], [1], new Map([['top_k', 5]])].map((value): [keyof EndpointOptions, unknown, string] => [
    'modelKwargs',
    value,
    '`modelKwargs` must be a plain object of body parameters.',
  ]),
  ...(['timeout', 'idleTimeout'] as const).flatMap((name) =>
    ([0, -1, '5', true] as unknown[]).map((value): [keyof EndpointOptions, unknown, string] => [
      name,
      value,
      `\`${name}\` is ${JSON.stringify(value)}; ${notNumber}`,
    ]),
  ),
  ['timeout', Number.NaN, `\`timeout\` is NaN; ${notNumber}`],
  ...([-1, 0.5, '2', true] as unknown[]).map((value): [keyof EndpointOptions, unknown, string] => [
    'maxRetries',
    value,
    `\`maxRetries\` is ${JSON.stringify(value)}; it must be a whole number, 0 or more.`,
  ]),
  ['maxRetries', Infinity, '`maxRetries` is Infinity; it must be a whole number, 0 or more.'],
  ...[null, 'fetch', {}].map((value): [keyof EndpointOptions, unknown, string] => [
    'fetch',
    value,
    '`fetch` is not a function.',
  ]),
]

it.each(refused)('%s: %j is refused', (name, value, message) => {
  expect(refusalOf({ ...base, [name]: value })).toMatchObject({ setting: name, message })
})

it.each([undefined, null, 'https://example.org', 5])('%j in place of the options is refused', (options) => {
  expect(refusalOf(options)).toMatchObject({
    setting: undefined,
    message: 'The options are missing. Pass at least `{ contentFormatter }`.',
  })
})

it.each([
  ['a bigint', { big: 5n }],
  ['a circle', circular],
])('parameters with %s are refused, with the reason', (_what, modelKwargs) => {
  expect(refusalOf({ ...base, modelKwargs })).toEqual({
    setting: 'modelKwargs',
    message: '`modelKwargs` cannot be serialized as JSON.',
    cause: expect.any(TypeError),
  })
})

it.each<[name: keyof EndpointOptions, values: readonly unknown[]]>([
  [
    'endpointUrl',
    [new URL(score), `${score}/`, 'http://127.255.255.254/score', 'http://localhost/score', 'http://[::1]/score'],
  ],
  ['endpointApiType', [undefined, null, 'dedicated']],
  ['deploymentName', [undefined, null, '', '!~']],
  ['contentFormatter', [Formatter, new Formatter()]],
  ['modelKwargs', [undefined, null, {}]],
  ['timeout', [undefined, null, 1e-9, Infinity]],
  ['idleTimeout', [undefined, null, 1, Infinity]],
  ['maxRetries', [undefined, null, 0, 9]],
  ['headers', [undefined, {}, { 'x-a': undefined }]],
  ['fetch', [undefined, fetch]],
])('%s: these values are accepted', (name, values) => {
  for (const value of values) {
    expect(new AzureMLEndpointClient({ ...base, [name]: value } as EndpointOptions).apiType).toBe('dedicated')
  }
})

describe('the environment', () => {
  it.each([
    ['AZUREML_ENDPOINT_URL', 'endpointUrl'],
    ['AZUREML_ENDPOINT_API_KEY', 'endpointApiKey'],
  ] as const)('%s is named where %s is missing', (variable, name) => {
    expect(refusalOf({ ...base, [name]: undefined })).toMatchObject({
      setting: name,
      message: `\`${name}\` is missing. Pass it, or set ${variable}.`,
    })
  })

  it.each(['soon', '0', '-1', 'NaN'])('AZUREML_TIMEOUT cannot be %j', (value) => {
    vi.stubEnv('AZUREML_TIMEOUT', value)
    expect(refusalOf(base)).toMatchObject({
      setting: 'timeout',
      message: `AZUREML_TIMEOUT is "${value}"; it must be a number of seconds above 0.`,
    })
    expect(new AzureMLEndpointClient({ ...base, timeout: 5 } as EndpointOptions).apiType).toBe('dedicated')
  })

  it('has the API type checked as the option is', () => {
    vi.stubEnv('AZUREML_ENDPOINT_API_TYPE', 'realtime')
    expect(refusalOf(base)).toMatchObject({ setting: 'endpointApiType' })
  })

  it('counts only where an option is absent', async () => {
    for (const name of variables) vi.stubEnv(`AZUREML_${name}`, 'wrong of the environment')
    let sent: unknown
    const client = new AzureMLEndpointClient({
      ...base,
      contentFormatter: Formatter,
      endpointApiType: 'dedicated',
      deploymentName: 'blue',
      timeout: 5000,
      fetch: async (url, init) => {
        sent = [url, new Headers(init?.headers).get('azureml-model-deployment')]
        return Response.json({})
      },
    })
    await client.chat(hello)
    expect(sent).toEqual([score, 'blue'])
  })

  it('is empty where there is none, as on the edge', () => {
    vi.stubEnv('AZUREML_OTHER', 'x')
    expect(environment('AZUREML_OTHER')).toBe('x')
    expect(environment('AZUREML_TIMEOUT')).toBeUndefined()
    for (const process of [undefined, {}, { env: undefined }]) {
      vi.stubGlobal('process', process)
      expect(environment('AZUREML_OTHER')).toBeUndefined()
    }
  })

  it.each([
    [{}, '', 600_000],
    [{}, '1.5', 1500],
    [{ timeout: 70 }, '1.5', 70],
  ])('gives the timeout in seconds: %j and %j make %d ms', async (options, seconds, limit) => {
    vi.stubEnv('AZUREML_TIMEOUT', seconds)
    vi.useFakeTimers()
    const outcome = failure(clientOf(() => new Promise(() => {}), options).chat(hello))
    await vi.advanceTimersByTimeAsync(limit)
    expect(String(await outcome)).toContain(`within ${limit} ms`)
  })
})

it('two retries are the default', async () => {
  let requests = 0
  const busy = (): Response => {
    requests += 1
    return new Response('', { status: 503, headers: { 'retry-after-ms': '1' } })
  }
  await failure(clientOf(busy, { maxRetries: undefined }).chat(hello))
  expect(requests).toBe(3)
})

describe('headers', () => {
  const long = 'x'.repeat(41)
  const isManaged = (name: string): string =>
    `The header \`${name}\` is managed by the connection and cannot be set. Remove it from \`headers\`; to change how connections are made, pass your own \`fetch\`.`
  const mistakes: readonly [headers: unknown, message: string][] = [
    ...[null, 'x: y', 5, [], [['x', 'y']], new Headers(), new Map([['x', 'y']])].map((headers): [unknown, string] => [
      headers,
      '`headers` must be a plain object of names and string values.',
    ]),
    [{ '': 'v' }, 'The header "" has a name that is not valid in HTTP.'],
    [{ 'x-a b': 'v' }, 'The header "x-a…" has a name that is not valid in HTTP.'],
    [{ 'x-ok': 'v', ключ: 'v' }, 'The header "…" has a name that is not valid in HTTP.'],
    [{ [`${long}:`]: 'v' }, `The header "${'x'.repeat(40)}…" has a name that is not valid in HTTP.`],
    [{ 'x-a': 'top\nv' }, 'The header "x-a" has a value that is not valid in HTTP.'],
    [{ 'x-a': '\u0100' }, 'The header "x-a" has a value that is not valid in HTTP.'],
    [{ 'x-a': 'a\u007F' }, 'The header "x-a" has a value that is not valid in HTTP.'],
    [{ 'x-a': 5 }, 'The header "x-a" has a value that is not valid in HTTP.'],
    [{ 'x-a': null }, 'The header "x-a" has a value that is not valid in HTTP.'],
    [{ 'x.a': '\n\u0000' }, 'The header "x…" has a value that is not valid in HTTP.'],
    [{ [long]: 5 }, `The header "${'x'.repeat(40)}…" has a value that is not valid in HTTP.`],
    [{ [long.slice(1)]: 5 }, `The header "${'x'.repeat(40)}" has a value that is not valid in HTTP.`],
    [{ 'x-ok': undefined, Expect: '100-continue' }, isManaged('Expect')],
    [{ upgrade: undefined }, isManaged('upgrade')],
  ]

  it.each(mistakes)('%j of a client, of a call and of a formatter are refused', async (headers, message) => {
    const refusal = { name: 'ConfigurationError', setting: 'headers', message }
    const given = headers as Record<string, string>
    expect(refusalOf({ ...base, headers })).toMatchObject({ setting: 'headers', message })
    expect(await failure(clientOf(() => Response.json({})).chat(hello, { headers: given }))).toMatchObject(refusal)
    class WithHeaders extends Formatter {
      override readonly headers = given
    }
    expect(refusalOf({ ...base, contentFormatter: WithHeaders })).toMatchObject({ setting: 'headers', message })
  })

  it('of the call come before those of the client, the deployment and the formatter', async () => {
    let sent = {}
    class WithHeaders extends Formatter {
      override readonly headers = { 'x-1': 'f', 'x-2': 'f', 'x-3': 'f', 'azureml-model-deployment': 'f', accept: 'f' }
    }
    const client = clientOf(() => Response.json({}), {
      contentFormatter: WithHeaders,
      deploymentName: 'blue',
      headers: { 'X-2': '  client\t', 'x-3': 'client', "!#$%&'*+.^_`|~9": '\t\u0080\u00FF ~' },
      fetch: async (_url, init) => {
        sent = { ...(init?.headers as object) }
        return Response.json({})
      },
    })
    await client.chat(hello, { headers: { 'X-3': '', Authorization: 'Mine', 'Content-Type': undefined } })
    expect(sent).toEqual({
      accept: 'f',
      authorization: 'Mine',
      'x-1': 'f',
      'x-2': 'client',
      'x-3': '',
      'azureml-model-deployment': 'blue',
      "!#$%&'*+.^_`|~9": '\u0080\u00FF ~',
    })
  })
})

describe('the root of a host', () => {
  const endpointUrl = 'https://cluster.example.org/'

  it.each([true, false, undefined])('is a URL only if the formatter says so: %j', async (servedAtRoot) => {
    class AtRoot extends Formatter {
      override readonly servedAtRoot = servedAtRoot as boolean
    }
    let sent: unknown
    const fetch = async (url: unknown): Promise<Response> => {
      sent = url
      return Response.json({})
    }
    for (const contentFormatter of [AtRoot, new AtRoot()]) {
      const options = { ...base, endpointUrl, endpointApiType: 'dedicated' as const, contentFormatter, fetch }
      if (servedAtRoot === true) await new AzureMLEndpointClient(options).chat(hello)
      else
        expect(refusalOf(options)).toMatchObject({
          setting: 'endpointUrl',
          message: expect.stringContaining('has no path'),
        })
    }
    expect(sent).toBe(servedAtRoot === true ? endpointUrl : undefined)
    expect(refusalOf({ endpointUrl })).toMatchObject({ setting: 'endpointUrl' })
  })
})

describe('hooks', () => {
  it('that fail in any way fail no call', async () => {
    const hooks = [
      () => {
        throw new Error('a hook with a bug')
      },
      () => Promise.reject(new Error('a hook with a bug')),
      () => 'a value',
    ]
    for (const hook of hooks) {
      let status = 503
      const answer = (): Response => {
        const response = new Response('{}', { status, headers: { 'retry-after-ms': '1' } })
        status = 200
        return response
      }
      const options = { onRequest: hook, onResponse: hook, onRetry: hook, maxRetries: 1, contentFormatter: Formatter }
      expect((await clientOf(answer, options).chat(hello)).text).toBe('Hi')
    }
  })
})
