import { AzureMLEndpointClient, ConfigurationError, type ContentFormatterBase } from '@azureml-endpoints/core'
import { expect, it } from 'vitest'

const codec = { formatRequest: () => ({}), parseResponse: () => ({ text: 'Hi' }) }
const vectors = { formatRequest: () => ({}), parseResponse: () => ({ embeddings: [[1]] }) }
const order = { formatRequest: () => ({}), parseResponse: () => ({ results: [{ index: 0, score: 1 }] }) }
const pass = 'Pass another `contentFormatter`, or the `endpointApiType` and URL that it supports.'
const forScore =
  'Chat models on /score need `CustomOpenAIChatContentFormatter` of @azureml-endpoints/formatters-openai.'

const hosts = {
  score: 'https://my-ep.eastus2.inference.ml.azure.com/score',
  chat: 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions',
  messages: 'https://my-ep.eastus2.inference.ml.azure.com/v1/messages',
  foundry: 'https://my-resource.services.ai.azure.com/models/chat/completions',
} as const

function clientOf(formatter: unknown, endpointUrl: string, options: object = {}): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl,
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter: formatter as ContentFormatterBase,
    maxRetries: 0,
    fetch: async () => Response.json({}),
    ...options,
  })
}

const problemOf = (error: unknown): unknown =>
  error instanceof ConfigurationError ? { setting: error.setting, message: error.message } : error

function problemOfClient(formatter: unknown, url: string): unknown {
  try {
    return clientOf(formatter, url)
  } catch (error) {
    return problemOf(error)
  }
}

const rejected: readonly (readonly [name: string, formatter: object, url: keyof typeof hosts, message: string])[] = [
  [
    'a foreign formatter for the other type',
    { name: 'own', codecs: { serverless: codec } },
    'score',
    `Formatter "own" supports serverless only, but the endpoint is dedicated. ${pass}`,
  ],
  [
    'a formatter of this library for the other type',
    { name: 'mistral', codecs: { serverless: codec } },
    'score',
    `Formatter "mistral" supports serverless only, but the endpoint is dedicated. ${pass} ${forScore}`,
  ],
  [
    'a formatter for /score on a route',
    { name: 'gpt2', codecs: { dedicated: codec } },
    'chat',
    'The route /v1/chat/completions has another format than the formatter "gpt2". Use `CustomOpenAIChatContentFormatter` of @azureml-endpoints/formatters-openai as `contentFormatter`.',
  ],
  [
    'a foreign formatter for /score on a route',
    { name: 'own', codecs: { dedicated: codec } },
    'chat',
    `Formatter "own" supports dedicated only, but the endpoint is serverless. ${pass}`,
  ],
  ['a formatter without codecs', { name: 'own', codecs: {} }, 'chat', `Formatter "own" does not support chat. ${pass}`],
  [
    'embeddings for the other type only',
    { name: 'own', codecs: {}, embeddingCodecs: { dedicated: vectors } },
    'chat',
    `Formatter "own" does not support chat. ${pass}`,
  ],
]

it.each(rejected)('rejects %s before any request', (_name, formatter, url, message) => {
  expect(problemOfClient(formatter, hosts[url])).toEqual({ setting: 'contentFormatter', message })
})

const hello = { messages: [{ role: 'user', content: 'Hello' }] } as const
const calls = {
  chat: (client: AzureMLEndpointClient) => client.chat(hello),
  embed: (client: AzureMLEndpointClient) => client.embed({ values: ['a'] }),
  rerank: (client: AzureMLEndpointClient) => client.rerank({ query: 'q', documents: ['a'] }),
}

it.each<[call: keyof typeof calls, members: object, url: keyof typeof hosts, problem: string]>([
  ['embed', { codecs: { dedicated: codec } }, 'score', 'does not support embeddings'],
  ['rerank', { codecs: { dedicated: codec } }, 'score', 'does not support reranking'],
  ['embed', { codecs: { dedicated: codec }, embeddingCodecs: {} }, 'score', 'does not support embeddings'],
  ['chat', { codecs: {}, embeddingCodecs: { dedicated: vectors } }, 'score', 'does not support chat'],
  ['chat', { codecs: {}, rerankCodecs: { serverless: order } }, 'chat', 'does not support chat'],
  [
    'embed',
    { codecs: { dedicated: codec }, embeddingCodecs: { serverless: vectors } },
    'score',
    'supports embeddings on serverless only, but the endpoint is dedicated',
  ],
  [
    'rerank',
    { codecs: { serverless: codec }, rerankCodecs: { dedicated: order } },
    'chat',
    'supports reranking on dedicated only, but the endpoint is serverless',
  ],
])('%s with %j on %s', async (call, members, url, problem) => {
  const client = clientOf({ name: 'llama', ...members }, hosts[url])
  const advice = call === 'chat' && url === 'score' ? `${pass} ${forScore}` : pass
  expect(await calls[call](client).catch(problemOf)).toEqual({
    setting: 'contentFormatter',
    message: `Formatter "llama" ${problem}. ${advice}`,
  })
})

it('rejects the route of another formatter in every call, and never that of its own', async () => {
  const both = { codecs: { dedicated: codec, serverless: codec } }
  const use = (route: string, name: string, formatter: string, place: string): object => ({
    setting: 'contentFormatter',
    message: `The route ${route} has another format than the formatter "${name}". Use \`${formatter}\` of @azureml-endpoints/formatters-${place} as \`contentFormatter\`.`,
  })
  const wrong = clientOf({ name: 'gpt2', ...both }, hosts.messages)
  for (const _ of [1, 2]) {
    expect(await wrong.chat(hello).catch(problemOf)).toEqual(
      use('/v1/messages', 'gpt2', 'AnthropicContentFormatter', 'anthropic'),
    )
  }
  const shared = clientOf({ name: 'gpt2', ...both }, hosts.foundry)
  expect(await shared.chat(hello).catch(problemOf)).toEqual(
    use('/models/chat/completions', 'gpt2', 'CustomOpenAIChatContentFormatter', 'openai'),
  )
  for (const [name, url, options] of [
    ['anthropic', hosts.messages, {}],
    ['own', hosts.messages, {}],
    ['gpt2', hosts.chat, {}],
    ['gpt2', 'https://my-ep.eastus2.inference.ml.azure.com/generate', { endpointApiType: 'dedicated' }],
  ] as const) {
    const client = clientOf({ name, ...both }, url, options)
    for (const _ of [1, 2]) expect((await client.chat(hello)).text).toBe('Hi')
  }
})

const missing = {
  setting: 'contentFormatter',
  message:
    '`contentFormatter` is missing or not a formatter. Pass a formatter or its class, such as CustomOpenAIChatContentFormatter from @azureml-endpoints/formatters-openai.',
}

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a name', 'openai'],
  ['a list', []],
  ['an object without a name', { codecs: { dedicated: codec } }],
  ['a name that is a number', { name: 1, codecs: { dedicated: codec } }],
  ['no codecs', { name: 'own' }],
  ['codecs that are null', { name: 'own', codecs: null }],
  ['codecs that are a text', { name: 'own', codecs: 'dedicated' }],
  ['an arrow function', () => ({ name: 'own', codecs: { dedicated: codec } })],
  ['a class of something else', Map],
])('takes %s for no formatter', (_name, given) => {
  expect(problemOfClient(given, hosts.score)).toEqual(missing)
})

it('accepts a class and an object with a name and codecs', async () => {
  class Formatter {
    readonly name = ''
    readonly codecs = { dedicated: codec }
  }
  for (const given of [Formatter, new Formatter(), { name: 'own', codecs: { dedicated: codec } }]) {
    expect((await clientOf(given, hosts.score).chat(hello)).text).toBe('Hi')
  }
})
