import type { ChatChunk, Usage } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { MessageChunkConverter } from '../src/from-core/message-chunks.ts'
import { ModelEventConverter } from '../src/from-core/model-events.ts'
import { addTokenUsage, tokenUsage, usageMetadata } from '../src/from-core/usage.ts'

type Piece = Omit<ChatChunk, 'raw'> & { readonly raw?: unknown }
const origin = { deployment: undefined, model: 'm' }
const converted = (pieces: readonly Piece[], from = origin) =>
  new MessageChunkConverter(from).convertAll(pieces as readonly ChatChunk[])
const sum = (...pieces: readonly Piece[]) => converted(pieces).reduce((one, other) => one.concat(other))

describe('the usage of an answer', () => {
  const raw = {}
  it.each<[Usage, object]>([
    [{ raw }, { input_tokens: 0, output_tokens: 0, total_tokens: 0 }],
    [
      { raw, inputTokens: 3, outputTokens: 2 },
      { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
    ],
    [
      { raw, inputTokens: 3, outputTokens: 2, totalTokens: 9 },
      { input_tokens: 3, output_tokens: 2, total_tokens: 9 },
    ],
    [
      { raw, totalTokens: 9 },
      { input_tokens: 0, output_tokens: 0, total_tokens: 9 },
    ],
    [{ raw, cachedInputTokens: 0 }, { input_token_details: { cache_read: 0 } }],
    [{ raw, cachedInputTokens: 4 }, { input_token_details: { cache_read: 4 } }],
    [{ raw, cacheWriteTokens: 0 }, { input_token_details: { cache_creation: 0 } }],
    [{ raw, cacheWriteTokens: 2, cachedInputTokens: 4 }, { input_token_details: { cache_creation: 2, cache_read: 4 } }],
    [{ raw, reasoningTokens: 0 }, { output_token_details: { reasoning: 0 } }],
    [{ raw, reasoningTokens: 3 }, { output_token_details: { reasoning: 3 } }],
    [
      { raw: { prompt_tokens_details: null, input_tokens_details: { audio_tokens: 2 } } },
      { input_token_details: { audio: 2 } },
    ],
    [
      { raw: { prompt_tokens_details: { audio_tokens: 2 } }, cachedInputTokens: 4 },
      { input_token_details: { audio: 2, cache_read: 4 } },
    ],
    [
      { raw: { completion_tokens_details: { audio_tokens: 2 } }, reasoningTokens: 3 },
      { output_token_details: { audio: 2, reasoning: 3 } },
    ],
    [{ raw: { prompt_tokens_details: { audio_tokens: 0 }, completion_tokens_details: { audio_tokens: '2' } } }, {}],
    [{ raw: null }, {}],
  ])('%j', (usage, expected) => {
    const none = { input_tokens: 0, output_tokens: 0, total_tokens: 0 }
    expect(usageMetadata(usage)).toStrictEqual({ ...none, ...expected })
  })

  it('is added up for older callbacks, from the answers that have one', () => {
    const one = tokenUsage({ raw, inputTokens: 1, outputTokens: 2 })
    const other = tokenUsage({ raw, inputTokens: 10, outputTokens: 20, totalTokens: 40 })
    expect(one).toEqual({ promptTokens: 1, completionTokens: 2, totalTokens: 3 })
    expect(addTokenUsage([one, undefined, other])).toEqual({ promptTokens: 11, completionTokens: 22, totalTokens: 43 })
    expect(addTokenUsage([undefined])).toBeUndefined()
  })
})

it('the id of a stream is the last one, from which a stored response is continued', () => {
  const pieces: Piece[] = [{ id: 'a' }, { text: 'Hi' }, { id: 'b', finishReason: 'stop' }]
  expect(sum(...pieces).response_metadata['id']).toBe('b')
  expect(sum(...pieces.slice(0, 2), { finishReason: 'stop' }).response_metadata['id']).toBe('a')
})

describe('the log probabilities of a stream', () => {
  const a = { token: 'a' }
  const b = { token: 'b' }
  it.each<[unknown[], unknown]>([
    [[{ content: [a] }, { content: [b] }], { content: [a, b] }],
    [[{ content: [a] }, { content: null }, { content: [b] }], { content: [a, b] }],
    [[{ content: null }, { content: [b] }], { content: [b] }],
    [
      [
        { content: [a], refusal: null },
        { content: [b], refusal: [a] },
      ],
      { content: [a, b], refusal: [a] },
    ],
    [[{ content: [a], kind: 'x' }, { kind: 'y' }], { content: [a], kind: 'y' }],
    [[{ content: [a] }, 'odd'], 'odd'],
    [['odd', { content: [a] }], { content: [a] }],
    [[[a], [b]], [b]],
  ])('%j', (all, expected) => {
    const before = structuredClone(all)
    const pieces = all.map((logprobs): Piece => ({ text: '.', logprobs }))
    expect(sum(...pieces, { finishReason: 'stop' }).response_metadata['logprobs']).toEqual(expected)
    // The raw events have the same lists.
    expect(all).toEqual(before)
  })
})

describe('the chunks of a stream', () => {
  const provider = { model_provider: 'azureml' }
  const names = { ...provider, model: 'm', model_name: 'm' }

  it('carry what is known once: the headers first, the rest last', () => {
    const headers = new Headers({ 'x-request-id': 'r', 'azureml-model-deployment': 'blue' })
    const createdAt = new Date(5_999)
    const pieces = converted([
      { headers, id: 'a', model: 'm1', createdAt, serviceTier: 'x', systemFingerprint: 'f' },
      { headers, id: 'b', model: 'm2', createdAt: new Date(9_000), serviceTier: 'y', text: 'Hi' },
      { finishReason: 'length', rawFinishReason: 'max' },
    ])
    expect(pieces.map(({ response_metadata: metadata }) => metadata)).toStrictEqual([
      { ...provider, request_id: 'r', deployment: 'blue' },
      provider,
      {
        ...provider,
        id: 'b',
        model: 'm1',
        model_name: 'm1',
        created: 5,
        service_tier: 'y',
        system_fingerprint: 'f',
        finish_reason: 'length',
        raw_finish_reason: 'max',
      },
    ])
  })

  it.each<[string, Piece, boolean]>([
    ['nothing', {}, false],
    ['an empty text', { text: '' }, false],
    ['an empty thought', { reasoning: '' }, false],
    ['an id', { id: 'x' }, false],
    ['a text', { text: 'x' }, true],
    ['a thought', { reasoning: 'x' }, true],
    ['a piece of a call', { toolCalls: [{ index: 0 }] }, true],
    ['usage', { usage: { raw: {} } }, true],
    ['a refusal', { refusal: 'x' }, true],
    ['sources', { sources: [] }, true],
    ['audio', { audio: {} }, true],
    ['a finish reason', { finishReason: 'stop' }, true],
  ])('with %s are passed on only if there is something in them', (_what, piece, isShown) => {
    expect(converted([{ text: 'Hi' }, piece])).toHaveLength(isShown ? 2 : 1)
    expect(converted([piece])).toHaveLength(1)
    expect(converted([{ text: 'Hi' }, piece], { ...origin, includesRaw: true } as typeof origin)).toHaveLength(2)
  })

  it('have empty arguments where a piece of a call has none', () => {
    const [first, second] = converted([
      { toolCalls: [{ index: 0, id: 'a', name: 'f' }] },
      {
        toolCalls: [
          { index: 0, arguments: '{}' },
          { index: 1, id: '', name: '', arguments: '' },
        ],
      },
    ])
    expect([first?.tool_call_chunks, second?.tool_call_chunks]).toStrictEqual([
      [{ type: 'tool_call_chunk', index: 0, id: 'a', name: 'f', args: '' }],
      [
        { type: 'tool_call_chunk', index: 0, args: '{}' },
        { type: 'tool_call_chunk', index: 1, id: '', name: '', args: '' },
      ],
    ])
  })

  it.each(['stop', 'length', 'interrupted', 'error', 'other', 'tool-calls', 'content-filter'] as const)(
    'end with the reason under its own name: %s',
    (finishReason) => {
      const name =
        finishReason === 'tool-calls' || finishReason === 'content-filter'
          ? finishReason.replace('-', '_')
          : finishReason
      expect(converted([{ finishReason, rawFinishReason: name }])[0]?.response_metadata).toStrictEqual({
        ...names,
        finish_reason: name,
      })
    },
  )

  it('keep what has to go back with the answer and with its calls', () => {
    const message = sum(
      { toolCalls: [{ index: 0, id: 'a', name: 'f', arguments: '{' }], providerData: 1 },
      {
        toolCalls: [
          { index: 0, arguments: '}', providerData: { s: 1 } },
          { index: 9, providerData: { s: 2 } },
        ],
      },
      { toolCalls: [{ index: 0, providerData: { s: 3 } }], providerData: 2, finishReason: 'stop' },
    )
    expect(message.response_metadata['provider_data']).toEqual({ message: 2, tool_calls: { a: { s: 3 } } })
  })
})

describe('the events of a stream', () => {
  const events = (...pieces: readonly Piece[]): unknown[] => {
    const converter = new ModelEventConverter(origin)
    return [...pieces.flatMap((piece) => converter.convert(piece as ChatChunk)), ...converter.finish()]
  }
  const responseMetadata = { model_provider: 'azureml', model: 'm', model_name: 'm' }
  const begin = { event: 'message-start' }
  const start = (index: number, content: object): object => ({ event: 'content-block-start', index, content })
  const change = (index: number, delta: object): object => ({ event: 'content-block-delta', index, delta })
  const end = (index: number, content: object): object => ({ event: 'content-block-finish', index, content })

  it('number the blocks in their order, whatever their kind', () => {
    const audio = { data: 'AA', transcript: 'Hi' }
    const call = { type: 'tool_call_chunk', id: 'a', name: 'f' }
    const all = events(
      { audio: { data: 'A', transcript: 'H', mediaType: 'audio/wav' } },
      { toolCalls: [{ index: 4, id: 'a', name: 'f' }] },
      { text: 'Yes' },
      { toolCalls: [{ index: 4, arguments: '{"b"' }] },
      { audio: { data: 'A', transcript: 'i' } },
      { audio: { transcript: '' } },
      { toolCalls: [{ index: 4, arguments: ':1}' }] },
      { reasoning: 'Hm.' },
      { text: '!', refusal: 'No' },
      { refusal: 't all.', finishReason: 'tool-calls', usage: { raw: {}, inputTokens: 1 } },
    )
    const usage = { input_tokens: 1, output_tokens: 0, total_tokens: 1 }
    const refusal = { type: 'refusal', refusal: 'Not all.' }
    expect(all).toStrictEqual([
      begin,
      start(0, { type: 'audio', data: '', mimeType: 'audio/wav' }),
      change(0, { type: 'data-delta', data: 'A' }),
      start(1, { ...call, args: '', index: 4 }),
      start(2, { type: 'text', text: '' }),
      change(2, { type: 'text-delta', text: 'Yes' }),
      change(1, { type: 'block-delta', fields: { ...call, args: '{"b"' } }),
      change(0, { type: 'data-delta', data: 'A' }),
      change(1, { type: 'block-delta', fields: { ...call, args: '{"b":1}' } }),
      start(3, { type: 'reasoning', reasoning: '' }),
      change(3, { type: 'reasoning-delta', reasoning: 'Hm.' }),
      change(2, { type: 'text-delta', text: '!' }),
      { event: 'usage', usage },
      end(0, { type: 'audio', data: audio.data, mimeType: 'audio/wav', metadata: { transcript: audio.transcript } }),
      end(1, { type: 'tool_call', id: 'a', name: 'f', args: { b: 1 } }),
      end(2, { type: 'text', text: 'Yes!' }),
      end(3, { type: 'reasoning', reasoning: 'Hm.' }),
      start(4, refusal),
      end(4, refusal),
      {
        event: 'message-finish',
        reason: 'tool_use',
        usage,
        responseMetadata: { ...responseMetadata, finish_reason: 'tool_calls' },
      },
    ])
  })

  it('have the citations at the end of the text, which they may come before', () => {
    const text = { type: 'text', text: '' }
    const citation = (title: string): object => ({ type: 'citation', title })
    expect(
      events({ sources: [{ title: 'A' }] }, { text: 'Hi' }, { sources: [{ title: 'B' }], reasoning: 'Hm.' }),
    ).toStrictEqual([
      begin,
      start(0, text),
      change(0, { type: 'text-delta', text: 'Hi' }),
      start(1, { type: 'reasoning', reasoning: '' }),
      change(1, { type: 'reasoning-delta', reasoning: 'Hm.' }),
      end(0, { type: 'text', text: 'Hi', annotations: [citation('A'), citation('B')] }),
      end(1, { type: 'reasoning', reasoning: 'Hm.' }),
      { event: 'message-finish', responseMetadata: { model_provider: 'azureml' } },
    ])
  })

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool-calls', 'tool_use'],
    ['content-filter', 'content_filter'],
    ['interrupted', undefined],
    ['other', undefined],
  ] as const)('end with a reason that LangChain knows: %s', (finishReason, reason) => {
    const last = events({ finishReason }, {}).at(-1)
    expect(last).toMatchObject({ event: 'message-finish' })
    expect((last as { reason?: string }).reason).toBe(reason)
    expect(Object.hasOwn(last as object, 'usage')).toBe(false)
  })

  it('have a call whose arguments are cut off as an invalid one', () => {
    const all = events({ toolCalls: [{ index: 0, arguments: '{' }] })
    expect(all).toContainEqual(
      end(0, expect.objectContaining({ type: 'invalid_tool_call', id: '', name: '', args: '{' }) as object),
    )
  })
})
