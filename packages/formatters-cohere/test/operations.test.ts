import { AzureMLEndpointClient, type RequestContext } from '@azureml-endpoints/core'
import { fakeFetch } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../src/index.ts'

const host = 'https://my-resource.services.ai.azure.com/providers/cohere'

describe('embeddings', () => {
  const client = new AzureMLEndpointClient({
    endpointUrl: `${host}/v2/embed`,
    endpointApiKey: 'a-key',
    contentFormatter: CohereV2ContentFormatter,
    fetch: fakeFetch('never asked'),
  })
  const values = ['a coat']

  it('can have their input type in modelKwargs', () => {
    const { serverless } = new CohereV2ContentFormatter().embeddingCodecs
    const context = { apiType: 'serverless', stream: false, url: new URL(`${host}/v2/embed`) } as const
    const modelKwargs = { input_type: 'clustering' }
    expect(serverless.formatRequest({ values }, { ...context, modelKwargs })).toMatchObject(modelKwargs)
    expect(serverless.formatRequest({ values, modelKwargs }, { ...context, modelKwargs: {} })).toMatchObject(
      modelKwargs,
    )
  })

  it('are refused for more texts than Cohere takes', async () => {
    const many = Array.from({ length: 97 }, () => 'x')
    await expect(client.embed({ values: many, inputType: 'search_document' })).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: '`values` has 97 texts, but the endpoint takes at most 96 in one request. Split the list.',
      setting: 'values',
    })
  })
})

describe('the vectors of an answer', () => {
  const { serverless } = new CohereV2ContentFormatter().embeddingCodecs
  /** The vectors of one request by type, the most exact first; base64 as another program encoded it. */
  const byType = {
    float: [[1, -2, 0.5]],
    base64: ['AABQQAAAAAAA4H/H'],
    int8: [[12, -7]],
    uint8: [[12, 7]],
    binary: [[-117]],
    ubinary: [[11]],
  }
  const vectors = { ...byType, base64: [[3.25, 0, -65504]] }
  const types = Object.keys(byType) as (keyof typeof byType)[]

  it.each(types)('may be %s', (type) => {
    for (const embeddings of [{ [type]: byType[type] }, { other: [[1]], [type]: byType[type] }]) {
      expect(serverless.parseResponse({ embeddings }).embeddings).toEqual(vectors[type])
    }
    expect(serverless.parseResponse({ embeddings: byType[type] }).embeddings).toEqual(vectors[type])
  })

  it('are those of the most exact type that has any', () => {
    for (const [index, type] of types.entries()) {
      const rest = types.slice(index).toReversed()
      const embeddings = Object.fromEntries(rest.map((one) => [one, byType[one]]))
      expect(serverless.parseResponse({ embeddings }).embeddings).toEqual(vectors[type])
      const empty = Object.fromEntries(types.slice(0, index).map((one) => [one, []]))
      expect(serverless.parseResponse({ embeddings: { ...embeddings, ...empty } }).embeddings).toEqual(vectors[type])
    }
    expect(serverless.parseResponse({ embeddings: { float: [], int8: [] } }).embeddings).toEqual([])
  })

  it.each([null, 'x', {}, { embeddings: 'x' }, { embeddings: {} }, { embeddings: { float: 'x' } }])(
    'are not in %j',
    (body) => {
      expect(() => serverless.parseResponse(body)).toThrow('but the body has none')
    },
  )

  it.each<[vector: unknown, words: string]>([
    [[], 'Expected a vector'],
    [['x'], 'Expected a vector'],
    [[1, null], 'Expected a vector'],
    [5, 'Expected a vector'],
    ['', 'not a list of 32-bit numbers'],
    ['AAAA', 'not a list of 32-bit numbers'],
  ])('are not %j', (vector, words) => {
    expect(() => serverless.parseResponse({ embeddings: { float: [[1], vector] } })).toThrow(words)
    expect(() => serverless.parseResponse({ embeddings: [[1], vector] })).toThrow(words)
  })
})

describe('the parameters of a request', () => {
  const context = { apiType: 'serverless', stream: false, url: new URL(`${host}/v2/embed`), modelKwargs: {} } as const
  const [v1, v2] = [new CohereContentFormatter(), new CohereV2ContentFormatter()]
  const embed = { values: ['a'], inputType: 'clustering' }
  const rerank = { query: 'coat', documents: ['a'] }
  type Format = (modelKwargs: Readonly<Record<string, unknown>>, of: RequestContext) => unknown
  const formats: readonly (readonly [what: string, format: Format])[] = [
    [
      'embed, version 1',
      (modelKwargs, of) => v1.embeddingCodecs.serverless.formatRequest({ ...embed, modelKwargs }, of),
    ],
    [
      'embed, version 2',
      (modelKwargs, of) => v2.embeddingCodecs.serverless.formatRequest({ ...embed, modelKwargs }, of),
    ],
    [
      'rerank, version 1',
      (modelKwargs, of) => v1.rerankCodecs.serverless.formatRequest({ ...rerank, modelKwargs }, of),
    ],
    [
      'rerank, version 2',
      (modelKwargs, of) => v2.rerankCodecs.serverless.formatRequest({ ...rerank, modelKwargs }, of),
    ],
  ]

  it.each(formats)("are the client's, then the deployment, then the call's: %s", (_what, format) => {
    const client = { ...context, modelKwargs: { model: 'client', one: 1 } }
    const deployed = { ...client, deploymentName: 'deployment' }
    expect(format({}, client)).toMatchObject({ model: 'client', one: 1 })
    expect(format({}, deployed)).toMatchObject({ model: 'deployment', one: 1 })
    expect(format({ model: 'call', one: 2 }, deployed)).toMatchObject({ model: 'call', one: 2 })
    expect(format({}, context)).not.toHaveProperty('model')
  })
})
