import { AzureMLEndpointClient, type EmbeddingRequest, type RequestContext } from '@azureml-endpoints/core'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter } from '../src/index.ts'

let emulator: Awaited<ReturnType<typeof startEndpointEmulator>>
beforeAll(async () => void (emulator = await startEndpointEmulator()))
afterAll(() => emulator.close())

const clientOf = (path: string, endpointApiType: 'dedicated' | 'serverless'): AzureMLEndpointClient =>
  new AzureMLEndpointClient({
    endpointUrl: emulator.url + path,
    endpointApiType,
    endpointApiKey: 'key-of-a-test',
    contentFormatter: CustomOpenAIChatContentFormatter,
  })

describe('embeddings', () => {
  it.each([
    ['/v1/embeddings', 'serverless'],
    ['/score', 'dedicated'],
  ] as const)('of %s come one for each text, the same for the same text', async (path, apiType) => {
    const { embeddings } = await clientOf(path, apiType).embed({ values: ['one', 'two', 'one'] })
    expect(embeddings).toHaveLength(3)
    expect(embeddings[0]).toEqual(embeddings[2])
    expect(embeddings[0]).not.toEqual(embeddings[1])
    expect(embeddings[0]?.length).toBeGreaterThan(3)
  })

  it('have the requested dimensions and encoding, and the usage', async () => {
    const client = clientOf('/v1/embeddings', 'serverless')
    const floats = await client.embed({ values: ['one'], dimensions: 8 })
    const base64 = await client.embed({ values: ['one'], dimensions: 8, modelKwargs: { encoding_format: 'base64' } })
    expect(floats.embeddings[0]).toHaveLength(8)
    expect(floats.usage?.inputTokens).toBeGreaterThan(0)
    expect(base64.request.body).toEqual({ input: ['one'], dimensions: 8, encoding_format: 'base64' })
    expect(base64.embeddings[0]).toEqual(floats.embeddings[0]?.map((number) => expect.closeTo(number, 5)))
    await expect(clientOf('/score', 'dedicated').embed({ values: ['x'], dimensions: 8 })).rejects.toThrow(
      '`dimensions`',
    )
  })

  it('are sorted by index where they have one', () => {
    const data = [
      { index: 1, embedding: [2] },
      { index: 0, embedding: [1] },
    ]
    expect(serverless.parseResponse({ data }).embeddings).toEqual([[1], [2]])
    expect(serverless.parseResponse({ data: [{ embedding: [2] }, { embedding: [1] }] }).embeddings).toEqual([[2], [1]])
  })
})

const { serverless, dedicated } = new CustomOpenAIChatContentFormatter().embeddingCodecs

/** Vectors, and the same as base64 of 32-bit floats, little-endian, which another program encoded. */
const vectors = [
  [1, -2, 0.5],
  [3.25, 0, -65504],
]
const base64 = ['AACAPwAAAMAAAAA/', 'AABQQAAAAAAA4H/H']

/** The shapes of answers of scoring scripts, of rows in each form. */
const shapes: Readonly<Record<string, (rows: readonly unknown[]) => unknown>> = {
  'a list of vectors': (rows) => rows,
  'rows with output': (rows) => rows.map((output) => ({ output })),
  'rows with embedding': (rows) => rows.map((embedding) => ({ embedding })),
  'output with vectors': (rows) => ({ output: rows }),
  'output with rows': (rows) => ({ output: rows.map((embedding) => ({ embedding })) }),
  'embeddings with vectors': (rows) => ({ embeddings: rows }),
  "OpenAI's list": (rows) => ({ data: rows.map((embedding, index) => ({ index, embedding })) }),
}

describe('the vectors of an answer', () => {
  it.each(Object.entries(shapes))('are found on /score in %s', (_shape, answer) => {
    for (const rows of [vectors, base64]) {
      expect(dedicated.parseResponse(answer(rows)).embeddings).toEqual(vectors)
      expect(dedicated.parseResponse(JSON.stringify(answer(rows))).embeddings).toEqual(vectors)
    }
  })

  it('are found in the list of a serverless endpoint, with the usage and the model', () => {
    const usage = { prompt_tokens: 4, total_tokens: 4 }
    for (const rows of [vectors, base64]) {
      const list = { data: rows.map((embedding, index) => ({ index, embedding })), model: 'm', usage }
      for (const codec of [serverless, dedicated]) {
        expect(codec.parseResponse(list)).toEqual({
          embeddings: vectors,
          model: 'm',
          usage: { inputTokens: 4, totalTokens: 4, raw: usage },
        })
      }
    }
  })

  it.each<[wrong: unknown, words: string]>([
    [[], 'a vector of numbers'],
    [['x'], 'a vector of numbers'],
    [[1, 'x'], 'a vector of numbers'],
    [null, 'a vector of numbers'],
    [5, 'a vector of numbers'],
    ['', 'a vector of 32-bit numbers'],
    ['AAAA', 'a vector of 32-bit numbers'],
    ['AACAPwA=', 'a vector of 32-bit numbers'],
  ])('are not %j', (wrong, words) => {
    expect(() => serverless.parseResponse({ data: [{ embedding: [1] }, { embedding: wrong }] })).toThrow(words)
    expect(() => dedicated.parseResponse([[1], wrong])).toThrow(words)
  })

  it.each([{}, { data: 'x' }, 'x', null, 5])('are not in %j', (body) => {
    expect(() => serverless.parseResponse(body)).toThrow('an object with a list of embeddings (data)')
    expect(() => dedicated.parseResponse(body)).toThrow('a list of vectors')
  })

  it('are objects in the list of a serverless endpoint', () => {
    expect(() => serverless.parseResponse({ data: [[1]] })).toThrow('an embedding')
  })
})

describe('a request for vectors', () => {
  const values = ['a coat', 'a hat']
  const context = {
    apiType: 'serverless',
    stream: false,
    url: new URL('https://a.example.org/'),
    modelKwargs: {},
  } as const
  const table = { columns: ['text'], index: [0, 1], data: [['a coat'], ['a hat']] }
  const given = { ...context, modelKwargs: { user: 'client', model: 'client', one: 1 }, deploymentName: 'deployment' }

  it.each<[what: string, request: EmbeddingRequest, context: RequestContext, list: object, score: object]>([
    ['nothing more', { values }, context, { input: values }, { input_data: table }],
    [
      'what the client has',
      { values },
      given,
      { input: values, user: 'client', one: 1, model: 'deployment' },
      { input_data: table, params: { user: 'client', one: 1, model: 'client' } },
    ],
    [
      'what the call has, which wins',
      { values, modelKwargs: { user: 'call', model: 'call' } },
      given,
      { input: values, user: 'call', one: 1, model: 'call' },
      { input_data: table, params: { user: 'call', one: 1, model: 'call' } },
    ],
    [
      'an empty deployment',
      { values, modelKwargs: {} },
      { ...context, deploymentName: '' },
      { input: values },
      { input_data: table },
    ],
  ])('has %s', (_what, request, of, list, score) => {
    expect(serverless.formatRequest(request, of)).toStrictEqual(list)
    expect(dedicated.formatRequest(request, of)).toStrictEqual(score)
  })

  it('has the dimensions and the input type on a serverless endpoint', () => {
    const request = { values, dimensions: 2, inputType: 'query' }
    expect(serverless.formatRequest(request, context)).toStrictEqual({
      input: values,
      dimensions: 2,
      input_type: 'query',
    })
  })

  it.each([
    ['dimensions', 2, 'the model returns vectors of a fixed length'],
    ['inputType', 'query', 'the body has no place for it'],
  ])('has no %s on /score', (setting, value, why) => {
    expect(() => dedicated.formatRequest({ values, [setting]: value }, context)).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        setting,
        message: `\`${setting}\` is not supported on \`/score\`: ${why}. Leave it out.`,
      }),
    )
  })
})
