import { AzureMLEndpointClient } from '@azureml-endpoints/core'
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
    for (const [index, number] of (base64.embeddings[0] ?? []).entries()) {
      expect(number).toBeCloseTo(floats.embeddings[0]?.[index] ?? Number.NaN, 5)
    }
    await expect(clientOf('/score', 'dedicated').embed({ values: ['x'], dimensions: 8 })).rejects.toThrow(
      '`dimensions`',
    )
  })

  it('are sorted by index, and rejected if they are not vectors', () => {
    const { serverless, dedicated } = new CustomOpenAIChatContentFormatter().embeddingCodecs
    const data = [
      { index: 1, embedding: [2] },
      { index: 0, embedding: [1] },
    ]
    expect(serverless.parseResponse({ data }).embeddings).toEqual([[1], [2]])
    expect(dedicated.parseResponse([{ output: [1, 2] }]).embeddings).toEqual([[1, 2]])
    expect(dedicated.parseResponse([[1, 2]]).embeddings).toEqual([[1, 2]])
    for (const body of [{}, { data: [{ embedding: ['x'] }] }, 'x', null]) {
      expect(() => serverless.parseResponse(body)).toThrow(Error)
      expect(() => dedicated.parseResponse(body)).toThrow(Error)
    }
  })
})
