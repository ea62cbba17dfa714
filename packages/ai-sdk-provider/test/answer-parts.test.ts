import type { LanguageModelV4, LanguageModelV4Content } from '@ai-sdk/provider'
import type { ParsedChatResponse } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { createAzureML } from '../src/index.ts'
import { PlainFormatter } from './plain-formatter.ts'
import { hello } from './prompt.ts'

/** Creates a model with this answer. */
function plain(answer: object): LanguageModelV4 {
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
  ])('is a source: %j', async (source, part) => {
    expect(await content({ sources: [source] })).toEqual([{ type: 'source', id: expect.any(String), ...part }])
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

  it('counts no more parts than there are tokens', async () => {
    const usage = { inputTokens: 3, cachedInputTokens: 5, outputTokens: 2, reasoningTokens: 4, raw: {} }
    const model = plain({ text: 'a', usage })
    const { usage: counted, response } = await model.doGenerate({ prompt: hello })
    expect([counted.inputTokens.noCache, counted.outputTokens.text]).toEqual([0, 0])
    expect(response?.body).toEqual({ text: 'a', usage })
  })
})
