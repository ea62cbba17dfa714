import {
  AzureMLEndpointClient,
  type ChatRequest,
  ConfigurationError,
  type ContentFormatterBase,
} from '@azureml-endpoints/core'
import { fakeFetch, sse } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIContentFormatter, TGIContentFormatter } from '../src/index.ts'

const question: ChatRequest = { messages: [{ role: 'user', content: 'The sea is' }] }

function clientOf(
  fetch: typeof globalThis.fetch,
  options: {
    readonly formatter?: ContentFormatterBase
    readonly path?: string
    readonly modelKwargs?: Record<string, unknown>
  } = {},
): AzureMLEndpointClient {
  const { formatter = new CustomOpenAIContentFormatter(), path = '/v1/completions', modelKwargs } = options
  return new AzureMLEndpointClient({
    endpointUrl: `https://my-ep.westeurope.inference.ml.azure.com${path}`,
    endpointApiType: path.endsWith('/completions') ? 'serverless' : 'dedicated',
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter: formatter,
    fetch,
    ...(modelKwargs && { modelKwargs }),
  })
}

async function streamed(
  client: AzureMLEndpointClient,
  request = question,
): Promise<{ text: string; finishReason: unknown }> {
  const answer = { text: '', finishReason: undefined as unknown }
  for await (const { text, finishReason } of client.stream(request)) {
    answer.text += text ?? ''
    answer.finishReason = finishReason ?? answer.finishReason
  }
  return answer
}

describe('several choices', () => {
  const first = { index: 0, text: 'wide', finish_reason: 'length' }
  const second = { index: 1, text: 'deep', finish_reason: 'stop' }

  it.each([
    [[first, second]],
    [[second, first]],
    [[{ text: 'wide', finish_reason: 'length' }, second]],
    [[null, first]],
  ])('reads the one with index 0 of %j', async (choices) => {
    expect(await clientOf(fakeFetch({ choices })).chat(question)).toMatchObject({
      text: 'wide',
      finishReason: 'length',
    })
  })

  it('reads the only choice, whatever its index', async () => {
    expect(await clientOf(fakeFetch({ choices: [second] })).chat(question)).toMatchObject({ text: 'deep' })
  })

  it('streams only the one with index 0', async () => {
    const piece = (index: number, text: string, finish_reason: string | null = null): object => ({
      index,
      text,
      finish_reason,
    })
    const events = [
      { choices: [piece(1, 'de')] },
      { choices: [piece(1, 'ep'), piece(0, 'wi')] },
      { choices: [piece(1, '', 'stop')] },
      { choices: [piece(0, 'de')] },
      { choices: [piece(0, '', 'length')] },
      '[DONE]',
    ]
    expect(await streamed(clientOf(fakeFetch(sse(events))))).toEqual({ text: 'wide', finishReason: 'length' })
  })
})

it('gives a stream back what it held, if it ends like the prompt begins', async () => {
  const formatter = new CustomOpenAIContentFormatter({ stripPrompt: true })
  const fetch = fakeFetch(sse([{ choices: [{ index: 0, text: 'The se' }] }, '[DONE]']))
  expect((await streamed(clientOf(fetch, { formatter }))).text).toBe('The se')
})

describe('modelKwargs that contradict the call', () => {
  const formatters = {
    completions: { path: '/v1/completions', answer: { choices: [{ text: 'wide' }] } },
    tgi: { formatter: new TGIContentFormatter(), path: '/', answer: [{ generated_text: 'wide' }] },
  }
  const message = (asked: boolean): string =>
    `modelKwargs.stream is ${asked}, but the call is ${asked ? 'chat' : 'stream'}(). ` +
    `Remove it, or call ${asked ? 'stream' : 'chat'}(): the method determines whether the response is streamed.`

  it.each(Object.entries(formatters))('are refused before any request: %s', async (_name, { answer, ...options }) => {
    const fetch = fakeFetch(answer)
    for (const [stream, call] of [
      [true, (client: AzureMLEndpointClient, request: ChatRequest) => client.chat(request)],
      [false, (client: AzureMLEndpointClient, request: ChatRequest) => streamed(client, request)],
    ] as const) {
      const ofCall = call(clientOf(fetch, options), { ...question, modelKwargs: { stream } })
      await expect(ofCall).rejects.toThrow(new ConfigurationError(message(stream), { setting: 'modelKwargs.stream' }))
      const ofClient = call(clientOf(fetch, { ...options, modelKwargs: { stream } }), question)
      await expect(ofClient).rejects.toThrow(new ConfigurationError(message(stream), { setting: 'modelKwargs.stream' }))
    }
    expect(fetch.requests).toEqual([])
  })

  it('are refused where they replace the conversation', async () => {
    const fetch = fakeFetch({ choices: [{ text: 'wide' }] })
    const expected =
      'modelKwargs.prompt would replace the conversation. Pass the messages, system messages included, as `messages` of the request.'
    await expect(clientOf(fetch).chat({ ...question, modelKwargs: { prompt: 'x' } })).rejects.toThrow(expected)
    await expect(clientOf(fetch, { modelKwargs: { prompt: 'x' } }).chat(question)).rejects.toThrow(expected)
    expect(fetch.requests).toEqual([])
  })
})

it('adds to the stream options of the call', async () => {
  const fetch = fakeFetch(sse([{ choices: [{ text: 'wide' }] }, '[DONE]']))
  await streamed(clientOf(fetch), { ...question, modelKwargs: { stream_options: { continuous_usage_stats: true } } })
  expect(fetch.requests[0]?.body).toMatchObject({
    stream_options: { include_usage: true, continuous_usage_stats: true },
  })
})

it('sends the deployment instead of the model of the client, but not instead of that of the call', () => {
  const { formatRequest } = new CustomOpenAIContentFormatter().codecs.serverless
  const url = new URL('https://my-res.services.ai.azure.com/openai/v1/completions')
  const context = {
    apiType: 'serverless',
    stream: false,
    url,
    modelKwargs: { model: 'a' },
    deploymentName: 'b',
  } as const
  expect(formatRequest(question, context)).toMatchObject({ model: 'b' })
  expect(formatRequest({ ...question, modelKwargs: { model: 'c' } }, context)).toMatchObject({ model: 'c' })
  expect(formatRequest(question, { ...context, deploymentName: undefined })).toMatchObject({ model: 'a' })
})

describe('a completion', () => {
  const { serverless } = new CustomOpenAIContentFormatter().codecs
  const context = { apiType: 'serverless', stream: true, modelKwargs: {} } as const

  it('has its id, its model and its reason, whole and streamed', () => {
    const body = { id: 'c', model: 'm', choices: [{ index: 0, text: 'wide', finish_reason: 'eos' }] }
    const expected = { id: 'c', model: 'm', text: 'wide', finishReason: 'stop', rawFinishReason: 'eos' }
    expect(serverless.parseResponse(body)).toMatchObject(expected)
    expect(serverless.openStream()(body)).toMatchObject(expected)
    expect(
      new CustomOpenAIContentFormatter().codecs.dedicated.parseResponse({ ...body, output: 'wide' }),
    ).toMatchObject({
      id: 'c',
      model: 'm',
    })
  })

  it.each([
    ['my-ep.eastus2.inference.ml.azure.com/v1/completions', true],
    ['my-ep.eastus2.inference.ml.azure.com/completions', false],
    ['my-model.eastus2.models.ai.azure.com/v1/completions', false],
    ['my-model.eastus2.inference.ai.azure.com/v1/completions', false],
    ['my-model.eastus2.models.ai.azure.com.example.org/v1/completions', true],
  ])('at %s asks for its usage: %s', (address, asks) => {
    const body = serverless.formatRequest(question, { ...context, url: new URL(`https://${address}`) })
    expect(body).toEqual({
      prompt: 'The sea is',
      stream: true,
      ...(asks && { stream_options: { include_usage: true } }),
    })
  })

  it('has its maximum of tokens as `max_tokens`, or under the name in the option', () => {
    const url = new URL('https://my-ep.eastus2.inference.ml.azure.com/completions')
    const request = { ...question, maxTokens: 3 }
    const renamed = new CustomOpenAIContentFormatter({ maxTokensParameter: 'n' }).codecs.serverless
    expect(serverless.formatRequest(request, { ...context, url })).toHaveProperty('max_tokens', 3)
    expect(renamed.formatRequest(request, { ...context, url })).toHaveProperty('n', 3)
  })

  it.each([
    [[{ text: 'one' }, { index: 0, text: 'two' }], 'one'],
    [[{ index: 1, text: 'one' }, { text: 'two' }], 'two'],
    [
      [
        { index: 0, text: 'one' },
        { index: 0, text: 'two' },
      ],
      'one',
    ],
  ])('has the first of the choices with the lowest index: %j', (choices, text) => {
    expect(serverless.parseResponse({ choices }).text).toBe(text)
  })
})
