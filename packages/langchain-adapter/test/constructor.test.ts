import { ConfigurationError } from '@azureml-endpoints/core'
import installed from '@langchain/core/package.json' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../src/index.ts'
import { bodies, chat, failure, key } from './endpoint.ts'

describe('constructor fields', () => {
  const right = { endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/score', endpointApiKey: key }

  it.each<[AzureMLChatOnlineEndpointFields, string]>([
    [{ endpointApiKey: key }, '`endpointUrl` is missing'],
    [{ endpointUrl: right.endpointUrl }, '`endpointApiKey` is missing'],
    [{ ...right, endpointApiType: 'serverless' }, "`endpointApiType` is 'serverless'"],
    [{ ...right, maxRetries: -1 }, '`maxRetries` is -1'],
    [{ ...right, timeout: 0 }, '`timeout` is 0'],
    [{ ...right, contentFormatter: {} as never }, '`contentFormatter`'],
    [{ ...right, responseFormat: { type: 'xml' } as never }, '`response_format`'],
  ])('are rejected: %j', (fields, message) => {
    expect(() => new AzureMLChatOnlineEndpoint(fields)).toThrow(ConfigurationError)
    expect(() => new AzureMLChatOnlineEndpoint(fields)).toThrow(message)
  })

  it('set the parameters, which a call can override', async () => {
    const fields = {
      temperature: 0.1,
      topP: 0.2,
      maxTokens: 300,
      stop: 'a',
      seed: 4,
      presencePenalty: 0.5,
      frequencyPenalty: 0.6,
      topK: 7,
      reasoningEffort: 'low',
    }
    const { model, emulator } = await chat({}, { ...fields, modelKwargs: { safe_prompt: true } })
    await model.invoke('Hello', { maxTokens: 512, temperature: 0, stop: ['b'], modelKwargs: { min_p: 0.1 } })
    await model.invoke('Hello')
    const constant = {
      top_p: 0.2,
      seed: 4,
      presence_penalty: 0.5,
      frequency_penalty: 0.6,
      top_k: 7,
      reasoning_effort: 'low',
      safe_prompt: true,
    }
    const messages = [{ role: 'user', content: 'Hello' }]
    expect(bodies(emulator)).toEqual([
      { ...constant, messages, max_tokens: 512, temperature: 0, stop: ['b'], min_p: 0.1 },
      { ...constant, messages, max_tokens: 300, temperature: 0.1, stop: ['a'] },
    ])
  })

  it('that are not numbers are named in the error of the call', async () => {
    const { model } = await chat({}, { temperature: Number.NaN })
    const error = await failure(model.invoke('Hello'))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toContain('temperature')
  })

  it('add the package versions to the metadata', () => {
    expect(new AzureMLChatOnlineEndpoint(right).metadata).toMatchObject({
      versions: {
        '@azureml-endpoints/langchain-adapter': 'development',
        // Verifies which version of LangChain's core this run uses.
        '@langchain/core': process.env['LANGCHAIN_CORE'] ?? installed.version,
      },
    })
  })
})

it('headers of a call are sent with that call', async () => {
  const { model, emulator } = await chat({}, { headers: { 'x-team': 'a', 'x-kept': 'b' } })
  await model.invoke('Hello', { headers: { 'x-team': 'c', 'azureml-model-deployment': 'blue' } })
  await model.invoke('Hello')
  expect(
    emulator.requests.map(({ headers, deployment }) => [headers['x-team'], headers['x-kept'], deployment]),
  ).toEqual([
    ['c', 'b', 'blue'],
    ['a', 'b', 'default'],
  ])
})
