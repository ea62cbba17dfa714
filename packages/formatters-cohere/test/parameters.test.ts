import type { ChatRequest, ContentCodec } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../src/index.ts'

const tools = [{ name: 'f', parameters: { type: 'object', properties: {} } }]
const schema = { type: 'object', properties: { a: { type: 'string' } } }
const responseFormat = { type: 'json', schema } as const
const everything = {
  temperature: 0,
  topP: 0.25,
  topK: 3,
  maxTokens: 7,
  seed: 9,
  presencePenalty: 0,
  frequencyPenalty: 1,
  stop: ['A', 'B'],
}
const asSent = {
  temperature: 0,
  p: 0.25,
  k: 3,
  max_tokens: 7,
  seed: 9,
  presence_penalty: 0,
  frequency_penalty: 1,
  stop_sequences: ['A', 'B'],
}

interface Version {
  readonly codec: ContentCodec
  readonly url: string
  readonly question: object
  readonly format: object
}

const host = 'https://my-resource.services.ai.azure.com/providers/cohere'
const versions: Readonly<Record<string, Version>> = {
  'version 1': {
    codec: new CohereContentFormatter().codecs.serverless,
    url: `${host}/v1/chat`,
    question: { message: 'Hi' },
    format: { type: 'json_object', schema },
  },
  'version 2': {
    codec: new CohereV2ContentFormatter().codecs.serverless,
    url: `${host}/v2/chat`,
    question: { messages: [{ role: 'user', content: 'Hi' }] },
    format: { type: 'json_object', json_schema: schema },
  },
}

describe.each(Object.entries(versions))('%s', (_name, { codec, url, question, format }) => {
  const bodyOf = (request: Partial<ChatRequest>): unknown => {
    const context = { apiType: 'serverless', stream: false, url: new URL(url), modelKwargs: {} } as const
    return codec.formatRequest({ messages: [{ role: 'user', content: 'Hi' }], ...request }, context)
  }

  it('sends every parameter under its name, and none that is not set', () => {
    expect(bodyOf(everything)).toEqual({ ...question, ...asSent })
    expect(bodyOf({ stop: 'A' })).toEqual({ ...question, stop_sequences: ['A'] })
    expect(bodyOf({ stop: [], tools: [] })).toEqual(question)
  })

  it('sends the format of the answer', () => {
    expect(bodyOf({ responseFormat })).toEqual({ ...question, response_format: format })
  })

  it.each<[setting: string, request: Partial<ChatRequest>]>([
    ['stop', { stop: ['a', 'b', 'c', 'd', 'e'] }],
    ['topK', { topK: 0 }],
    ['topK', { topK: 500 }],
    ['presencePenalty', { presencePenalty: 0 }],
    ['presencePenalty', { presencePenalty: 1 }],
    ['frequencyPenalty', { frequencyPenalty: 0 }],
    ['frequencyPenalty', { frequencyPenalty: 1 }],
    ['toolChoice', { tools, toolChoice: 'auto' }],
    ['toolChoice', { tools, toolChoice: 'none' }],
  ])('takes the extreme %s of %j', (_setting, request) => {
    expect(() => bodyOf(request)).not.toThrow()
  })
})

describe('the format of an answer of version 2', () => {
  const { formatRequest } = new CohereV2ContentFormatter().codecs.serverless
  const url = new URL(`${host}/v2/chat`)
  const context = { apiType: 'serverless', stream: false, url, modelKwargs: {} } as const
  const bodyOf = (request: Partial<ChatRequest>): unknown =>
    formatRequest({ messages: [{ role: 'user', content: 'Hi' }], ...request }, context)

  it('may be said to be text', () => {
    expect(bodyOf({ responseFormat: { type: 'text' } })).toMatchObject({ response_format: { type: 'text' } })
  })

  it.each<[other: string, request: Partial<ChatRequest>]>([
    ['tools', { tools }],
    ['documents', { modelKwargs: { documents: ['a'] } }],
  ])('cannot be JSON together with %s, unless there are none', (other, request) => {
    expect(() => bodyOf({ responseFormat, ...request })).toThrow(
      expect.objectContaining({
        setting: 'responseFormat',
        message: expect.stringContaining(`together with ${other}`),
      }),
    )
    expect(bodyOf({ responseFormat, tools: [], modelKwargs: { documents: [] } })).toHaveProperty('response_format')
  })
})

describe('the model of version 2', () => {
  const { formatRequest } = new CohereV2ContentFormatter().codecs.serverless
  it.each([
    ['https://r.services.ai.azure.com/v2/chat', undefined],
    ['https://r.openai.azure.com/v2/chat', undefined],
    ['https://r.cognitiveservices.azure.com/v2/chat', undefined],
    ['https://r.services.ai.azure.us/v2/chat', undefined],
    ['https://my-gateway.example.org/providers/cohere/v2/chat', undefined],
    ['https://m.eastus2.models.ai.azure.com/v2/chat', 'model'],
    ['https://my-gateway.example.org/v2/chat', 'model'],
    ['https://my-gateway.example.org/all/providers/cohere/v2/chat', 'model'],
    ['https://my-gateway.example.org/providers', 'model'],
    ['https://r.myopenai.azure.com/v2/chat', 'model'],
    ['https://r.openai.azure.com.example.org/v2/chat', 'model'],
    ['https://r.openai-azure.com/v2/chat', 'model'],
  ])('at %s is %s', (url, model) => {
    const context = { apiType: 'serverless', stream: false, url: new URL(url), modelKwargs: {} } as const
    const body = formatRequest({ messages: [{ role: 'user', content: 'Hi' }] }, context) as { model?: string }
    expect(body.model).toBe(model)
  })
})
