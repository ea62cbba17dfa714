import type { JSONObject } from '@ai-sdk/provider'
import { generateText, streamText } from 'ai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { AzureMLMetadataExtractor } from '../src/index.ts'
import { emulate, key, routes } from './emulator.ts'
import { delta, events, streamed } from './prompt.ts'

describe('transformRequestBody', () => {
  const renamed = ({ max_tokens, ...body }: JSONObject): JSONObject => ({ ...body, max_length: max_tokens, added: 1 })

  it.each([
    ['the default formatter', {}],
    ['a class', { contentFormatter: MistralChatContentFormatter }],
    ['an instance', { contentFormatter: new MistralChatContentFormatter() }],
    ['options of the formatter', { sendReasoning: true }],
  ])('changes the body, whole and streamed, with %s', async (_name, settings) => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Yes.' }, { text: 'Yes.' })
    const model = emulator.provider(routes.serverless, { ...settings, transformRequestBody: renamed })()
    const call = { model, prompt: 'Hi', maxOutputTokens: 9 }
    const { text, request } = await generateText({ ...call, include: { requestBody: true } })
    await streamText(call).consumeStream()
    expect(text).toBe('Yes.')
    for (const { body } of await emulator.requests()) {
      expect(body).toMatchObject({ max_length: 9, added: 1 })
      expect(body).not.toHaveProperty('max_tokens')
    }
    expect(request.body).toMatchObject({ max_length: 9 })
  })

  it('changes no embeddings', async () => {
    const emulator = await emulate()
    const settings = { transformRequestBody: (): never => expect.fail('called') }
    await emulator
      .provider('/v1/embeddings', settings)
      .embeddingModel()
      .doEmbed({ values: ['Rome'] })
    expect(await emulator.body()).toMatchObject({ input: ['Rome'] })
  })

  it('fails the call if it throws, before any request', async () => {
    const emulator = await emulate()
    const transformRequestBody = (): never => {
      throw new Error('made up')
    }
    const model = emulator.provider(routes.serverless, { transformRequestBody })()
    await expect(generateText({ model, prompt: 'Hi' })).rejects.toThrow('made up')
    expect(await emulator.requests()).toEqual([])
  })
})

describe('metadataExtractor', () => {
  const cost = (body: unknown): number => (body as { cost?: number }).cost ?? 0
  const metadataExtractor: AzureMLMetadataExtractor = {
    extractMetadata: async ({ parsedBody }) => ({ azureML: { cost: cost(parsedBody) }, gateway: { seen: true } }),
    createStreamExtractor: () => {
      let total = 0
      return {
        processChunk: (chunk) => void (total += cost(chunk)),
        buildMetadata: () => ({ azureML: { cost: total } }),
      }
    },
  }

  it('adds metadata to whole answers', async () => {
    const emulator = await emulate()
    const message = { role: 'assistant', content: 'Yes.' }
    const answer = { id: 'c1', service_tier: 'flex', choices: [{ index: 0, message, finish_reason: 'stop' }], cost: 3 }
    await emulator.reply({ raw: { body: JSON.stringify(answer) } })
    const model = emulator.provider(routes.serverless, { metadataExtractor })()
    const { providerMetadata } = await generateText({ model, prompt: 'Hi' })
    expect(providerMetadata).toMatchObject({ azureML: { cost: 3, serviceTier: 'flex' }, gateway: { seen: true } })
  })

  it('adds metadata to streams, each with its own state', async () => {
    const emulator = await emulate()
    const body = events(
      delta({ content: 'Y' }, undefined, { cost: 1 }),
      delta({ content: 'es' }, 'stop', { cost: 2 }),
      '[DONE]',
    )
    await emulator.reply(streamed(body), streamed(body))
    const model = emulator.provider(routes.serverless, { metadataExtractor })()
    for (let call = 0; call < 2; call++) {
      const result = streamText({ model, prompt: 'Hi' })
      expect(await result.text).toBe('Yes')
      expect(await result.providerMetadata).toMatchObject({ azureML: { cost: 3 } })
    }
  })

  it('may find nothing', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Yes.' })
    const extractMetadata = async (): Promise<undefined> => undefined
    const settings = { metadataExtractor: { ...metadataExtractor, extractMetadata } }
    const { text } = await generateText({ model: emulator.provider(routes.serverless, settings)(), prompt: 'Hi' })
    expect(text).toBe('Yes.')
  })
})

describe('a model that was serialized', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('says that it lost transformRequestBody', async () => {
    const { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } = await import('@workflow/serde')
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, { transformRequestBody: (body) => body })()
    const Model = model.constructor as never as Record<symbol, (value: unknown) => never>
    const serialized: unknown = JSON.parse(JSON.stringify(Model[WORKFLOW_SERIALIZE]?.(model)))
    const restored = Model[WORKFLOW_DESERIALIZE]?.(serialized) as never
    await expect(generateText({ model: restored, prompt: 'Hi' })).rejects.toThrow(/transformRequestBody.*was lost/)
  })
})
