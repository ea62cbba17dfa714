import { APICallError } from '@ai-sdk/provider'
import type { ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { fedStream } from './fed-stream.ts'

const failure = { error: { message: 'Gone.' } } as ParsedChatChunk

describe('a stream is opened', () => {
  it.each<ParsedChatChunk>([
    { text: 'a' },
    { reasoning: 'a' },
    { toolCalls: [{ index: 0, id: 'a', name: 'b', arguments: '{' }] },
    { sources: [{ title: 'a' }] },
    { audio: { data: 'UklGRg==' } },
    { id: 'a' },
    { model: 'a' },
  ])('by %j, so that a later failure is a part of it', async (chunk) => {
    const { send, open } = fedStream({})
    send([chunk])
    const reader = await open()
    send([failure])
    const types: string[] = []
    for (let read = await reader.read(); !read.done; read = await reader.read()) types.push(read.value.type)
    expect(types[0]).toBe('stream-start')
    expect(types).toContain('error')
    expect(types.at(-1)).toBe('finish')
  })

  it.each<ParsedChatChunk>([
    {},
    { serviceTier: 'a' },
    { logprobs: [1] },
    { refusal: 'a' },
    { usage: { inputTokens: 1, raw: {} } },
    { createdAt: new Date(0) },
    { text: '' },
  ])('not by %j: a failure after it rejects the call, so that it can be retried', async (chunk) => {
    const { send, open } = fedStream({})
    send([chunk])
    send([failure])
    await expect(open()).rejects.toSatisfy(APICallError.isInstance)
  })

  it('by its end, if it has nothing else', async () => {
    const { close, open, send } = fedStream({})
    send([{ serviceTier: 'a' }])
    send([{ finishReason: 'length', rawFinishReason: 'max' }])
    close()
    const reader = await open()
    expect((await reader.read()).value).toEqual({ type: 'stream-start', warnings: [] })
    expect((await reader.read()).value).toMatchObject({
      type: 'finish',
      finishReason: { unified: 'length', raw: 'max' },
      providerMetadata: { azureML: { serviceTier: 'a' } },
    })
    expect(await reader.read()).toEqual({ done: true, value: undefined })
  })

  it('with the request as it was sent and the headers of the response', async () => {
    const { send, openWhole } = fedStream({})
    send([{ text: 'a' }])
    const { request, response } = await openWhole()
    const messages = [{ role: 'user', content: 'Hello' }]
    expect(request).toMatchObject({ url: 'https://e.x/v1/chat/completions', body: { messages } })
    expect(response).toEqual({ headers: { 'content-type': 'text/event-stream' } })
  })
})
