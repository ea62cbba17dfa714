import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { streamText } from 'ai'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { type AzureMLProvider, createAzureML } from '../src/index.ts'
import { delta, events, hello } from './prompt.ts'

interface Silent {
  readonly provider: AzureMLProvider
  /** Resolves when a request has arrived. */
  readonly arrived: Promise<void>
  /** Resolves when the client has closed its connection. */
  readonly gone: Promise<void>
}

/** Starts an endpoint that sends one word and then nothing. */
async function silent(settings: object = {}): Promise<Silent> {
  const { createServer } = await import('node:http')
  const arrived = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    request.resume()
    response.on('close', gone.resolve)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(events(delta({ content: 'Hi' })), () => arrived.resolve())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as { port: number }
  const endpointUrl = `http://127.0.0.1:${port}/v1/any`
  const endpointApiType = 'serverless' as const
  const provider = createAzureML({ endpointUrl, endpointApiType, endpointApiKey: 'key', ...settings })
  return { provider, arrived: arrived.promise, gone: gone.promise }
}

async function opened(
  { provider }: Silent,
  abortSignal?: AbortSignal,
): Promise<ReadableStream<LanguageModelV4StreamPart>> {
  return (await provider().doStream({ prompt: hello, abortSignal })).stream
}

async function untilText(stream: ReadableStream<LanguageModelV4StreamPart>) {
  const reader = stream.getReader()
  while ((await reader.read()).value?.type !== 'text-delta');
  return reader
}

describe('the endpoint sees its connection close', () => {
  it.each<[string, (endpoint: Silent) => Promise<unknown>]>([
    ['a stream is canceled before it is read', async (endpoint) => (await opened(endpoint)).cancel()],
    ['a stream is canceled between two reads', async (endpoint) => (await untilText(await opened(endpoint))).cancel()],
    [
      'a stream is canceled during a read',
      async (endpoint) => {
        const reader = await untilText(await opened(endpoint))
        const pending = reader.read()
        await reader.cancel()
        expect(await pending).toEqual({ done: true, value: undefined })
      },
    ],
    [
      'the loop over a stream is left',
      async (endpoint) => {
        for await (const part of await opened(endpoint)) if (part.type === 'text-delta') break
      },
    ],
  ])('when %s', async (_when, cancel) => {
    const endpoint = await silent()
    await cancel(endpoint)
    expect(await endpoint.gone).toBeUndefined()
  })

  it.each<[string, (endpoint: Silent, abortSignal: AbortSignal) => PromiseLike<unknown>]>([
    [
      'a stream',
      async (endpoint, abortSignal) => {
        for await (const _ of await opened(endpoint, abortSignal));
      },
    ],
    ['streamText', ({ provider }, abortSignal) => streamText({ model: provider(), prompt: 'Hi', abortSignal }).text],
    ['a whole answer', ({ provider }, abortSignal) => provider().doGenerate({ prompt: hello, abortSignal })],
    ['embeddings', ({ provider }, abortSignal) => provider.embeddingModel().doEmbed({ values: ['a'], abortSignal })],
    [
      'a ranking',
      ({ provider }, abortSignal) => {
        const documents = { type: 'text' as const, values: ['a'] }
        return provider.rerankingModel().doRerank({ query: 'a', documents, abortSignal })
      },
    ],
  ])('when the signal of %s is aborted', async (_what, call) => {
    const endpoint = await silent()
    const controller = new AbortController()
    void endpoint.arrived.then(() => controller.abort(new Error('Enough.')))
    await expect(call(endpoint, controller.signal)).rejects.toThrow(/Enough|abort|No output/i)
    await endpoint.gone
  })

  it('when the metadata extractor throws', async () => {
    const processChunk = (): void => {
      throw new Error('Not what I expected.')
    }
    const createStreamExtractor = (): object => ({ processChunk, buildMetadata: () => undefined })
    const endpoint = await silent({ metadataExtractor: { extractMetadata: async () => ({}), createStreamExtractor } })
    const parts: LanguageModelV4StreamPart[] = []
    for await (const part of await opened(endpoint)) parts.push(part)
    expect(parts).toContainEqual({ type: 'error', error: expect.objectContaining({ message: 'Not what I expected.' }) })
    await endpoint.gone
  })
})

it('gets no request when a metadata extractor cannot be created', async () => {
  const createStreamExtractor = (): never => {
    throw new Error('Not today.')
  }
  const fetch = fakeFetch({})
  const metadataExtractor = { extractMetadata: async () => ({}), createStreamExtractor }
  const { provider } = await silent({ fetch, metadataExtractor })
  await expect(provider().doStream({ prompt: hello })).rejects.toThrow('Not today.')
  expect(fetch.requests).toEqual([])
})
