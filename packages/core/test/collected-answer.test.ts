import { ContentFormatterBase, type ParsedChatChunk } from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { clientOf, hello, sse } from './client-of.ts'

/** Takes each event for a chunk; `at` stands for the time of creation, which JSON does not have. */
class ChunkFormatter extends ContentFormatterBase {
  readonly name = 'chunks'
  readonly codecs = {
    serverless: {
      formatRequest: () => ({ sent: true }),
      parseResponse: (): never => {
        throw new Error('The answer is a stream.')
      },
      openStream: () => (event: unknown) => chunkOf(event as Event | undefined),
    },
  }
}

type Event = ParsedChatChunk & { readonly at?: string }

function chunkOf(event: Event | undefined): ParsedChatChunk | undefined {
  if (event === undefined) return undefined
  const { at, ...chunk } = event
  return at === undefined ? chunk : { ...chunk, createdAt: new Date(at) }
}

async function collected(...events: readonly Event[]): Promise<object> {
  const headers = { 'content-type': 'text/event-stream' }
  const client = clientOf(() => new Response(sse(...events), { headers }), { contentFormatter: ChunkFormatter })
  const { headers: received, request, ...answer } = await client.chat(hello)
  expect(received.get('content-type')).toBe('text/event-stream')
  expect(request.body).toEqual({ sent: true })
  return answer
}

const end: Event = { finishReason: 'stop' }

it('joins what comes in pieces, each kind by itself', async () => {
  const events: readonly Event[] = [
    { reasoning: 'Let me ' },
    { reasoning: 'see.' },
    { text: 'Yes' },
    { refusal: 'No' },
    { refusal: ' way.' },
    { text: ', so.' },
    { logprobs: { content: [1] } },
    { logprobs: { content: [2] } },
    { sources: [{ url: 'https://example.org/1' }] },
    { sources: [{ url: 'https://example.org/2', title: 'Two' }, { text: 'Three' }] },
    { audio: { id: 'a1', data: 'AAAA' } },
    { audio: { data: 'BBBB', transcript: 'Ye' } },
    { audio: { transcript: 's', mediaType: 'audio/wav' } },
    end,
  ]
  expect(await collected(...events)).toEqual({
    text: 'Yes, so.',
    reasoning: 'Let me see.',
    refusal: 'No way.',
    logprobs: [{ content: [1] }, { content: [2] }],
    sources: [{ url: 'https://example.org/1' }, { url: 'https://example.org/2', title: 'Two' }, { text: 'Three' }],
    audio: { id: 'a1', data: 'AAAABBBB', transcript: 'Yes', mediaType: 'audio/wav' },
    toolCalls: [],
    finishReason: 'stop',
    raw: events,
  })
})

it('has no field for what did not come', async () => {
  expect(await collected({ text: 'Hi' }, end)).toEqual({
    text: 'Hi',
    toolCalls: [],
    finishReason: 'stop',
    raw: [{ text: 'Hi' }, end],
  })
  const audio = { id: 'a1' }
  expect(await collected({ audio }, end)).toMatchObject({ text: '', audio: { id: 'a1' } })
  expect(Object.keys((await collected({ audio }, end)) as { audio: object })).not.toContain('refusal')
})

it('joins the pieces of calls by their index', async () => {
  const answer = await collected(
    { toolCalls: [{ index: 0, id: 'c0', name: 'f', arguments: '{"a":' }] },
    { toolCalls: [{ index: 1, id: 'c1', name: 'g', arguments: '{', providerData: { signature: 's' } }] },
    {
      toolCalls: [
        { index: 0, arguments: '1}' },
        { index: 1, arguments: '}' },
      ],
    },
    { finishReason: 'tool-calls' },
  )
  expect(answer).toMatchObject({
    toolCalls: [
      { id: 'c0', name: 'f', arguments: '{"a":1}' },
      { id: 'c1', name: 'g', arguments: '{}', providerData: { signature: 's' } },
    ],
    finishReason: 'tool-calls',
  })
})

it('keeps the first time, and the last of every other field', async () => {
  const fields = (word: string): Event => ({
    id: `id-${word}`,
    at: word === 'one' ? '2026-01-01T00:00:00Z' : '2026-02-02T00:00:00Z',
    model: `model-${word}`,
    serviceTier: `tier-${word}`,
    systemFingerprint: `print-${word}`,
    providerData: { word },
  })
  const usage = { inputTokens: 1, outputTokens: 2, raw: null }
  const ended: Event = { rawFinishReason: 'max', finishReason: 'length', usage }
  const events = [{ ...fields('one'), text: 'Hi' }, fields('two'), ended]
  expect(await collected(...events)).toEqual({
    text: 'Hi',
    toolCalls: [],
    id: 'id-two',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    model: 'model-two',
    serviceTier: 'tier-two',
    systemFingerprint: 'print-two',
    providerData: { word: 'two' },
    rawFinishReason: 'max',
    finishReason: 'length',
    usage,
    raw: events,
  })
})
