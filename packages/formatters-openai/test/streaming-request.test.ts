import { describe, expect, it } from 'vitest'
import { dedicatedBodyOf, question, refusalOf, serverlessBodyOf, urls } from './conversation.ts'

describe('a streamed call', () => {
  it.each([
    ['asks for usage', 'managed', { include_usage: true }],
    ['asks for usage', 'foundry', { include_usage: true }],
    ['does not ask for usage', 'managedWithoutV1', undefined],
    ['does not ask for usage', 'models', undefined],
    ['does not ask for usage', 'serverless', undefined],
  ] as const)('%s on %s', (_, host, sent) => {
    const body = serverlessBodyOf(question('Hello'), { context: { stream: true, url: urls[host] } })
    expect(body['stream']).toBe(true)
    expect(body['stream_options']).toEqual(sent)
  })

  it.each([
    ['2024-02-01', undefined],
    ['2024-08-01-preview', undefined],
    ['2024-09-01-preview', { include_usage: true }],
    ['2024-10-21', { include_usage: true }],
    ['2025-04-01-preview', { include_usage: true }],
    ['preview', { include_usage: true }],
    ['', undefined],
  ])("asks Azure OpenAI's deployments for usage if api-version %j accepts that", (version, sent) => {
    const url = new URL('https://my-res.openai.azure.com/openai/deployments/gpt/chat/completions')
    if (version !== '') url.searchParams.set('api-version', version)
    const context = { stream: true, url }
    expect(serverlessBodyOf(question('Hello'), { context })['stream_options']).toEqual(sent)
    const modelKwargs = { data_sources: [{ type: 'azure_search' }] }
    expect(serverlessBodyOf({ ...question('Hello'), modelKwargs }, { context })).not.toHaveProperty('stream_options')
  })

  it('does not ask for usage on the early serverless hosts', () => {
    const url = new URL('https://my-model.westeurope.inference.ai.azure.com/v1/chat/completions')
    expect(serverlessBodyOf(question('Hello'), { context: { stream: true, url } })).not.toHaveProperty('stream_options')
  })

  it('follows the parameters of MAI on its route: no usage option, and another name of the limit', () => {
    const url = new URL('https://my-res.services.ai.azure.com/mai/v1/chat/completions')
    const request = { ...question('Hello'), maxTokens: 9 }
    const body = serverlessBodyOf(request, { context: { stream: true, url } })
    expect(body).not.toHaveProperty('stream_options')
    expect(body).not.toHaveProperty('max_tokens')
    expect(body).toHaveProperty('max_completion_tokens', 9)
    const named = serverlessBodyOf(request, { maxTokensParameter: 'limit', context: { url } })
    expect(named).toHaveProperty('limit', 9)
  })

  it.each([
    [true, 'models', { include_usage: true }],
    [true, 'serverless', { include_usage: true }],
    [false, 'managed', undefined],
  ] as const)('follows streamUsage: %s on %s', (streamUsage, host, sent) => {
    const body = serverlessBodyOf(question('Hello'), { streamUsage, context: { stream: true, url: urls[host] } })
    expect(body['stream_options']).toEqual(sent)
  })

  it.each([
    [{ continuous_usage_stats: true }, { include_usage: true, continuous_usage_stats: true }],
    [{ include_usage: false }, { include_usage: false }],
    [null, null],
  ])("merges the user's stream_options %j", (ofUser, sent) => {
    const modelKwargs = { stream_options: ofUser }
    const request = { ...question('Hello'), modelKwargs }
    expect(serverlessBodyOf(request, { context: { stream: true } })['stream_options']).toEqual(sent)
    const client = { stream: true, modelKwargs }
    expect(serverlessBodyOf(question('Hello'), { context: client })['stream_options']).toEqual(sent)
    expect(serverlessBodyOf(request, { streamUsage: false, context: { stream: true } })['stream_options']).toEqual(
      ofUser,
    )
  })
})

describe('a call that is not streamed', () => {
  it('has no stream parameters', () => {
    expect(Object.keys(serverlessBodyOf(question('Hello'), { streamUsage: true }))).toEqual(['messages'])
  })
})

describe('modelKwargs', () => {
  it('must not contradict the method called', () => {
    const request = { ...question('Hello'), modelKwargs: { stream: true } }
    expect(refusalOf(() => serverlessBodyOf(request))).toMatchInlineSnapshot(`
      {
        "message": "modelKwargs.stream is true, but the call is chat(). Remove it, or call stream(): the method determines whether the response is streamed.",
        "setting": "modelKwargs.stream",
      }
    `)
    const context = { stream: true, modelKwargs: { stream: false } }
    expect(refusalOf(() => serverlessBodyOf(question('Hello'), { context }))).toMatchInlineSnapshot(`
      {
        "message": "modelKwargs.stream is false, but the call is stream(). Remove it, or call chat(): the method determines whether the response is streamed.",
        "setting": "modelKwargs.stream",
      }
    `)
  })

  it('may repeat the method called', () => {
    const request = { ...question('Hello'), modelKwargs: { stream: true } }
    expect(serverlessBodyOf(request, { context: { stream: true } })['stream']).toBe(true)
  })

  it('may set it on dedicated endpoints, whose images ignore it', () => {
    const request = { ...question('Hello'), modelKwargs: { stream: true } }
    for (const stream of [true, false]) {
      expect(dedicatedBodyOf(request, { context: { stream } })).toHaveProperty('input_data.parameters.stream', true)
    }
  })

  it('must not replace the conversation', () => {
    const modelKwargs = { messages: [] }
    expect(refusalOf(() => serverlessBodyOf({ ...question('Hello'), modelKwargs }))).toMatchInlineSnapshot(`
      {
        "message": "modelKwargs.messages would replace the conversation. Pass the messages, system messages included, as \`messages\` of the request.",
        "setting": "modelKwargs.messages",
      }
    `)
    expect(refusalOf(() => serverlessBodyOf(question('Hello'), { context: { modelKwargs } })).setting).toBe(
      'modelKwargs.messages',
    )
  })
})

describe('deploymentName', () => {
  it('is sent as the model, unless the call names another', () => {
    const context = { deploymentName: 'blue', modelKwargs: { model: 'old' } }
    expect(serverlessBodyOf(question('Hello'), { context })['model']).toBe('blue')
    const request = { ...question('Hello'), modelKwargs: { model: 'green' } }
    expect(serverlessBodyOf(request, { context })['model']).toBe('green')
  })
})
