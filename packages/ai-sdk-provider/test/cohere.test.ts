import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { embedMany, generateText, isStepCount, jsonSchema, rerank, streamText, tool, type ToolSet } from 'ai'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../../formatters-cohere/src/index.ts'
import { type AzureMLProvider, type AzureMLProviderSettings, createAzureML } from '../src/index.ts'

const weather = {
  description: 'Tells the weather.',
  inputSchema: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } }),
  execute: ({ city }: { readonly city: string }) => `Rain in ${city}`,
}
const getWeather = tool(weather)
const weatherOf = (city: string): { name: string; arguments: object } => ({ name: 'get_weather', arguments: { city } })
const replies = [
  { reasoning: 'Oslo first.', toolCalls: [weatherOf('Oslo')] },
  { text: 'Now both others.', toolCalls: [weatherOf('Rome'), weatherOf('Bonn')] },
  { reasoning: 'All three.', text: 'Take a coat.' },
]
const options = { prompt: 'Coat?', tools: { get_weather: getWeather }, stopWhen: isStepCount(5), maxRetries: 0 }

const providerAt = (url: string, path: string): AzureMLProvider =>
  createAzureML({ endpointUrl: url + path, endpointApiKey: 'made-up-key', contentFormatter: CohereV2ContentFormatter })

/** Expects thinking and plans back as they came, and unique ids with their results behind them. */
function expectConversation(body: unknown): void {
  expect(body).toMatchObject({
    model: 'my-command',
    messages: [
      { role: 'user' },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'Oslo first.' }], tool_calls: [{}] },
      { role: 'tool', content: 'Rain in Oslo' },
      { role: 'assistant', tool_plan: 'Now both others.', tool_calls: [{}, {}] },
      { role: 'tool', content: 'Rain in Rome' },
      { role: 'tool', content: 'Rain in Bonn' },
    ],
  })
}

describe('a tool loop of three steps with Cohere', () => {
  it('sends whole answers back as they came', async () => {
    await using emulator = await startEndpointEmulator({ replies })
    const model = providerAt(emulator.url, '/providers/cohere/v2/chat')('my-command')
    const result = await generateText({ ...options, model })
    expect([result.text, result.reasoningText]).toEqual(['Take a coat.', 'All three.'])
    expectConversation(emulator.requests[2]?.body)
  })

  it('sends streamed answers back as they came', async () => {
    await using emulator = await startEndpointEmulator({ replies })
    const model = providerAt(emulator.url, '/v2/chat')('my-command')
    expect(await streamText({ ...options, model }).text).toBe('Take a coat.')
    expectConversation(emulator.requests[2]?.body)
  })
})

describe('a strict tool', () => {
  const strict = tool({ ...weather, strict: true })
  const lenient = tool({ ...weather, strict: false })

  it.each<[string, AzureMLProviderSettings['contentFormatter'], string, ToolSet, string]>([
    ['the first chat', CohereContentFormatter, '/v1/chat', { a: strict, b: getWeather }, 'strict of tool a'],
    ['the second chat', CohereV2ContentFormatter, '/v2/chat', { a: strict, b: lenient }, 'strict of tool b'],
  ])('stays a tool for %s, with a warning that it is not strict', async (_, contentFormatter, path, tools, feature) => {
    await using emulator = await startEndpointEmulator({ replies: [{ text: 'Yes.' }] })
    const settings = {
      endpointUrl: emulator.url + path,
      endpointApiType: 'serverless',
      endpointApiKey: 'made-up-key',
    } as const
    const model = createAzureML({ ...settings, contentFormatter })('my-command')
    const { warnings } = await generateText({ model, prompt: 'Coat?', tools, maxRetries: 0 })
    expect(warnings).toMatchObject([{ type: 'unsupported', feature }])
    expect(emulator.requests[0]?.body).toMatchObject({ tools: [{}, {}] })
  })
})

describe('retrieval with Cohere', () => {
  it('embeds and reranks', async () => {
    await using emulator = await startEndpointEmulator()
    const values = ['a hat', 'a red coat']
    const model = providerAt(emulator.url, '/v2/embed').embeddingModel('my-embed')
    const providerOptions = { azureML: { inputType: 'search_document' } }
    const { embeddings } = await embedMany({ model, values, providerOptions, maxRetries: 0 })
    expect(embeddings).toHaveLength(2)
    await expect(embedMany({ model, values, maxRetries: 0 })).rejects.toThrow("'search_document' for texts to store")
    const reranker = providerAt(emulator.url, '/v2/rerank').rerankingModel('my-rank')
    const { ranking } = await rerank({ model: reranker, query: 'coat', documents: values, topN: 1 })
    expect(ranking).toMatchObject([{ originalIndex: 1, document: 'a red coat' }])
  })

  it('rejects the name of a tool instead of leaving the tool out', async () => {
    await using emulator = await startEndpointEmulator()
    const model = providerAt(emulator.url, '/v2/chat')('my-command')
    const named = generateText({ ...options, tools: { 'get-weather': getWeather }, model })
    await expect(named).rejects.toThrow('Rename the tool.')
  })
})
