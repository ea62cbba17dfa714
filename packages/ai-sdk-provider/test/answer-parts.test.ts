import type { LanguageModelV4, LanguageModelV4Content } from '@ai-sdk/provider'
import type { ParsedChatChunk, ParsedChatResponse } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { createAzureML } from '../src/index.ts'
import { PlainFormatter } from './plain-formatter.ts'
import { events, hello, partsOf } from './prompt.ts'

/** Creates a model with this answer. */
function plain(answer: object | string): LanguageModelV4 {
  const endpoint = { endpointUrl: 'https://e.x/v1/chat/completions', endpointApiKey: 'key' }
  return createAzureML({ ...endpoint, contentFormatter: PlainFormatter, fetch: fakeFetch(answer) })()
}

describe('a part of an answer', () => {
  const content = async (answer: Partial<ParsedChatResponse>): Promise<LanguageModelV4Content[]> => {
    const body = { text: '', ...answer }
    return (await plain(body).doGenerate({ prompt: hello })).content
  }

  it.each([
    [
      { url: 'HTTP://a.example/', title: 'A' },
      { sourceType: 'url', url: 'HTTP://a.example/', title: 'A' },
    ],
    [{ url: 'https://a.example/' }, { sourceType: 'url', url: 'https://a.example/' }],
    [{ url: 'file:///a.txt' }, { sourceType: 'document', mediaType: 'text/plain', title: 'file:///a.txt' }],
    [{}, { sourceType: 'document', mediaType: 'text/plain', title: 'Source' }],
    [
      { url: 'https://a.example/', title: '' },
      { sourceType: 'url', url: 'https://a.example/' },
    ],
    [
      { url: '', title: '', text: '' },
      { sourceType: 'document', mediaType: 'text/plain', title: 'Source', providerMetadata: { azureML: { text: '' } } },
    ],
    [
      { url: 'see https://a.example/', text: 'a' },
      {
        sourceType: 'document',
        mediaType: 'text/plain',
        title: 'see https://a.example/',
        providerMetadata: { azureML: { text: 'a' } },
      },
    ],
  ])('is a source: %j', async (source, part) => {
    expect(await content({ sources: [source] })).toStrictEqual([{ type: 'source', id: expect.any(String), ...part }])
  })

  it.each([
    [{ data: 'AAAA', mediaType: 'audio/ogg' }, 'audio/ogg', {}],
    [{ data: '//uQAAAA' }, 'audio/mpeg', {}],
    [{ data: 'AAAA', id: 'a' }, 'audio/wav', { id: 'a' }],
  ])('is speech: %j', async (audio, mediaType, more) => {
    const [file] = await content({ audio: { ...audio, expiresAt: new Date(0) } })
    const known = { ...more, expiresAt: '1970-01-01T00:00:00.000Z' }
    const metadata = { azureML: { audio: known } }
    expect(file).toEqual({
      type: 'file',
      mediaType,
      data: { type: 'data', data: audio.data },
      providerMetadata: metadata,
    })
  })

  it('is no speech without data', async () => {
    expect(await content({ text: 'a', audio: { id: 'a', transcript: 'b' } })).toEqual([{ type: 'text', text: 'a' }])
  })

  it('is speech that comes in pieces, of which the last facts count', async () => {
    const pieces = [
      { id: 'a', data: 'UklG', expiresAt: new Date(0) },
      { mediaType: 'audio/ogg', transcript: 'Yes' },
      { id: 'b', data: 'Rg==', transcript: '.', mediaType: 'audio/flac', expiresAt: new Date(1000) },
    ]
    const parts = await partsOf(plain(events(...pieces.map((audio) => ({ audio })), '[DONE]')))
    expect(parts.slice(1, -1)).toEqual([
      {
        type: 'file',
        mediaType: 'audio/flac',
        data: { type: 'data', data: 'UklGRg==' },
        providerMetadata: {
          azureML: { audio: { id: 'b', transcript: 'Yes.', expiresAt: '1970-01-01T00:00:01.000Z' } },
        },
      },
    ])
  })

  it.each([
    [{}, {}, {}],
    [{ inputTokens: 10 }, { total: 10 }, {}],
    [{ inputTokens: 10, cachedInputTokens: 0 }, { total: 10, noCache: 10, cacheRead: 0 }, {}],
    [{ inputTokens: 10, cacheWriteTokens: 3 }, { total: 10, noCache: 7, cacheWrite: 3 }, {}],
    [
      { inputTokens: 10, cachedInputTokens: 4, cacheWriteTokens: 3 },
      { total: 10, noCache: 3, cacheRead: 4, cacheWrite: 3 },
      {},
    ],
    [{ cachedInputTokens: 4 }, { cacheRead: 4 }, {}],
    [{ outputTokens: 5 }, {}, { total: 5 }],
    [{ outputTokens: 5, reasoningTokens: 5 }, {}, { total: 5, text: 0, reasoning: 5 }],
    [{ outputTokens: 0, reasoningTokens: 0 }, {}, { total: 0, text: 0, reasoning: 0 }],
    [{ reasoningTokens: 5 }, {}, { reasoning: 5 }],
  ])('has the counts %j', async (counts, input, output) => {
    const { usage } = await plain({ text: 'a', usage: { ...counts, raw: { a: 1 } } }).doGenerate({ prompt: hello })
    expect(usage).toEqual({ inputTokens: input, outputTokens: output, raw: { a: 1 } })
  })

  it('counts no more parts than there are tokens', async () => {
    const usage = { inputTokens: 3, cachedInputTokens: 5, outputTokens: 2, reasoningTokens: 4, raw: {} }
    const model = plain({ text: 'a', usage })
    const { usage: counted, response } = await model.doGenerate({ prompt: hello })
    expect([counted.inputTokens.noCache, counted.outputTokens.text]).toEqual([0, 0])
    expect(response?.body).toEqual({ text: 'a', usage })
  })
})

describe('the data of an answer', () => {
  const data = { signature: 'c2ln' }
  const own = { providerMetadata: { azureML: { providerData: data } } }
  const ofMessage = { providerMetadata: { azureML: { messageProviderData: data } } }
  const callOf = (id: string) => ({ id, name: 'a', arguments: '{}' })
  const combinations = [undefined, 'Hm.'].flatMap((reasoning) =>
    ['', 'Yes.'].flatMap((text) => [0, 1, 2].map((calls) => [reasoning, text, calls] as const)),
  )

  it.each(combinations)('is on one part alone: reasoning %s, text %j, %i calls', async (reasoning, text, calls) => {
    const toolCalls = ['x', 'y'].slice(0, calls).map(callOf)
    const answer = { text, toolCalls, ...(reasoning && { reasoning }), providerData: data }
    const { content } = await plain(answer).doGenerate({ prompt: hello })
    const hasText = text !== '' || (!reasoning && calls === 0)
    expect(content).toEqual([
      ...(reasoning ? [{ type: 'reasoning', text: reasoning, ...own }] : []),
      ...(hasText ? [{ type: 'text', text, ...(!reasoning && own) }] : []),
      ...toolCalls.map(({ id }, index) => {
        const call = { type: 'tool-call', toolCallId: id, toolName: 'a', input: '{}' }
        return index === 0 && !reasoning && !hasText ? Object.assign(call, ofMessage) : call
      }),
    ])
  })

  it.each(combinations.flatMap((one) => [[...one, 0] as const, [...one, -1] as const]))(
    'is on one part of a stream alone: reasoning %s, text %j, %i calls, in the chunk at %i',
    async (reasoning, text, calls, at) => {
      const chunks: ParsedChatChunk[] = [
        { id: 'a' },
        ...(reasoning ? [{ reasoning }] : []),
        ...(text ? [{ text }] : []),
        ...['x', 'y'].slice(0, calls).map((id, index) => ({ toolCalls: [{ index, ...callOf(id) }] })),
        { finishReason: 'stop' },
      ]
      const chunk = chunks.at(at)
      if (chunk !== undefined) Object.assign(chunk, { providerData: data })
      const parts = await partsOf(plain(events(...chunks)))
      expect(parts.filter((part) => JSON.stringify(part).includes('c2ln'))).toHaveLength(1)
    },
  )
})
