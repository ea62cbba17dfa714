// oxlint-disable no-underscore-dangle -- the names are LangChain's
import { ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  AzureMLChatOnlineEndpoint,
  type AzureMLChatOnlineEndpointFields as Fields,
  AzureMLOnlineEndpoint,
} from '../src/index.ts'

const endpoint = {
  endpointUrl: 'https://e.westeurope.inference.ml.azure.com/v1/chat/completions',
  endpointApiKey: 'key',
}

afterEach(() => void vi.unstubAllEnvs())

describe('what identifies a model', () => {
  const url = endpoint.endpointUrl
  const base = { endpoint_url: url, endpoint_api_type: 'serverless', content_formatter: 'openai' }

  it.each<[Fields, object]>([
    [{}, {}],
    [{ deploymentName: 'blue' }, { deployment_name: 'blue' }],
    [{ endpointUrl: `${url}?a=b&api-version=1%262` }, { endpoint_url: `${url}?api-version=1%262` }],
    [{ contentFormatter: MistralChatContentFormatter }, { content_formatter: 'mistral' }],
    [{ contentFormatter: new CustomOpenAIChatContentFormatter() }, {}],
    [
      { streamUsage: false, jsonSchema: 'prompt' },
      { streamUsage: false, jsonSchema: 'prompt' },
    ],
    [{ model: 'm', modelKwargs: { token: 't' } }, { model_kwargs: { model: 'm', token: '<redacted>' } }],
    [
      { temperature: 0, stop: ['a'] },
      { temperature: 0, stop: ['a'] },
    ],
  ])('is shown without secrets, and nothing that is not set: %j', (fields, expected) => {
    const text = { contentFormatter: CustomOpenAIChatContentFormatter, ...endpoint, ...fields }
    expect(new AzureMLChatOnlineEndpoint({ ...endpoint, ...fields })._identifyingParams()).toStrictEqual({
      ...base,
      ...expected,
    })
    expect(new AzureMLOnlineEndpoint(text)._identifyingParams()).toStrictEqual({ ...base, ...expected })
  })

  it('has the response format', () => {
    const model = new AzureMLChatOnlineEndpoint({ ...endpoint, responseFormat: { type: 'json_object' } })
    expect(model._identifyingParams()).toStrictEqual({ ...base, response_format: { type: 'json' } })
  })

  it('has the deployment of the environment, unless there is a name', () => {
    vi.stubEnv('AZUREML_DEPLOYMENT_NAME', 'green')
    const deployed = (fields: Fields): unknown =>
      new AzureMLChatOnlineEndpoint({ ...endpoint, ...fields })._identifyingParams()['deployment_name']
    expect([deployed({}), deployed({ deploymentName: 'blue' }), deployed({ deploymentName: '' })]).toEqual([
      'green',
      'blue',
      undefined,
    ])
  })
})

it.each<[string, Fields, string]>([
  ['https://a.b.c/v1/chat/completions', {}, 'a'],
  ['https://single/v1/chat/completions', {}, 'single'],
  ['http://127.0.0.1:8/v1/chat/completions', {}, '127.0.0.1'],
  ['http://[::1]:8/v1/chat/completions', {}, '[::1]'],
  ['https://1a.b/v1/chat/completions', {}, '1a'],
  ['https://a.b/v1/chat/completions', { model: 'm' }, 'm'],
  ['https://a.b/v1/chat/completions', { deploymentName: '' }, 'a'],
  ['https://a.b/v1/chat/completions', { modelKwargs: { model: 7 } }, 'a'],
  ['https://a.b/v1/chat/completions', { modelKwargs: { model: 7 }, deploymentName: 'blue' }, 'blue'],
])('the name of the model at %s with %j is "%s"', (endpointUrl, fields, name) => {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, endpointUrl, ...fields })
  expect(model.getLsParams({ modelKwargs: { model: null } } as never).ls_model_name).toBe(name)
})

it('the formatter of an instance is called by its own name', () => {
  class Own extends ContentFormatterBase {
    override readonly name = 'own'
    override readonly codecs = new CustomOpenAIChatContentFormatter().codecs
  }
  const named = (contentFormatter: Fields['contentFormatter']): unknown =>
    new AzureMLChatOnlineEndpoint({ ...endpoint, contentFormatter })._identifyingParams()['content_formatter']
  expect([named(Own), named(new Own())]).toEqual(['own', 'own'])
})
