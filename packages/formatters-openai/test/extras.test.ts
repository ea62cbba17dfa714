import type { AnswerExtras, ParsedChatChunk, ParsedChatResponse } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter } from '../src/index.ts'

const { serverless, dedicated } = new CustomOpenAIChatContentFormatter().codecs
const page = {
  type: 'url_citation',
  url_citation: { url: 'https://x.test/a', title: 'A', start_index: 0, end_index: 4 },
}

interface Case {
  readonly body?: object
  readonly choice?: object
  readonly message?: object
  readonly sent?: object
  readonly expected: AnswerExtras
}

const cases: Readonly<Record<string, Case>> = {
  'a date in seconds': { body: { created: 1_700_000_000 }, expected: { createdAt: new Date(1_700_000_000_000) } },
  'a date in fractions of seconds': {
    body: { created: 1_700_000_000.5 },
    expected: { createdAt: new Date(1_700_000_000_500) },
  },
  'a date in milliseconds': {
    body: { created: 1_700_000_000_123 },
    expected: { createdAt: new Date(1_700_000_000_123) },
  },
  'a date in microseconds': {
    body: { created: 1_700_000_000_123_456 },
    expected: { createdAt: new Date(1_700_000_000_123) },
  },
  'a date as a string': { body: { created: '1700000000' }, expected: { createdAt: new Date(1_700_000_000_000) } },
  'a date in ISO 8601': {
    body: { created: '2026-03-01T10:00:00Z' },
    expected: { createdAt: new Date('2026-03-01T10:00:00Z') },
  },
  'names of the service': {
    body: { service_tier: 'priority', system_fingerprint: 'fp_1' },
    expected: { serviceTier: 'priority', systemFingerprint: 'fp_1' },
  },
  'a refusal beside text': { message: { refusal: 'I will not.' }, expected: { refusal: 'I will not.' } },
  'log probabilities': {
    choice: { logprobs: { content: [{ token: 'a', logprob: -0.1 }], refusal: null } },
    expected: { logprobs: { content: [{ token: 'a', logprob: -0.1 }], refusal: null } },
  },
  'citations as URLs, as Perplexity sends them': {
    body: { citations: ['https://x.test/a', 'https://x.test/b', 'https://x.test/a'] },
    expected: { sources: [{ url: 'https://x.test/a' }, { url: 'https://x.test/b' }] },
  },
  'search results and the same citations': {
    body: {
      citations: ['https://x.test/a', 'https://x.test/c'],
      search_results: [{ url: 'https://x.test/a', title: 'A', date: '2026-01-01', snippet: 'About A.' }],
    },
    expected: { sources: [{ url: 'https://x.test/a', title: 'A', text: 'About A.' }, { url: 'https://x.test/c' }] },
  },
  'annotations of OpenAI': {
    message: { annotations: [page] },
    expected: { sources: [{ url: 'https://x.test/a', title: 'A' }] },
  },
  'flat annotations': {
    message: { annotations: [{ type: 'url_citation', url: 'https://x.test/a', title: 'A' }] },
    expected: { sources: [{ url: 'https://x.test/a', title: 'A' }] },
  },
  'cited files': {
    message: {
      annotations: [{ type: 'file_citation', file_citation: { file_id: 'f', filename: 'a.pdf', quote: 'So.' } }],
    },
    expected: { sources: [{ title: 'a.pdf', text: 'So.' }] },
  },
  'citations of Azure OpenAI on your data': {
    message: {
      context: {
        citations: [
          { content: 'First part.', title: 'A', url: 'https://x.test/a', filepath: 'a.md', chunk_id: '0' },
          { content: 'Second part.', title: 'A', url: 'https://x.test/a', filepath: 'a.md', chunk_id: '1' },
          { content: 'No address.', title: null, url: null, filepath: 'b.md', chunk_id: '0' },
        ],
        intent: '["a"]',
      },
    },
    expected: {
      sources: [
        { url: 'https://x.test/a', title: 'A', text: 'First part.' },
        { url: 'https://x.test/a', title: 'A', text: 'Second part.' },
        { title: 'b.md', text: 'No address.' },
      ],
    },
  },
  'results of a search tool that the server has run': {
    message: {
      executed_tools: [
        { type: 'search', search_results: { results: [{ url: 'https://x.test/a', title: 'A', content: 'C' }] } },
      ],
    },
    expected: { sources: [{ url: 'https://x.test/a', title: 'A', text: 'C' }] },
  },
  'sources of cited passages': {
    message: {
      citations: [
        { start: 0, end: 2, text: 'It', sources: [{ type: 'document', document: { title: 'A', snippet: 'C' } }] },
      ],
    },
    expected: { sources: [{ title: 'A', text: 'C' }] },
  },
  'speech, whose format is in the request': {
    message: { audio: { id: 'audio_1', data: 'QUJD', transcript: 'Hi', expires_at: 1_700_000_000 } },
    sent: { audio: { voice: 'alloy', format: 'mp3' } },
    expected: {
      audio: {
        id: 'audio_1',
        data: 'QUJD',
        transcript: 'Hi',
        mediaType: 'audio/mpeg',
        expiresAt: new Date(1_700_000_000_000),
      },
    },
  },
  'speech in a format that is not known': {
    message: { audio: { id: 'audio_1', data: 'QUJD' } },
    sent: { audio: { format: 'new' } },
    expected: { audio: { id: 'audio_1', data: 'QUJD' } },
  },
}

/** Values that say nothing. */
const empty: readonly Omit<Case, 'expected'>[] = [
  { body: { created: 0, service_tier: '', system_fingerprint: '' } },
  { body: { created: -1, service_tier: null, system_fingerprint: null } },
  { body: { created: 'soon', service_tier: 5, system_fingerprint: {} } },
  { body: { created: 1e300, citations: null, search_results: [] } },
  { body: { citations: [''], search_results: [null, {}, { url: '', title: '' }] } },
  { choice: { logprobs: null } },
  { choice: { logprobs: { content: null, refusal: null } } },
  { choice: { logprobs: { content: [], refusal: [] } } },
  { message: { refusal: '', annotations: null, audio: null } },
  { message: { refusal: null, annotations: [], audio: { id: '', data: '', transcript: '', expires_at: 0 } } },
  { message: { context: null, citations: {}, executed_tools: [{}] } },
]

describe('the extras of an answer', () => {
  it.each(Object.entries(cases))('are read: %s', (_, { expected, ...wire }) => {
    expect(extrasOf(whole(wire))).toStrictEqual(expected)
    expect(extrasOf(stream(wire)[0])).toStrictEqual(expected)
  })

  it.each(empty)('are absent if they are empty: %j', (wire) => {
    expect(extrasOf(whole(wire))).toStrictEqual({})
    expect(extrasOf(stream(wire)[0])).toStrictEqual({})
  })

  it.each(Object.entries(cases).filter(([name]) => !/refusal|log prob|speech/.test(name)))(
    'are emitted once in a stream that repeats them: %s',
    (_, { expected, ...wire }) => {
      const [first, second] = stream(wire, wire)
      expect([extrasOf(first), extrasOf(second)]).toStrictEqual([expected, {}])
    },
  )

  it('are those of each event where they belong to its tokens', () => {
    const logprobs = (token: string): object => ({ content: [{ token }] })
    const [one, other] = stream({ choice: { logprobs: logprobs('a') } }, { choice: { logprobs: logprobs('b') } })
    expect([one?.logprobs, other?.logprobs]).toEqual([logprobs('a'), logprobs('b')])
  })

  it('are emitted again in a stream only where they change', () => {
    const chunks = stream(
      { body: { created: 0, service_tier: 'auto' } },
      { body: { created: 1_700_000_000, service_tier: 'auto', citations: ['https://x.test/a'] } },
      {
        body: { created: 1_700_000_001, service_tier: 'default', citations: ['https://x.test/a', 'https://x.test/b'] },
      },
    )
    expect(chunks.map(extrasOf)).toEqual([
      { serviceTier: 'auto' },
      { createdAt: new Date(1_700_000_000_000), sources: [{ url: 'https://x.test/a' }] },
      { serviceTier: 'default', sources: [{ url: 'https://x.test/b' }] },
    ])
  })

  it('have the pieces of speech as they come', () => {
    const sent = { audio: { format: 'pcm16' } }
    const pieces = [{ id: 'audio_1', transcript: 'Hi' }, { data: 'QUJD' }, { expires_at: 1_700_000_000 }]
    const chunks = stream(...pieces.map((audio) => ({ message: { audio, content: '' }, sent })))
    expect(chunks.map(({ audio }) => audio)).toEqual([
      { id: 'audio_1', transcript: 'Hi' },
      { data: 'QUJD', mediaType: 'audio/pcm' },
      { expiresAt: new Date(1_700_000_000_000) },
    ])
  })

  it('are those of /score too, whose parameters have the format of the speech', () => {
    const message = { content: 'a', audio: { data: 'QUJD' }, annotations: [page] }
    const body = { output: 'a', message, created: 1_700_000_000, logprobs: { content: [{ token: 'a' }] } }
    const sent = { input_data: { input_string: [], parameters: { audio: { format: 'wav' } } } }
    expect(extrasOf(dedicated.parseResponse(body, sent))).toEqual({
      createdAt: new Date(1_700_000_000_000),
      sources: [{ url: 'https://x.test/a', title: 'A' }],
      logprobs: { content: [{ token: 'a' }] },
      audio: { data: 'QUJD', mediaType: 'audio/wav' },
    })
  })
})

function whole({ body, choice, message, sent }: Omit<Case, 'expected'>): ParsedChatResponse {
  const choices = [{ index: 0, message: { content: 'a', ...message }, finish_reason: 'stop', ...choice }]
  return serverless.parseResponse({ choices, ...body }, sent)
}

function stream(...events: readonly Omit<Case, 'expected'>[]): readonly ParsedChatChunk[] {
  const read = serverless.openStream(events[0]?.sent)
  return events.map(({ body, choice, message }) => {
    return read({ choices: [{ index: 0, delta: { content: 'a', ...message }, ...choice }], ...body }) ?? {}
  })
}

function extrasOf(parsed: AnswerExtras | undefined): AnswerExtras {
  const { createdAt, refusal, sources, logprobs, audio, serviceTier, systemFingerprint } = parsed ?? {}
  const extras = { createdAt, refusal, sources, logprobs, audio, serviceTier, systemFingerprint }
  return Object.fromEntries(Object.entries(extras).filter(([, value]) => value !== undefined))
}

it.each<[audio: object, read: object | undefined]>([
  [{}, undefined],
  [{ id: '', data: '', transcript: '', expires_at: 0 }, undefined],
  [{ id: 'a' }, { id: 'a' }],
  [{ data: 'AAAA' }, { data: 'AAAA', mediaType: 'audio/wav' }],
  [{ transcript: 'Hi' }, { transcript: 'Hi' }],
  [{ expires_at: 1 }, { expiresAt: new Date(1000) }],
  [
    { id: 'a', data: 'AAAA', transcript: 'Hi', expires_at: 1 },
    { id: 'a', data: 'AAAA', transcript: 'Hi', mediaType: 'audio/wav', expiresAt: new Date(1000) },
  ],
])('the speech %j is %j, whole and streamed', (audio, read) => {
  const sent = { audio: { format: 'wav' } }
  const choice = (field: string): object => ({ choices: [{ index: 0, [field]: { content: 'x', audio } }] })
  expect(serverless.parseResponse(choice('message'), sent).audio).toStrictEqual(read)
  expect(serverless.openStream(sent)(choice('delta'))?.audio).toStrictEqual(read)
  expect(serverless.parseResponse(choice('message')).audio?.mediaType).toBeUndefined()
})
