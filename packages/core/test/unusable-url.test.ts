import { AzureMLEndpointClient, ConfigurationError, type EndpointOptions } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { urlMistakes } from './url-mistakes.ts'

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

describe('a mistake in endpointUrl is named whole, with what to pass instead', () => {
  it.each(urlMistakes)('%j', (endpointUrl, says) => {
    const { message, setting } = errorOf({ endpointUrl })
    expect(message.split(' The expected form is\n')[0]).toBe(says)
    expect(setting).toBe(says.startsWith('`endpointApiType`') ? 'endpointApiType' : 'endpointUrl')
    const isPath = URL.canParse(endpointUrl) && !endpointUrl.includes('?') && !says.includes('second route')
    if (isPath) expect(errorOf({ endpointUrl: `${endpointUrl}/` }).message).toContain(says.split('. ').at(-1))
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
})

it('is a page or a service of Azure whatever the API type', () => {
  for (const endpointApiType of ['dedicated', 'serverless'] as const) {
    for (const [endpointUrl, says] of urlMistakes.filter(([, text]) => text.includes('not an endpoint'))) {
      expect(errorOf({ endpointUrl, endpointApiType }).message).toBe(says)
    }
  }
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
