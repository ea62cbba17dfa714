import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { fakeFetch } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../src/index.ts'

const host = 'https://my-resource.services.ai.azure.com/providers/cohere'
const never = fakeFetch('never asked')

function clientOf(
  contentFormatter: typeof CohereContentFormatter | typeof CohereV2ContentFormatter,
  path: string,
): AzureMLEndpointClient {
  const endpointUrl = host + path
  return new AzureMLEndpointClient({
    endpointUrl,
    endpointApiType: 'serverless',
    endpointApiKey: 'a',
    contentFormatter,
    fetch: never,
  })
}

describe('embeddings', () => {
  const client = clientOf(CohereV2ContentFormatter, '/v2/embed')
  const values = ['a coat']

  it('need an input type, which modelKwargs can have too', async () => {
    await expect(client.embed({ values })).rejects.toMatchObject({ name: 'ConfigurationError', setting: 'inputType' })
    const { serverless } = new CohereV2ContentFormatter().embeddingCodecs
    const context = { apiType: 'serverless', stream: false, url: new URL(`${host}/v2/embed`) } as const
    const modelKwargs = { input_type: 'clustering' }
    expect(serverless.formatRequest({ values }, { ...context, modelKwargs })).toMatchObject(modelKwargs)
    expect(serverless.formatRequest({ values, modelKwargs }, { ...context, modelKwargs: {} })).toMatchObject(
      modelKwargs,
    )
  })

  it.each(['texts', 'inputs', 'images'])('cannot have modelKwargs.%s', async (name) => {
    const request = { values, inputType: 'search_query', modelKwargs: { [name]: ['x'] } }
    await expect(client.embed(request)).rejects.toMatchObject({ setting: `modelKwargs.${name}` })
  })

  it('are refused for more texts than Cohere takes', async () => {
    const many = Array.from({ length: 97 }, () => 'x')
    await expect(client.embed({ values: many, inputType: 'search_document' })).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: '`values` has 97 texts, but the endpoint takes at most 96 in one request. Split the list.',
      setting: 'values',
    })
  })

  it('have no dimensions in version 1', async () => {
    const request = { values, dimensions: 256 }
    const error = { name: 'ConfigurationError', setting: 'dimensions' }
    await expect(clientOf(CohereContentFormatter, '/v1/embed').embed(request)).rejects.toMatchObject(error)
  })
})

describe.each([
  [CohereContentFormatter, '/v1/rerank'],
  [CohereV2ContentFormatter, '/v2/rerank'],
] as const)('reranking', (formatter, path) => {
  it.each(['query', 'documents'])(`cannot have modelKwargs.%s on ${path}`, async (name) => {
    const request = { query: 'coat', documents: ['a'], modelKwargs: { [name]: 'x' } }
    const error = { name: 'ConfigurationError', setting: `modelKwargs.${name}` }
    await expect(clientOf(formatter, path).rerank(request)).rejects.toMatchObject(error)
  })
})
