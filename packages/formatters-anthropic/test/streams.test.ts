import { AzureMLEndpointClient, type ChatChunk, EndpointError, FormatError } from '@azureml-endpoints/core'
import { fakeFetch, sse } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter, type AnthropicFormatterOptions } from '../src/index.ts'

const start = (message: object = {}): object => ({
  type: 'message_start',
  message: { id: 'msg_1', content: [], ...message },
})
const open = (index: number, block: object): object => ({ type: 'content_block_start', index, content_block: block })
const delta = (index: number, change: object): object => ({ type: 'content_block_delta', index, delta: change })
const say = (text: string, index = 0): object => delta(index, { type: 'text_delta', text })
const stop = (index: number): object => ({ type: 'content_block_stop', index })
const end = (reason: string, usage: object = {}): object => ({
  type: 'message_delta',
  delta: { stop_reason: reason },
  usage,
})
const over = { type: 'message_stop' }
const textBlock = open(0, { type: 'text', text: '' })

async function read(...events: readonly unknown[]): Promise<{ chunks: ChatChunk[]; error?: unknown }> {
  const client = new AzureMLEndpointClient({
    endpointUrl: 'https://my-resource.services.ai.azure.com/anthropic/v1/messages',
    endpointApiKey: 'made-up-key',
    contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 9 } satisfies AnthropicFormatterOptions),
    maxRetries: 0,
    fetch: fakeFetch(sse(events)),
  })
  const chunks: ChatChunk[] = []
  try {
    for await (const chunk of client.stream({ messages: [{ role: 'user', content: 'Hi' }] })) chunks.push(chunk)
    return { chunks }
  } catch (error) {
    return { chunks, error }
  }
}

const textOf = (chunks: readonly ChatChunk[]): string => chunks.map(({ text }) => text ?? '').join('')
const callsOf = (chunks: readonly ChatChunk[]): unknown =>
  chunks.flatMap(({ toolCalls }) => toolCalls ?? []).map(({ index, name, arguments: json }) => [index, name, json])

describe('a stream', () => {
  it('passes over events, blocks and deltas that nobody knows', async () => {
    const { chunks, error } = await read(
      { type: 'ping' },
      start(),
      { type: 'billing_note', cents: 1 },
      open(0, { type: 'hologram', data: 1 }),
      delta(0, { type: 'hologram_delta', data: 2 }),
      stop(0),
      open(1, { type: 'text', text: 'He' }),
      say('llo', 1),
      delta(1, { type: 'colour_delta', colour: 'red' }),
      stop(1),
      end('end_turn'),
      over,
    )
    expect(error).toBeUndefined()
    expect(textOf(chunks)).toBe('Hello')
    expect(chunks.map(({ providerData }) => providerData).filter(Boolean)).toEqual([])
  })

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'content-filter'],
    ['pause_turn', 'other'],
    ['of_next_year', 'other'],
  ])('that ends with %s has the reason %s', async (reason, finishReason) => {
    const { chunks } = await read(start(), textBlock, say('a'), stop(0), end(reason), over)
    expect(chunks.find((chunk) => chunk.finishReason)).toMatchObject({ finishReason, rawFinishReason: reason })
  })

  it('counts the tokens once: later totals replace earlier ones, null none', async () => {
    const usage = { input_tokens: 10, cache_read_input_tokens: 5, cache_creation_input_tokens: 1, output_tokens: 1 }
    const { chunks } = await read(
      start({ usage }),
      textBlock,
      say('a'),
      stop(0),
      end('end_turn', { input_tokens: 20, cache_read_input_tokens: null, output_tokens: 3 }),
      end('end_turn', { output_tokens: 4, output_tokens_details: { thinking_tokens: 9 } }),
      over,
    )
    const usages = chunks.flatMap((chunk) => chunk.usage ?? [])
    expect(usages).toMatchObject([
      { inputTokens: 26, cachedInputTokens: 5, cacheWriteTokens: 1, outputTokens: 4, reasoningTokens: 4 },
    ])
  })

  it.each<[start: object, end: object, expected: object]>([
    [{ input_tokens: 25 }, { input_tokens: 0, output_tokens: 3 }, { inputTokens: 25, outputTokens: 3 }],
    [
      { input_tokens: 25, cache_read_input_tokens: 500, cache_creation_input_tokens: 7 },
      { input_tokens: 0, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 3 },
      { inputTokens: 532, cachedInputTokens: 500, cacheWriteTokens: 7, outputTokens: 3 },
    ],
    [{ input_tokens: 0 }, { input_tokens: 25, output_tokens: 3 }, { inputTokens: 25, outputTokens: 3 }],
    [{ input_tokens: 25 }, { input_tokens: 26, output_tokens: 3 }, { inputTokens: 26, outputTokens: 3 }],
    [
      { output_tokens: 1 },
      { input_tokens: 0, cache_read_input_tokens: 500, output_tokens: 0 },
      { inputTokens: 500, cachedInputTokens: 500, outputTokens: 0 },
    ],
  ])('keeps the count of the prompt: %j and then %j are %j', async (usage, later, expected) => {
    const { chunks } = await read(start({ usage }), textBlock, say('a'), stop(0), end('end_turn', later), over)
    expect(chunks.flatMap((chunk) => chunk.usage ?? [])).toEqual([{ ...expected, raw: expect.anything() }])
  })

  it('counts the summary that the server made of the conversation', async () => {
    const iterations = [
      { type: 'compaction', input_tokens: 500, output_tokens: 50 },
      { type: 'message', input_tokens: 20, output_tokens: 4 },
    ]
    const usage = { input_tokens: 20, output_tokens: 4, iterations }
    const { chunks } = await read(start(), textBlock, say('a'), stop(0), end('end_turn', usage), over)
    expect(chunks.flatMap((chunk) => chunk.usage ?? [])).toMatchObject([{ inputTokens: 520, outputTokens: 54 }])
  })

  it('has whole calls: without arguments, with all of them at the start, and in a message that is whole at once', async () => {
    const use = (name: string, input: object): object => ({ type: 'tool_use', id: `id_${name}`, name, input })
    const { chunks } = await read(
      start({ content: [use('whole', { a: 1 })] }),
      open(0, use('none', {})),
      delta(0, { type: 'input_json_delta', partial_json: '' }),
      stop(0),
      open(1, use('start', { b: 2 })),
      stop(1),
      open(2, use('late', { c: 3 })),
      end('tool_use'),
      over,
    )
    const calls = callsOf(chunks) as [number, string | undefined, string | undefined][]
    const joined = [0, 1, 2, 3].map((index) =>
      calls
        .filter(([at]) => at === index)
        .map(([, , json]) => json ?? '')
        .join(''),
    )
    expect(joined).toEqual(['{"a":1}', '{}', '{"b":2}', '{"c":3}'])
    expect(calls.map(([, name]) => name).filter(Boolean)).toEqual(['whole', 'none', 'start', 'late'])
  })

  it('does not mix two messages', async () => {
    const again = await read(start(), start(), textBlock, say('a'), end('end_turn'), over)
    expect([textOf(again.chunks), again.error]).toEqual(['a', undefined])
    const mixed = await read(start(), textBlock, say('a'), start({ id: 'msg_2' }), textBlock, say('b'))
    expect(mixed.error).toBeInstanceOf(FormatError)
    expect(textOf(mixed.chunks)).toBe('a')
    const next = await read(
      start(),
      textBlock,
      say('a'),
      end('end_turn'),
      over,
      start({ id: 'msg_2' }),
      textBlock,
      say('b'),
    )
    expect([textOf(next.chunks), next.error]).toEqual(['a', undefined])
  })

  it('that fails is a retryable error, and keeps what came before', async () => {
    const failure = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_1' }
    const { chunks, error } = await read(start(), textBlock, say('a'), failure)
    expect(textOf(chunks)).toBe('a')
    expect(error).toBeInstanceOf(EndpointError)
    expect(error).toMatchObject({ retryable: true, code: 'overloaded_error' })
  })

  it('that is cut is interrupted, and has nothing to send back', async () => {
    const { chunks } = await read(start(), open(0, { type: 'thinking', thinking: '', signature: '' }), stop(0))
    expect(chunks.at(-1)).toMatchObject({ finishReason: 'interrupted' })
    expect(chunks.some(({ providerData }) => providerData !== undefined)).toBe(false)
  })

  it('of another service is an error that names it', async () => {
    const { error } = await read({ type: 'response.created' }, { type: 'response.completed' })
    expect((error as Error).message).toContain("OpenAI's Responses API")
  })
})
