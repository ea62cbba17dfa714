import {
  AzureMLEndpointClient,
  type ChatRequest,
  ConfigurationError,
  type ContentCodec,
  ContentFormatterBase,
} from '@azureml-endpoints/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientOf, collect, failure, hello } from './client-of.ts'

const configurationError = async (request: unknown): Promise<ConfigurationError> => {
  let requests = 0
  const client = clientOf(() => {
    requests++
    return Response.json({})
  })
  const error = await failure(client.chat(request as ChatRequest))
  expect(error).toBeInstanceOf(ConfigurationError)
  expect(requests).toBe(0)
  const { error: streamed } = await collect(client.stream(request as ChatRequest))
  expect(streamed).toEqual(error)
  return error as ConfigurationError
}

it.each(['client', 'call'])('headers that the options of a %s inherit are not sent', async (place) => {
  const headers = Object.assign(Object.create({ 'x-inherited': 'secret', polluted() {} }) as object, { 'x-own': 'yes' })
  let sent: RequestInit['headers']
  const client = clientOf(() => Response.json({}), {
    ...(place === 'client' && { headers }),
    onRequest: (event) => (sent = event.headers),
  })
  await failure(client.chat(hello, place === 'call' ? { headers } : {}))
  expect(Object.fromEntries(new Headers(sent))).toMatchObject({ 'x-own': 'yes' })
  expect([...new Headers(sent).keys()]).not.toContain('x-inherited')
})

describe('an invalid request', () => {
  it('cannot have a value that JSON does not have', async () => {
    const error = await configurationError({ ...hello, modelKwargs: { big: 5n } })
    expect(error.setting).toBe('modelKwargs')
    expect(error.message).toContain('`modelKwargs`')
  })

  it('names an invalid call option too', async () => {
    const client = clientOf(() => Response.json({}))
    expect(await failure(client.chat(hello, { timeout: -1 }))).toMatchObject({ setting: 'timeout' })
    expect(await failure(client.chat(hello, { maxRetries: 0.5 }))).toMatchObject({ setting: 'maxRetries' })
  })
})

describe('two calls on one client', () => {
  it('never share parameters', async () => {
    const parameters = fc.record(
      {
        temperature: fc.double({ min: 0, max: 2, noNaN: true }),
        topP: fc.double({ min: 0, max: 1, noNaN: true }),
        seed: fc.nat(),
        stop: fc.array(fc.string(), { minLength: 1 }),
        modelKwargs: fc.dictionary(
          fc.string().map((name) => `x${name}`),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    )
    const bodies: string[] = []
    const make = (): AzureMLEndpointClient =>
      clientOf(() => Response.json({}), {
        modelKwargs: { top_k: 5, nested: { list: [1, 2] } },
        fetch: async (_url, init) => {
          bodies.push(String(init?.body))
          return Response.json({ choices: [{ message: { content: 'x' } }] })
        },
      })
    const shared = make()
    await fc.assert(
      fc.asyncProperty(parameters, parameters, async (one, two) => {
        bodies.length = 0
        await shared.chat({ ...hello, ...one })
        await shared.chat({ ...hello, ...two })
        await make().chat({ ...hello, ...two })
        expect(bodies[1]).toBe(bodies[2])
      }),
      { numRuns: 200 },
    )
  })

  it('are not affected by later changes to the options of the client', async () => {
    const modelKwargs = { list: [1] }
    const client = clientOf(() => Response.json({ choices: [{ message: { content: 'x' } }] }), { modelKwargs })
    modelKwargs.list.push(2)
    expect((await client.chat(hello)).request.body).toMatchObject({ list: [1] })
  })
})

describe('text', () => {
  it('is sent unchanged on both API types', async () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\n', '\r', '\\', '"', '\u2028', '\uD800', '\uDC00', '👋', '\\n', '\0'),
      ),
    })
    for (const path of ['/score', '/v1/chat/completions']) {
      let body = ''
      const client = clientOf(() => Response.json({}), {
        endpointUrl: `https://e.eastus2.inference.ml.azure.com${path}`,
        fetch: async (_url, init) => {
          body = String(init?.body)
          return Response.json({ output: 'x', choices: [{ message: { content: 'x' } }] })
        },
      })
      await fc.assert(
        fc.asyncProperty(text, async (content) => {
          await client.chat({ messages: [{ role: 'user', content }] })
          const sent: unknown = JSON.parse(body)
          expect(sent).toMatchObject(
            path === '/score' ? { input_data: { input_string: [{ content }] } } : { messages: [{ content }] },
          )
        }),
        { numRuns: 300 },
      )
    }
  })
})

describe('a faulty formatter', () => {
  const withCodec = (codec: Partial<Record<keyof ContentCodec, unknown>>, body = '{}'): AzureMLEndpointClient => {
    class Faulty extends ContentFormatterBase {
      readonly name = 'faulty'
      readonly codecs = {
        serverless: {
          formatRequest: () => ({}),
          parseResponse: () => ({ text: '' }),
          ...codec,
        } as unknown as ContentCodec,
      }
    }
    return clientOf(() => new Response(body), { contentFormatter: Faulty })
  }

  it.each<[name: string, codec: Partial<Record<keyof ContentCodec, unknown>>, message: RegExp]>([
    [
      'throws',
      {
        formatRequest: () => {
          throw new TypeError('x is undefined')
        },
      },
      /`formatRequest` of formatter "faulty" \(serverless\) threw: x is undefined/,
    ],
    ['returns a promise of a body', { formatRequest: async () => ({}) }, /`formatRequest` .* returned a promise/],
    ['returns no body', { formatRequest: () => undefined }, /`formatRequest` .* returned undefined/],
    ['returns null', { formatRequest: () => null }, /`formatRequest` .* returned null/],
    ['returns a bigint', { formatRequest: () => ({ big: 5n }) }, /`formatRequest` .* cannot be serialized as JSON/],
    [
      'cannot parse',
      {
        parseResponse: () => {
          throw new Error('no output')
        },
      },
      /`parseResponse` .* threw: no output/,
    ],
    [
      'returns a promise of an answer',
      {
        parseResponse: async () => {
          throw new Error('later')
        },
      },
      /`parseResponse` .* returned a promise/,
    ],
  ])('that %s: the error names the method and the formatter', async (_name, codec, message) => {
    const error = await failure(withCodec(codec).chat(hello))
    expect(error).toMatchObject({ name: 'FormatError', formatter: 'faulty', apiType: 'serverless' })
    expect((error as Error).message).toMatch(message)
  })

  it.each<[name: string, openStream: unknown, message: RegExp]>([
    ['returns a promise of a reader', async () => () => ({}), /`openStream` .* returned a promise/],
    [
      'throws on an event',
      () => () => {
        throw new Error('odd event')
      },
      /`openStream` .* threw: odd event/,
    ],
    ['returns a promise of a chunk', () => async () => ({ text: 'x' }), /`openStream` .* returned a promise/],
  ])('that %s: the error says which method failed', async (_name, openStream, message) => {
    const { error } = await collect(withCodec({ openStream }, 'data: {}\n\n').stream(hello))
    expect(error).toMatchObject({ name: 'FormatError', formatter: 'faulty', method: 'openStream' })
    expect((error as Error).message).toMatch(message)
  })

  it('may throw a ConfigurationError, which is rethrown unchanged', async () => {
    const error = new ConfigurationError('no images here', { setting: 'messages[0]' })
    const client = withCodec({
      formatRequest: () => {
        throw error
      },
    })
    expect(await failure(client.chat(hello))).toBe(error)
  })

  it('cannot change the client by modifying its arguments', async () => {
    const changes = (_request: ChatRequest, context: { modelKwargs: Record<string, unknown> }): unknown => {
      context.modelKwargs['sticky'] = true
      return {}
    }
    expect(await failure(withCodec({ formatRequest: changes }).chat(hello))).toMatchObject({ name: 'FormatError' })
  })
})

describe('a formatter that cannot stream', () => {
  it('emits one chunk, and does not request a stream', async () => {
    let accept: string | null = ''
    const client = new AzureMLEndpointClient({
      endpointUrl: 'https://e.eastus2.inference.ml.azure.com/score',
      endpointApiKey: 'key-of-a-test',
      contentFormatter: class extends ContentFormatterBase {
        readonly name = 'whole'
        readonly codecs = {
          dedicated: {
            formatRequest: (_: ChatRequest, { stream }: { stream: boolean }) => ({ stream }),
            parseResponse: () => ({ text: 'all', toolCalls: [{ name: 'f', arguments: '{}' }] }),
          },
        }
      },
      fetch: async (_url, init) => {
        accept = new Headers(init?.headers).get('accept')
        return Response.json({ a: 1 })
      },
    })
    const { chunks } = await collect(client.stream(hello))
    expect(chunks).toHaveLength(1)
    expect(chunks[0]).toMatchObject({
      text: 'all',
      toolCalls: [{ index: 0, name: 'f', arguments: '{}' }],
      finishReason: 'tool-calls',
      raw: { a: 1 },
      request: { body: { stream: false } },
    })
    expect(accept).toBe('application/json')
  })
})

describe('embeddings', () => {
  class Embedding extends ContentFormatterBase {
    readonly name = 'vectors'
    readonly codecs = {}
    override readonly embeddingCodecs = {
      serverless: {
        formatRequest: ({ values }: { values: readonly string[] }) => ({ input: values }),
        parseResponse: (body: unknown) => ({ embeddings: (body as { data: number[][] }).data }),
      },
    }
  }
  const client = (data: unknown): AzureMLEndpointClient =>
    clientOf(() => Response.json({ data }), {
      contentFormatter: Embedding,
      endpointUrl: 'https://m.eastus2.models.ai.azure.com/embeddings',
      endpointApiType: 'serverless',
    })

  it('are returned one for each value', async () => {
    expect(await client([[1, 2]]).embed({ values: ['a'] })).toMatchObject({
      embeddings: [[1, 2]],
      request: { body: { input: ['a'] } },
    })
    expect(await failure(client([[1], [2]]).embed({ values: ['a'] }))).toMatchObject({ name: 'FormatError' })
    expect(await failure(client([['x']]).embed({ values: ['a'] }))).toMatchObject({ name: 'FormatError' })
  })
})
