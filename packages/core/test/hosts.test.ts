import { ContentFormatterBase, type RequestContext, type TokenCredential } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { clientOf, failure, hello, key } from './client-of.ts'

/** Headers that carry a key besides `authorization`; where the deployment's name goes; the first part and the end of the scope's host. */
type Expected = readonly [keys: string, name: 'header' | 'body' | 'both', scope: string]

const hosts: Readonly<Record<string, Expected>> = {
  'https://e.eastus2.inference.ml.azure.com/score': ['', 'header', 'ml.com'],
  'https://e.eastus2.inference.ml.azure.com/v1/messages': ['', 'header', 'ml.com'],
  'https://e.usgovvirginia.inference.ml.azure.us/score': ['', 'header', 'ml.us'],
  'https://e.usgovvirginia.inference.ml.azure.us/v1/messages': ['', 'header', 'ml.us'],
  'https://e.chinaeast2.inference.ml.azure.cn/score': ['', 'header', 'ml.cn'],
  'https://e.chinaeast2.inference.ml.azure.cn/v1/messages': ['', 'header', 'ml.cn'],
  'https://m.eastus2.models.ai.azure.com/v1/chat/completions': ['api-key', 'header', 'ml.com'],
  'https://m.eastus2.models.ai.azure.com/v1/messages': ['api-key', 'header', 'ml.com'],
  'https://m.eastus2.inference.ai.azure.com/v1/chat/completions': ['api-key', 'header', 'ml.com'],
  'https://r.services.ai.azure.com/models/chat/completions': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/mai/v1/chat/completions': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/providers/cohere/v2/chat': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/x/openai/v1/chat/completions': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/api/projects/p/q/openai/v1/embeddings': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/openai/v1/chat/completions': ['api-key', 'body', 'ai.com'],
  'https://r.services.ai.azure.com/api/projects/a-project/openai/v1/responses': ['api-key', 'body', 'ai.com'],
  'https://r.services.ai.azure.com/openai/v1beta/responses': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/openai/v10/responses': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/api/projects/p/openai/v1beta': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/anthropics/v1/messages': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.com/anthropic/v1/messages': ['api-key x-api-key', 'body', 'ai.com'],
  'https://r.services.ai.azure.com/x/anthropic/v1/messages': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.cognitiveservices.azure.com/openai/v1/embeddings': ['api-key', 'body', 'ai.com'],
  'https://r.openai.azure.com/openai/v1/embeddings': ['api-key', 'body', 'ai.com'],
  'https://r.openai.azure.com/openai/deployments/d/embeddings': ['api-key', 'body', 'cognitiveservices.com'],
  'https://r.services.ai.azure.us/openai/v1/chat/completions': ['api-key', 'body', 'ai.us'],
  'https://r.cognitiveservices.azure.cn/openai/deployments/d/embeddings': ['api-key', 'body', 'cognitiveservices.cn'],
  'https://r.openai.azure.us/openai/v1/chat/completions': ['api-key', 'body', 'ai.us'],
  'https://r.openai.azure.us/openai/deployments/d/chat/completions': ['api-key', 'body', 'cognitiveservices.us'],
  'https://r.openai.azure.cn/openai/v1/chat/completions': ['api-key', 'body', 'ai.cn'],
  // A gateway, a cluster, and hosts that only look like those of Azure.
  'https://gw.azure-api.net/openai/v1/chat/completions': ['', 'both', 'ml.com'],
  'https://gw.azure-api.net/x/openai/v1/completions': ['', 'both', 'ml.com'],
  'https://gw.azure-api.net/mai/v1/embeddings': ['', 'both', 'ml.com'],
  'https://gw.azure-api.net/models/chat/completions': ['', 'both', 'ml.com'],
  'https://gw.azure-api.net/anthropic/v1/messages': ['x-api-key', 'both', 'ml.com'],
  'https://gw.azure-api.net/v2/chat': ['', 'both', 'ml.com'],
  'https://gw.azure-api.net/v2/embed': ['', 'both', 'ml.com'],
  'https://gw.azure-api.net/v2/rerank': ['', 'both', 'ml.com'],
  'https://gw.azure-api.net/openai/responses': ['', 'both', 'ml.com'],
  'https://gw.azure-api.net/v1/chat/completions': ['', 'header', 'ml.com'],
  'https://gw.azure-api.net/v1/rerank': ['', 'header', 'ml.com'],
  'https://gw.azure-api.net/openai/v1/images': ['', 'header', 'ml.com'],
  'https://gw.azure-api.net/openai/v1/embeddings/score': ['', 'header', 'ml.com'],
  'https://gw.azure-api.net/v1/messages/score': ['', 'header', 'ml.com'],
  'https://k8s.example.org/api/v1/endpoint/e/score': ['', 'header', 'ml.com'],
  'https://models.ai.azure.com/v1/chat/completions': ['', 'header', 'ml.com'],
  'https://m.models.ai.azure.com.example.org/v1/chat/completions': ['', 'header', 'ml.com'],
  'https://xservices.ai.azure.com/v1/chat/completions': ['', 'header', 'ml.com'],
  'https://r.services.ai.azure.com.example.org/v1/chat/completions': ['', 'header', 'ml.com'],
  'https://xopenai.azure.com/v1/chat/completions': ['', 'header', 'ml.com'],
  'https://r.openai.azure.com.example.org/v1/chat/completions': ['', 'header', 'ml.com'],
  'https://r.openai.azure.us.example.org/v1/chat/completions': ['', 'header', 'ml.com'],
  'https://inference.ml.azure.com.example.org/v1/messages': ['', 'both', 'ml.com'],
}

/** Sends what the context says, so that each operation is seen to get it. */
const codec = {
  formatRequest: (_request: object, { url, ...context }: RequestContext): object => ({
    path: url.pathname,
    ...context,
  }),
  parseResponse: () => ({ text: 'Hi', embeddings: [[1]], results: [{ index: 0, score: 1 }] }),
}
const both = { dedicated: codec, serverless: codec }

class ContextFormatter extends ContentFormatterBase {
  readonly name = 'context'
  readonly codecs = both
  override readonly embeddingCodecs = both
  override readonly rerankCodecs = both
}

const operations = ['chat', 'embed', 'rerank'] as const
type Options = NonNullable<Parameters<typeof clientOf>[1]>

async function sentBy(
  operation: (typeof operations)[number],
  options: Options,
): Promise<{ headers: object; body: unknown }> {
  let sent: RequestInit | undefined
  const client = clientOf(() => Response.json({}), {
    contentFormatter: ContextFormatter,
    fetch: async (_url, init) => {
      sent = init
      return Response.json({})
    },
    ...options,
  })
  await {
    chat: () => client.chat(hello),
    embed: () => client.embed({ values: ['a'] }),
    rerank: () => client.rerank({ query: 'q', documents: ['a'] }),
  }[operation]()
  return { headers: Object.fromEntries(new Headers(sent?.headers)), body: JSON.parse(String(sent?.body)) }
}

const rows = Object.entries(hosts).map(([endpointUrl, [keys, name, scope]]) => {
  const path = new URL(endpointUrl).pathname
  const apiType = path.endsWith('/score') ? ('dedicated' as const) : ('serverless' as const)
  return {
    endpointUrl,
    endpointApiType: apiType,
    keyHeaders: Object.fromEntries(keys.split(' ').flatMap((header) => (header === '' ? [] : [[header, key]]))),
    deployment: name === 'body' ? {} : { 'azureml-model-deployment': 'blue' },
    body: { path, apiType, stream: false, modelKwargs: { k: 1 }, ...(name !== 'header' && { deploymentName: 'blue' }) },
    scope: `https://${scope.replace('.', '.azure.')}/.default`,
  }
})
const always = { accept: 'application/json', 'content-type': 'application/json' }

it.each(rows)('$endpointUrl gets the key and the deployment where it reads them', async (row) => {
  const { endpointUrl, endpointApiType } = row
  const options = { endpointUrl, endpointApiType, deploymentName: 'blue', modelKwargs: { k: 1 } }
  for (const operation of operations) {
    expect(await sentBy(operation, options)).toEqual({
      headers: { ...always, authorization: `Bearer ${key}`, ...row.keyHeaders, ...row.deployment },
      body: row.body,
    })
  }
  const { deploymentName: _name, ...unnamed } = row.body
  expect(await sentBy('chat', { ...options, deploymentName: '', endpointApiKey: ` ${key}\n` })).toEqual({
    headers: { ...always, authorization: `Bearer ${key}`, ...row.keyHeaders },
    body: unnamed,
  })
})

it.each(rows)('$endpointUrl gets a token of $scope alone', async ({ endpointUrl, endpointApiType, scope }) => {
  const scopes: unknown[] = []
  const credential: TokenCredential = {
    getToken: async (requested) => {
      scopes.push(requested)
      return { token: 'token-of-entra', expiresOnTimestamp: Date.now() + 3_600_000 }
    },
  }
  const { headers } = await sentBy('chat', { endpointUrl, endpointApiType, endpointApiKey: undefined, credential })
  expect([scopes, headers]).toEqual([[scope], { ...always, authorization: 'Bearer token-of-entra' }])
})

describe('a formatter with the format of another route', () => {
  class ClaudeFormatter extends CustomOpenAIChatContentFormatter {
    override readonly name = 'anthropic'
  }
  const advice = (path: string): object => ({
    name: 'ConfigurationError',
    setting: 'contentFormatter',
    message: `The route ${path} has another format than the formatter "anthropic". Use \`CustomOpenAIChatContentFormatter\` of @azureml-endpoints/formatters-openai as \`contentFormatter\`.`,
  })
  const path = '/openai/v1/chat/completions'

  it.each(['r.services.ai.azure.com', 'r.cognitiveservices.azure.com', 'r.openai.azure.com', 'r.openai.azure.us'])(
    'is refused on %s, which serves every model with routes of its own',
    async (host) => {
      const client = clientOf(() => Response.json({}), {
        endpointUrl: `https://${host}${path}`,
        contentFormatter: ClaudeFormatter,
      })
      for (const call of [client.chat(hello), client.stream(hello).next()]) {
        expect(await failure(call)).toMatchObject(advice(path))
      }
    },
  )

  it.each(['e.eastus2.inference.ml.azure.com', 'm.eastus2.models.ai.azure.com', 'gateway.example.org'])(
    'is accepted on %s, where a container may serve it at any route',
    async (host) => {
      const client = clientOf(() => Response.json({ choices: [{ message: { content: 'Hi' } }] }), {
        endpointUrl: `https://${host}${path}`,
        contentFormatter: ClaudeFormatter,
      })
      expect((await client.chat(hello)).text).toBe('Hi')
    },
  )
})
