import { describe, expect, it } from 'vitest'
import { AzureMLEndpointClient, type ContentFormatterBase, mapBody, mapRequest, mapResponse } from '../src/index.ts'
import { fakeFetch, sse, testContentFormatter } from '../src/testing/index.ts'
import { exchanges, SoundFormatter } from './testing/sound-formatter.ts'

const sound = new SoundFormatter()

/** Extra parameters for one model. */
const safe = mapRequest(sound, (request) => ({
  ...request,
  modelKwargs: { safe_prompt: true, ...request.modelKwargs },
}))

/** A model without a system role. */
const folded = mapRequest(sound, ({ messages: [first, second, ...rest], ...others }) =>
  first?.role === 'system' && second?.role === 'user' && typeof second.content === 'string'
    ? { ...others, messages: [{ ...second, content: `${first.content}\n\n${second.content}` }, ...rest] }
    : { ...others, messages: [first, second, ...rest].filter((message) => message !== undefined) },
)

/** A model that continues after its stop text. */
const trimmed = mapResponse(sound, (response) => ({ ...response, text: response.text.split('###')[0] ?? '' }))

const shouting = mapResponse(
  sound,
  (response) => ({ ...response, text: response.text.toUpperCase() }),
  () => (chunk) => chunk && { ...chunk, text: chunk.text?.toUpperCase() },
)

describe('mapRequest', () => {
  const recorded = exchanges.filter(({ body }) => body === undefined)
  testContentFormatter(folded, exchanges)
  testContentFormatter(safe, recorded)

  it('changes the request before the formatter gets it', async () => {
    const messages = [
      { role: 'system', content: 'Few words.' },
      { role: 'user', content: 'Hello' },
    ] as const
    expect(await sentBy(safe, { messages })).toMatchObject({ safe_prompt: true })
    expect(await sentBy(folded, { messages })).toEqual({ said: [{ role: 'user', content: 'Few words.\n\nHello' }] })
  })
})

describe('mapBody', () => {
  testContentFormatter(
    mapBody(sound, (body) => body),
    exchanges,
  )

  it('changes the body that the formatter made, and tells on which endpoint', async () => {
    const marked = mapBody(sound, (body, { apiType, stream }) => ({ ...(body as object), apiType, stream }))
    const sent = await sentBy(marked, { messages: [{ role: 'user', content: 'Hello' }] })
    expect(sent).toEqual({ said: [{ role: 'user', content: 'Hello' }], apiType: 'serverless', stream: false })
  })
})

describe('mapResponse', () => {
  testContentFormatter(
    trimmed,
    exchanges.map(({ events: _events, ...exchange }) => exchange),
  )

  it('changes whole answers, and turns a stream into one chunk', async () => {
    const client = clientOf(trimmed, fakeFetch({ says: 'Yes.### And', ended: 'done' }))
    const question = { messages: [{ role: 'user', content: 'Hello' }] } as const
    expect((await client.chat(question)).text).toBe('Yes.')
    const chunks = []
    for await (const { text } of client.stream(question)) chunks.push(text)
    expect(chunks).toEqual(['Yes.'])
  })

  it('changes the chunks of a stream with a new map for each stream, including the last chunk', async () => {
    const client = clientOf(shouting, fakeFetch(sse([{ says: 'yes' }, { says: ', so' }, { ended: 'done' }])))
    let text = ''
    for await (const chunk of client.stream({ messages: [{ role: 'user', content: 'Hello' }] }))
      text += chunk.text ?? ''
    expect(text).toBe('YES, SO')
  })
})

it('keeps the name, API types, embeddings and root route of the formatter', () => {
  expect([safe.name, Object.keys(safe.codecs), safe.embeddingCodecs]).toEqual(['sound', ['serverless'], undefined])
  const atRoot = { name: 'at-root', codecs: safe.codecs, servedAtRoot: true }
  expect([safe.servedAtRoot, mapRequest(atRoot, (request) => request).servedAtRoot]).toEqual([undefined, true])
  const endpointUrl = 'https://my-ep.eastus2.inference.ml.azure.com/'
  const options = { endpointUrl, endpointApiType: 'serverless', endpointApiKey: 'a-key' } as const
  expect(() => new AzureMLEndpointClient({ ...options, contentFormatter: atRoot })).not.toThrow()
  expect(() => new AzureMLEndpointClient({ ...options, contentFormatter: safe })).toThrow(/has no path/)
})

describe.each<[how: string, compose: (formatter: ContentFormatterBase) => ContentFormatterBase]>([
  ['mapRequest', (formatter) => mapRequest(formatter, (request) => request)],
  ['mapBody', (formatter) => mapBody(formatter, (body) => body)],
  ['mapResponse', (formatter) => mapResponse(formatter, (response) => response)],
  [
    'mapResponse with openMap',
    (formatter) =>
      mapResponse(
        formatter,
        (response) => response,
        () => (chunk) => chunk,
      ),
  ],
])('%s leaves as they are', (_how, compose) => {
  it.each(['name', 'embeddingCodecs', 'rerankCodecs', 'headers', 'servedAtRoot'] as const)('%s', (member) => {
    const formatter = Object.assign(new SoundFormatter(), { [member]: member === 'name' ? 'other' : {} })
    expect(compose(formatter)[member]).toBe(formatter[member])
  })

  it('the body that was sent, which parsers get', () => {
    const seen: unknown[] = []
    const codec = {
      formatRequest: () => ({}),
      parseResponse: (_body: unknown, sent: unknown) => (seen.push(sent), { text: '' }),
      openStream: (sent: unknown) => (seen.push(sent), () => undefined),
    }
    const composed = compose({ name: 'x', codecs: { serverless: codec } }).codecs.serverless
    composed?.parseResponse({}, 'whole')
    composed?.openStream?.('streamed')
    expect(seen).toEqual(composed?.openStream === undefined ? ['whole'] : ['whole', 'streamed'])
  })
})

it('calls the map of a stream for each chunk and for the end, but not for events without a chunk', () => {
  const chunks = [{ text: 'a' }, undefined, { text: 'b' }]
  const codec = {
    formatRequest: () => ({}),
    parseResponse: () => ({ text: '' }),
    openStream: () => () => chunks.shift(),
  }
  const seen: unknown[] = []
  const composed = mapResponse(
    { name: 'x', codecs: { serverless: codec } },
    (response) => response,
    () => (chunk, isEnd) => {
      seen.push([chunk, isEnd])
      return isEnd ? { text: 'end' } : chunk
    },
  )
  const read = composed.codecs.serverless?.openStream?.(undefined)
  expect([1, 2, 3, undefined].map((event) => read?.(event))).toEqual([
    { text: 'a' },
    undefined,
    { text: 'b' },
    { text: 'end' },
  ])
  expect(seen).toEqual([
    [{ text: 'a' }, false],
    [{ text: 'b' }, false],
    [undefined, true],
  ])
})

it.each<[how: string, compose: (formatter: ContentFormatterBase) => ContentFormatterBase]>([
  ['mapRequest', (formatter) => mapRequest(formatter, (request) => request)],
  ['mapBody', (formatter) => mapBody(formatter, (body) => body)],
  [
    'mapResponse',
    (formatter) =>
      mapResponse(
        formatter,
        (response) => response,
        () => (chunk) => chunk,
      ),
  ],
])('%s passes the arguments on, keeps each API type, and rejects an openStream without a reader', (_how, compose) => {
  const codecOf = (apiType: string) => ({
    formatRequest: (...given: readonly unknown[]) => ({ apiType, given }),
    parseResponse: () => ({ text: '' }),
    openStream: () => undefined as never,
  })
  const { codecs } = compose({
    name: 'x',
    codecs: { dedicated: codecOf('dedicated'), serverless: codecOf('serverless') },
  })
  const [request, context] = [{ messages: [] }, { stream: false }] as never[]
  for (const apiType of ['dedicated', 'serverless'] as const) {
    expect(codecs[apiType]?.formatRequest(request as never, context as never)).toEqual({
      apiType,
      given: [request, context],
    })
    expect(() => codecs[apiType]?.openStream?.({})).toThrow(/^openStream returned no reader$/)
  }
})

type Request = Parameters<AzureMLEndpointClient['chat']>[0]

async function sentBy(formatter: ContentFormatterBase, request: Request): Promise<unknown> {
  const fetch = fakeFetch({ says: 'Hello' })
  await clientOf(formatter, fetch).chat(request)
  return fetch.requests[0]?.body
}

function clientOf(contentFormatter: ContentFormatterBase, fetch: typeof globalThis.fetch): AzureMLEndpointClient {
  const endpointUrl = 'https://my-endpoint.westeurope.models.ai.azure.com/v1/chat/completions'
  return new AzureMLEndpointClient({
    endpointUrl,
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter,
    fetch,
  })
}
