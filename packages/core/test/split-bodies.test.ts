import { type EndpointError, mapRequest } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it, vi } from 'vitest'
import { limits } from '../src/errors/limits.ts'
import { bodyOf, clientOf, delta, failure, hello, sse } from './client-of.ts'

/** Characters of two, three and four bytes. */
const words = 'é世👋'

class RankingFormatter extends CustomOpenAIChatContentFormatter {
  override readonly name = 'ranking'
  override readonly rerankCodecs = {
    serverless: { formatRequest: () => ({}), parseResponse: (body: unknown) => body as never },
  }
}

/** Bodies that are read as a whole, and what a caller sees of each. */
const wholeBodies: Readonly<
  Record<string, { body: unknown; status?: number; seen: (pieces: ReadableStream) => unknown }>
> = {
  'an answer of chat()': {
    body: { choices: [{ message: { content: words } }] },
    seen: async (body) => (await clientOf(() => new Response(body)).chat(hello)).text,
  },
  'a stream that chat() collects': {
    body: sse(delta({ content: words })),
    seen: async (body) =>
      (await clientOf(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } })).chat(hello)).text,
  },
  'the answer of an endpoint that does not stream': {
    body: { choices: [{ message: { content: words } }] },
    seen: async (body) =>
      (
        await clientOf(() => new Response(body))
          .stream(hello)
          .next()
      ).value?.text,
  },
  'an answer of embed()': {
    body: { data: [{ index: 0, embedding: [1] }], model: words },
    seen: async (body) => (await clientOf(() => new Response(body)).embed({ values: ['a'] })).model,
  },
  'an answer of rerank()': {
    body: { results: [{ index: 0, score: 1 }], model: words },
    seen: async (body) => {
      const client = clientOf(() => new Response(body), { contentFormatter: mapRequest(new RankingFormatter(), same) })
      return (await client.rerank({ query: 'a', documents: ['b'] })).model
    },
  },
  'an error body': {
    body: { error: { message: words } },
    seen: async (body) => bodyMessage(await failure(clientOf(() => new Response(body, { status: 400 })).chat(hello))),
  },
  'a failure under 200': {
    body: { error: { message: words } },
    seen: async (body) => bodyMessage(await failure(clientOf(() => new Response(body)).chat(hello))),
  },
}

function same<T>(request: T): T {
  return request
}

function bodyMessage(error: unknown): unknown {
  return ((error as EndpointError).body as { error: { message: string } }).error.message
}

it.each(Object.entries(wholeBodies))('%s is the same wherever its bytes are split', async (_name, { body, seen }) => {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  for (let at = 1; at < bytes.length; at++) {
    expect(await seen(bodyOf([bytes.subarray(0, at), bytes.subarray(at)])), `split at ${at}`).toBe(words)
  }
  expect(await seen(bodyOf(Array.from(bytes, (byte) => Uint8Array.of(byte))))).toBe(words)
})

describe('an error body that ends inside a character has no half of it', () => {
  const half = new TextEncoder().encode('世').subarray(0, 2)
  const textOf = async (body: ReadableStream<Uint8Array>): Promise<unknown> =>
    ((await failure(clientOf(() => new Response(body, { status: 400 })).chat(hello))) as EndpointError).body

  it('if it was cut at the limit', async () => {
    const start = 'x'.repeat(limits.errorBody - 2)
    expect(await textOf(bodyOf([start, '世 and more']))).toBe(start)
    expect(await textOf(bodyOf([`${start}世`]))).toBe(start)
    expect(await textOf(bodyOf([`${start}ab`]))).toBe(`${start}ab`)
  })

  it('if the connection was lost', async () => {
    function* lost(): Generator<string | Uint8Array> {
      yield 'part of it'
      yield half
      throw new Error('lost')
    }
    expect(await textOf(bodyOf(lost()))).toBe('part of it')
  })

  it('if it took too long', async () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 4000))
    const [first = 0, second = 0, third = 0] = new TextEncoder().encode('世')
    const shifted = Array.from({ length: 20 }, () => Uint8Array.of(third, first, second))
    const text = await textOf(bodyOf(['part of it', Uint8Array.of(first, second), ...shifted]))
    vi.restoreAllMocks()
    expect(text).toMatch(/^part of it世{0,18}$/)
  })
})
