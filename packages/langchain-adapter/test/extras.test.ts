import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import type { AzureMLChatOnlineEndpointFields } from '../src/index.ts'
import { plainChat } from './plain-formatter.ts'
import { ways } from './ways.ts'

const wholeAnswer = {
  text: 'It rains.',
  reasoning: 'Clouds.',
  finishReason: 'stop',
  id: 'a1',
  model: 'm1',
  createdAt: '2026-01-02T03:04:05.000Z',
  refusal: 'Not more.',
  sources: [{ url: 'https://a.example', title: 'A', text: 'rain' }, { title: 'B' }],
  logprobs: { content: [{ token: 'It' }, { token: ' rains.' }] },
  audio: {
    id: 'u1',
    data: 'AAAABBBB',
    transcript: 'It rains.',
    mediaType: 'audio/wav',
    expiresAt: '2026-01-02T03:04:06Z',
  },
  serviceTier: 'default',
  systemFingerprint: 'fp1',
  providerData: { thoughts: [{ index: 0, id: 'x', signature: 'S' }], created: 7, type: 'thinking' },
  usage: {
    inputTokens: 9,
    outputTokens: 5,
    totalTokens: 14,
    cachedInputTokens: 4,
    cacheWriteTokens: 2,
    reasoningTokens: 3,
  },
}
const { text: _text, reasoning: _reasoning, usage, finishReason, ...rest } = wholeAnswer
const repeated = { id: 'a1', model: 'm1', serviceTier: 'default', systemFingerprint: 'fp1' }
const events = [
  { ...repeated, createdAt: rest.createdAt, sources: [rest.sources[0]], reasoning: 'Clouds.' },
  { ...repeated, text: 'It', logprobs: { content: [{ token: 'It' }] }, refusal: 'Not ' },
  { ...repeated, text: ' rains.', logprobs: { content: [{ token: ' rains.' }] }, refusal: 'more.' },
  { ...repeated, sources: [rest.sources[1]] },
  { ...repeated, audio: { ...rest.audio, data: 'AAAA', transcript: 'It ' } },
  { ...repeated, audio: { ...rest.audio, data: 'BBBB', transcript: 'rains.' }, providerData: { early: true } },
  { ...repeated, providerData: rest.providerData },
  { ...repeated, finishReason, usage },
]

const citations = [
  { type: 'citation', url: 'https://a.example', title: 'A', citedText: 'rain' },
  { type: 'citation', title: 'B' },
]

function model(fields?: AzureMLChatOnlineEndpointFields): ReturnType<typeof plainChat> {
  return plainChat(({ stream }) => (stream ? events : wholeAnswer), fields)
}

describe.each(Object.entries(ways))('an answer of %s', (_name, ask) => {
  it.each([false, true])('has its extras where LangChain has them (streaming: %s)', async (streaming) => {
    const { model: plain } = await model({ streaming: streaming || undefined })
    const message = await ask(plain)
    expect(message.content).toBe('It rains.')
    expect(message.additional_kwargs).toEqual({
      reasoning_content: 'Clouds.',
      refusal: 'Not more.',
      citations,
      audio: { id: 'u1', data: 'AAAABBBB', transcript: 'It rains.', mime_type: 'audio/wav', expires_at: 1_767_323_046 },
    })
    expect(message.response_metadata).toMatchObject({
      id: 'a1',
      model: 'm1',
      created: 1_767_323_045,
      service_tier: 'default',
      system_fingerprint: 'fp1',
      logprobs: rest.logprobs,
      provider_data: { message: rest.providerData },
    })
    expect(message.usage_metadata).toEqual({
      input_tokens: 9,
      output_tokens: 5,
      total_tokens: 14,
      input_token_details: { cache_read: 4, cache_creation: 2 },
      output_token_details: { reasoning: 3 },
    })
  })

  it.each([undefined, 'v1'] as const)('has standard blocks (output version %s)', async (outputVersion) => {
    const { model: plain } = await model({ outputVersion })
    const { contentBlocks } = await ask(plain)
    // A stream numbers its blocks.
    expect(contentBlocks).toMatchObject([
      { type: 'reasoning', reasoning: 'Clouds.' },
      { type: 'text', text: 'It rains.', annotations: citations },
      { type: 'refusal', refusal: 'Not more.' },
      { type: 'audio', data: 'AAAABBBB', mimeType: 'audio/wav', metadata: { transcript: 'It rains.' } },
    ])
  })
})

it('the events of a stream have the citations and the recording', async () => {
  const { model: plain } = await model()
  const message = await plain.streamEvents('Hi')
  expect(message.contentBlocks).toEqual([
    { type: 'reasoning', reasoning: 'Clouds.' },
    { type: 'text', text: 'It rains.', annotations: citations },
    { type: 'audio', data: 'AAAABBBB', mimeType: 'audio/wav', metadata: { transcript: 'It rains.' } },
    { type: 'refusal', refusal: 'Not more.' },
  ])
  expect(message.response_metadata).toMatchObject({
    created: 1_767_323_045,
    provider_data: { message: rest.providerData },
  })
})

it('the words of a recording are the text of an answer that has no other', async () => {
  const { model: plain, requests } = await model()
  const said = new AIMessage({ content: '', additional_kwargs: { audio: { id: 'u1', transcript: 'It rains.' } } })
  const block = new AIMessage({ content: [{ type: 'audio', data: 'AAAA', metadata: { transcript: 'It snows.' } }] })
  await plain.invoke([new HumanMessage('Hi'), said, new HumanMessage('Hi'), block, new HumanMessage('Go on.')])
  const sent = requests[0]?.messages.map(({ content }) => content)
  expect(sent).toEqual(['Hi', 'It rains.', 'Hi', 'It snows.', 'Go on.'])
})
