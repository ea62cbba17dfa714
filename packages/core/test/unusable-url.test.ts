import { AzureMLEndpointClient, ConfigurationError, type EndpointOptions } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'

const managed = 'https://ep.eastus2.inference.ml.azure.com'
const serverless = 'https://m.eastus2.models.ai.azure.com'
const early = 'https://m.eastus2.inference.ai.azure.com'
const foundry = 'https://res.services.ai.azure.com'
const openai = 'https://res.openai.azure.com'
const cognitive = 'https://res.cognitiveservices.azure.com'
const cluster = 'https://cluster.example.org'
const local = 'http://localhost:8000'

function clientOf(options: Partial<EndpointOptions>): AzureMLEndpointClient {
  const contentFormatter = CustomOpenAIChatContentFormatter
  return new AzureMLEndpointClient({ endpointApiKey: 'a-key-of-tests', contentFormatter, ...options })
}

function errorOf(options: Partial<EndpointOptions>): ConfigurationError {
  try {
    throw new Error(`accepted as ${clientOf(options).apiType}`)
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
}

describe('the start of a URL causes an error that shows the whole of it', () => {
  it.each<[given: string, whole: readonly string[]]>([
    [managed, [`${managed}/score`, `${managed}/v1/chat/completions`]],
    [`${managed}/v1`, [`${managed}/v1/chat/completions`]],
    [`${managed}/swagger.json`, [`${managed}/score`]],
    [`${managed}/v1/models`, [`${managed}/v1/chat/completions`]],
    [serverless, [`${serverless}/v1/chat/completions`, `${serverless}/v1/embeddings`]],
    [`${serverless}/v1`, [`${serverless}/v1/chat/completions`]],
    [early, [`${early}/v1/chat/completions`]],
    [
      foundry,
      [
        `${foundry}/openai/v1/chat/completions`,
        `${foundry}/anthropic/v1/messages`,
        `${foundry}/providers/cohere/v2/chat`,
      ],
    ],
    [`${foundry}/openai`, [`${foundry}/openai/v1/chat/completions`]],
    [`${foundry}/openai/v1`, [`${foundry}/openai/v1/chat/completions`]],
    [`${foundry}/models`, [`${foundry}/openai/v1/chat/completions`, `${foundry}/models/chat/completions?api-version=`]],
    [`${foundry}/anthropic`, [`${foundry}/anthropic/v1/messages`]],
    [`${foundry}/anthropic/v1`, [`${foundry}/anthropic/v1/messages`]],
    [`${foundry}/providers/cohere`, [`${foundry}/providers/cohere/v2/chat`]],
    [`${foundry}/mai/v1`, [`${foundry}/mai/v1/chat/completions`]],
    [
      `${foundry}/api/projects/p`,
      [`${foundry}/openai/v1/chat/completions`, `${foundry}/api/projects/p/openai/v1/chat/completions`],
    ],
    [`${foundry}/api/projects/p/openai/v1`, [`${foundry}/api/projects/p/openai/v1/chat/completions`]],
    [openai, [`${openai}/openai/v1/chat/completions`]],
    [`${openai}/openai/v1`, [`${openai}/openai/v1/chat/completions`]],
    [`${openai}/openai/deployments/blue`, [`${openai}/openai/deployments/blue/chat/completions?api-version=`]],
    [`${openai}/openai/deployments`, [`${openai}/openai/deployments/<your-deployment>/chat/completions?api-version=`]],
    [cognitive, [`${cognitive}/openai/v1/chat/completions`]],
    [
      `${cognitive}/openai/deployments/blue?api-version=2024-10-21`,
      [`${cognitive}/openai/deployments/blue/chat/completions`],
    ],
    [
      'https://eastus.api.cognitive.microsoft.com',
      ['https://eastus.api.cognitive.microsoft.com/openai/v1/chat/completions'],
    ],
    ['https://gw.azure-api.net', ['https://gw.azure-api.net/<your-api>/']],
    [`${cluster}/api/v1/endpoint/mine`, [`${cluster}/api/v1/endpoint/mine/score`]],
    [cluster, [`${cluster}/score`, `${cluster}/v1/chat/completions`]],
    [local, [`${local}/score`, `${local}/v1/chat/completions`]],
    [`${local}/v1`, [`${local}/v1/chat/completions`]],
    [`${managed}/chat`, [`${managed}/chat/completions`]],
    [`${managed}/score/chat/completions`, [`${managed}/score:`]],
    [`${serverless}/v1/chat/completions/chat/completions`, [`${serverless}/v1/chat/completions:`]],
    [`${foundry}/anthropic/v1/messages/v1/messages`, [`${foundry}/anthropic/v1/messages:`]],
  ])('%s', (given, whole) => {
    for (const endpointUrl of given.includes('?') ? [given] : [given, `${given}/`]) {
      const { message } = errorOf({ endpointUrl })
      for (const url of whole) expect(message).toContain(url)
    }
  })

  it.each([managed, serverless, early, foundry, openai, cognitive, cluster, local])(
    'of %s, and each of these is accepted',
    (endpointUrl) => {
      const { message } = errorOf({ endpointUrl })
      const urls = message.match(/https?:\/\/\S+\/\S+[a-z]/g) ?? []
      expect(urls.length).toBeGreaterThan(0)
      for (const url of urls)
        expect(clientOf({ endpointUrl: url }).apiType).toBe(url.endsWith('/score') ? 'dedicated' : 'serverless')
    },
  )

  it('says so in plain words', () => {
    expect(errorOf({ endpointUrl: `${foundry}/openai/v1` }).message).toMatchInlineSnapshot(
      `"\`endpointUrl\` is only the start of an invocation URL: https://res.services.ai.azure.com/openai/v1. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/openai/v1/chat/completions."`,
    )
    expect(errorOf({ endpointUrl: `${local}/v1` }).message).toMatchInlineSnapshot(
      `"\`endpointApiType\` cannot be inferred from the path /v1. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: http://localhost:8000/v1/chat/completions."`,
    )
    expect(errorOf({ endpointUrl: `${managed}/score/chat/completions` }).message).toMatchInlineSnapshot(
      `"\`endpointUrl\` has a second route after the first: https://ep.eastus2.inference.ml.azure.com/score/chat/completions. Pass https://ep.eastus2.inference.ml.azure.com/score: nothing is appended to it."`,
    )
    expect(
      errorOf({ endpointUrl: 'https://ai.azure.com/foundryProject/overview?tid=1' }).message,
    ).toMatchInlineSnapshot(
      `"\`endpointUrl\` is a page of Foundry's portal, not an endpoint: https://ai.azure.com/foundryProject/overview. Open the deployment there and copy its Target URI, or the endpoint's URL from the code sample."`,
    )
  })
})

describe('a URL that is no endpoint is named for what it is', () => {
  it.each<[string, string]>([
    [
      'https://ml.azure.com/endpoints/realtime/ep/consume?wsid=/subscriptions/1',
      'a page of Azure Machine Learning studio',
    ],
    ['https://ai.azure.com/resource/deployments/x', "a page of Foundry's portal"],
    ['https://oai.azure.com/portal/x', "a page of Foundry's portal"],
    ['https://portal.azure.com/#@tenant/resource/subscriptions/1', 'a page of the Azure portal'],
    ['https://learn.microsoft.com/azure/machine-learning/score', 'a page of the documentation'],
    ['https://management.azure.com/subscriptions/1/onlineEndpoints/ep/score', "the address of Azure's control plane"],
    ['https://eastus.api.azureml.ms/mlflow/v1.0/x', 'the address of a workspace'],
  ])('%s', (endpointUrl, what) => {
    for (const endpointApiType of [undefined, 'dedicated', 'serverless'] as const) {
      const error = errorOf({ endpointUrl, endpointApiType })
      expect(error.message).toContain(`\`endpointUrl\` is ${what}, not an endpoint`)
      expect(error.setting).toBe('endpointUrl')
      expect(error.message).not.toContain('subscriptions/1?')
    }
  })

  it.each<[string, string]>([
    ['ep.eastus2.inference.ml.azure.com/score', 'Put `https://` in front of it.'],
    ['"https://ep.eastus2.inference.ml.azure.com/score"', 'Remove the quotes'],
    ['eastus.api.azureml.ms;1-2;group;project', 'connection string of a project'],
    ['AZUREML_ENDPOINT_URL=https://ep.eastus2.inference.ml.azure.com/score', 'after the equals sign'],
  ])('%s', (endpointUrl, advice) => {
    expect(errorOf({ endpointUrl }).message).toContain(advice)
  })
})

describe('a whole URL', () => {
  it.each<[string, 'dedicated' | 'serverless']>([
    [`${managed}/score`, 'dedicated'],
    [`${cluster}/api/v1/endpoint/mine/score`, 'dedicated'],
    [`${managed}/v1/completions`, 'serverless'],
    [`${foundry}/openai/v1/responses`, 'serverless'],
    [`${foundry}/openai/v1/embeddings`, 'serverless'],
    [`${foundry}/anthropic/v1/messages`, 'serverless'],
    [`${foundry}/providers/cohere/v2/chat`, 'serverless'],
    [`${foundry}/providers/cohere/v2/embed`, 'serverless'],
    [`${foundry}/providers/cohere/v2/rerank`, 'serverless'],
    [`${serverless}/v1/rerank`, 'serverless'],
    [`${foundry}/api/projects/p/openai/v1/chat/completions`, 'serverless'],
  ])('%s has the API type %s', (endpointUrl, apiType) => {
    expect(clientOf({ endpointUrl }).apiType).toBe(apiType)
    expect(clientOf({ endpointUrl: `${endpointUrl}/?x=1` }).apiType).toBe(apiType)
  })

  it.each([
    `${managed}/chat`,
    `${managed}/generate`,
    `${serverless}/v1/chat`,
    `${local}/v1`,
    `${cluster}/openai/v1`,
    `${managed}/docs`,
  ])('%s is accepted with an API type', (endpointUrl) => {
    for (const endpointApiType of ['dedicated', 'serverless'] as const) {
      expect(clientOf({ endpointUrl, endpointApiType }).apiType).toBe(endpointApiType)
    }
  })

  it.each([
    [`${managed}/v1/chat/completions/`, `${managed}/v1/chat/completions`],
    [`${managed}/v1/chat/completions/?a=1&b=%20`, `${managed}/v1/chat/completions?a=1&b=%20`],
    [`${managed}/v1/chat/completions?a=1/`, `${managed}/v1/chat/completions?a=1/`],
    [`${managed}//v1/chat/completions`, `${managed}//v1/chat/completions`],
  ])('%s is sent as %s', async (endpointUrl, sent) => {
    const urls: string[] = []
    const fetch = async (url: string | URL | Request): Promise<Response> => {
      urls.push(String(url))
      return Response.json({ choices: [{ message: { content: 'Yes.' }, finish_reason: 'stop' }] })
    }
    const response = await clientOf({ endpointUrl, fetch }).chat({ messages: [{ role: 'user', content: 'Hi' }] })
    expect(urls).toEqual([sent])
    expect(response.request.url).toBe(sent.replace(/\?.*/, '') + new URL(response.request.url).search)
  })
})
