import { ConfigurationError, type ContentCodec, ContentFormatterBase, EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { PromptTemplate } from '@langchain/core/prompts'
import { describe, expect, it } from 'vitest'
import { AzureMLOnlineEndpoint, type AzureMLOnlineEndpointFields } from '../src/index.ts'
import { collect, apiTypes, bodies, endpoint, failure, key, paths } from './endpoint.ts'

/** A format with a prompt and generated text: `{inputs, parameters}` in, an array of strings out. */
class TextFormatter extends ContentFormatterBase {
  override readonly name = 'text'
  override readonly codecs: { dedicated: ContentCodec } = {
    dedicated: {
      formatRequest: ({ messages, maxTokens }, { modelKwargs }) => ({
        input_data: { input_string: [messages[0]!.content], parameters: { ...modelKwargs, max_new_tokens: maxTokens } },
      }),
      parseResponse: (body) => ({ text: (body as [Record<string, string>])[0]['0']! }),
    },
  }
}

const make = async (
  fields: AzureMLOnlineEndpointFields = {},
  apiType: keyof typeof paths = 'serverless',
  options: Parameters<typeof endpoint>[0] = {},
): Promise<{ model: AzureMLOnlineEndpoint; emulator: Awaited<ReturnType<typeof endpoint>> }> => {
  const emulator = await endpoint(options)
  const endpointUrl = emulator.url + paths[apiType]
  return { emulator, model: new AzureMLOnlineEndpoint({ endpointUrl, endpointApiKey: key, ...fields }) }
}

describe.each(apiTypes)('a text model on a %s endpoint', (apiType) => {
  it('continues a prompt, streamed or not', async () => {
    const { model, emulator } = await make({ temperature: 0.2 }, apiType)
    const text = await model.invoke('Once upon a time', { maxTokens: 30 })
    expect(text).toContain('emulat')
    expect((await collect(model.stream('Once upon a time', { maxTokens: 30 }))).join('')).toBe(text)
    expect(await model.batch(['One', 'Two'])).toEqual([expect.stringContaining('One'), expect.stringContaining('Two')])
    const sent = JSON.stringify(bodies(emulator)[0])
    expect(sent).toContain('"temperature":0.2')
    expect(sent).toContain(
      apiType === 'dedicated' ? '"input_string":["Once upon a time"]' : '{"role":"user","content":"Once upon a time"}',
    )
    expect(JSON.stringify(bodies(emulator)[2])).not.toContain('30')
  })
})

describe('a text model', () => {
  it('uses the format of its formatter', async () => {
    const fields = { contentFormatter: TextFormatter, modelKwargs: { top_p: 0.5 } }
    const { model, emulator } = await make(fields, 'dedicated', { image: 'classic', replies: ['Once.', 'Twice.'] })
    const chain = PromptTemplate.fromTemplate('Tell me about {what}').pipe(model)
    expect((await chain.invoke({ what: 'cats' })).trim()).toBe('Once.')
    expect((await collect(model.stream('Go on', { maxTokens: 5 }))).join('').trim()).toBe('Twice.')
    expect(bodies(emulator)).toEqual([
      { input_data: { input_string: ['Tell me about cats'], parameters: { top_p: 0.5 } } },
      { input_data: { input_string: ['Go on'], parameters: { top_p: 0.5, max_new_tokens: 5 } } },
    ])
  })

  it('reports the finish reason and the token usage', async () => {
    const { model } = await make()
    const { generations, llmOutput } = await model.generate(['One', 'Two'])
    expect(generations[0]![0]!.generationInfo).toMatchObject({ finish_reason: 'stop', model: 'azureml-emulator' })
    expect(llmOutput).toMatchObject({ tokenUsage: { promptTokens: 2, totalTokens: expect.any(Number) } })
    const ends: unknown[] = []
    const tokens: string[] = []
    const callbacks = [
      BaseCallbackHandler.fromMethods({
        handleLLMNewToken: (token) => void tokens.push(token),
        handleLLMEnd: (result) => void ends.push(result.generations[0]![0]!.generationInfo),
      }),
    ]
    const texts = await collect(model.stream('One', { callbacks }))
    expect(tokens.join('')).toBe(texts.join(''))
    expect(ends).toMatchObject([{ finish_reason: 'stop', tokenUsage: { promptTokens: 1 } }])
  })

  it('throws the endpoint’s error, and retries if it is retryable', async () => {
    const { model, emulator } = await make({}, 'serverless', { faults: [{ status: 503, times: 1 }, { status: 400 }] })
    const error = await failure(model.invoke('Hello'))
    expect(error).toBeInstanceOf(EndpointError)
    expect(error).toMatchObject({ status: 400, message: expect.stringContaining('HTTP 400') })
    expect(emulator.requests).toHaveLength(2)
  })

  it('rejects a formatter that does not support its API type', () => {
    const fields = {
      endpointUrl: 'https://a.b/v1/chat/completions',
      endpointApiKey: key,
      contentFormatter: TextFormatter,
    }
    expect(() => new AzureMLOnlineEndpoint(fields)).toThrow(ConfigurationError)
  })

  it('answers from a cache, and counts tokens without a network request', async () => {
    const { model, emulator } = await make({ cache: true })
    expect(await model.invoke('Cached?')).toBe(await model.invoke('Cached?'))
    expect(emulator.requests).toHaveLength(1)
    expect(await model.getNumTokens('x'.repeat(8))).toBe(2)
  })

  it.each([
    ['/score', 'dedicated', { input_data: { input_string: ['Once'], parameters: {} } }],
    ['/completions', 'serverless', { prompt: 'Once' }],
    ['/v1/completions', 'serverless', { prompt: 'Once' }],
    ['/v1/completions/?api-version=1', 'serverless', { prompt: 'Once' }],
    ['/generate', 'dedicated', { inputs: 'Once', parameters: { details: true } }],
    ['/generate_stream', 'dedicated', { inputs: 'Once', parameters: { details: true } }],
    ['/invocations', 'dedicated', { inputs: 'Once', parameters: { details: true, return_full_text: false } }],
    ['/v1/chat/completions', 'serverless', { messages: [{ role: 'user', content: 'Once' }] }],
  ] as const)('sends %s the format of that path', async (path, endpointApiType, body) => {
    const sent: unknown[] = []
    const endpointUrl = `https://my-ep.westeurope.inference.ml.azure.com${path}`
    const answer = { choices: [{ text: 'upon', message: { content: 'upon' } }], generated_text: 'upon', output: 'upon' }
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      sent.push(JSON.parse(String(init?.body)))
      return Response.json(answer)
    }
    const model = new AzureMLOnlineEndpoint({ endpointUrl, endpointApiType, endpointApiKey: key, fetch })
    expect(await model.invoke('Once')).toBe('upon')
    expect(sent).toEqual([body])
  })

  it('refuses a URL without a path', () => {
    const endpointUrl = 'https://my-ep.westeurope.inference.ml.azure.com/'
    expect(() => new AzureMLOnlineEndpoint({ endpointUrl, endpointApiKey: key })).toThrow(/has no path/)
  })

  it.each([
    [CustomOpenAIContentFormatter, false],
    [CustomOpenAIChatContentFormatter, true],
  ])('is stored without its formatter only if that is the default: %o', (contentFormatter, isStored) => {
    const endpointUrl = 'https://my-ep.westeurope.inference.ml.azure.com/score'
    const { kwargs } = new AzureMLOnlineEndpoint({
      endpointUrl,
      endpointApiKey: key,
      contentFormatter,
    }).toJSON() as Serialized
    expect(kwargs['content_formatter'] !== undefined).toBe(isStored)
  })
})

interface Serialized {
  readonly kwargs: Readonly<Record<string, unknown>>
}
