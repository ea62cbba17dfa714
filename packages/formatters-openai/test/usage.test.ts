import type { Usage } from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter } from '../src/index.ts'
import { chunksOf, delta, joined } from './joined-stream.ts'

type Counts = Omit<Usage, 'raw'>

/** Usage objects in the shapes of many servers, and what they mean. */
const servers: readonly (readonly [server: string, usage: object, counts: Counts])[] = [
  [
    'OpenAI and Azure OpenAI',
    {
      prompt_tokens: 40,
      completion_tokens: 25,
      total_tokens: 65,
      prompt_tokens_details: { cached_tokens: 32, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 16, audio_tokens: 0, accepted_prediction_tokens: 0 },
    },
    { inputTokens: 40, outputTokens: 25, totalTokens: 65, cachedInputTokens: 32, reasoningTokens: 16 },
  ],
  [
    'OpenAI with a prompt that is written to the cache',
    {
      prompt_tokens: 4000,
      completion_tokens: 4,
      total_tokens: 4004,
      prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 3990 },
    },
    { inputTokens: 4000, outputTokens: 4, totalTokens: 4004, cachedInputTokens: 0, cacheWriteTokens: 3990 },
  ],
  [
    'Alibaba, with tokens that are written to the cache among the details',
    {
      prompt_tokens: 100,
      completion_tokens: 30,
      total_tokens: 130,
      prompt_tokens_details: { cached_tokens: 60, cache_creation_input_tokens: 15 },
    },
    { inputTokens: 100, outputTokens: 30, totalTokens: 130, cachedInputTokens: 60, cacheWriteTokens: 15 },
  ],
  [
    'Grok, whose completion tokens leave out the reasoning',
    {
      prompt_tokens: 12,
      completion_tokens: 1,
      total_tokens: 241,
      prompt_tokens_details: { text_tokens: 12, cached_tokens: 2 },
      completion_tokens_details: { reasoning_tokens: 228 },
    },
    { inputTokens: 12, outputTokens: 229, totalTokens: 241, cachedInputTokens: 2, reasoningTokens: 228 },
  ],
  [
    'Grok with an answer that is longer than its reasoning',
    {
      prompt_tokens: 12,
      completion_tokens: 50,
      total_tokens: 82,
      completion_tokens_details: { reasoning_tokens: 20 },
    },
    { inputTokens: 12, outputTokens: 70, totalTokens: 82, reasoningTokens: 20 },
  ],
  [
    'Grok on Azure, which counts a hidden prompt as cached',
    {
      prompt_tokens: 24,
      completion_tokens: 16,
      total_tokens: 40,
      audio_prompt_tokens: 0,
      prompt_tokens_details: { cached_tokens: 161, text_tokens: 24 },
    },
    { inputTokens: 24, outputTokens: 16, totalTokens: 40, cachedInputTokens: 24 },
  ],
  [
    "Gemini's OpenAI route, which counts its thoughts only in the total",
    { prompt_tokens: 35, completion_tokens: 12, total_tokens: 109 },
    { inputTokens: 35, outputTokens: 74, totalTokens: 109 },
  ],
  [
    'Mistral with a recording, which is counted beside the prompt',
    {
      prompt_tokens: 9,
      completion_tokens: 20,
      total_tokens: 404,
      prompt_audio_seconds: 3,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 375 },
    },
    { inputTokens: 384, outputTokens: 20, totalTokens: 404, cachedInputTokens: 0 },
  ],
  [
    'DeepSeek',
    {
      prompt_tokens: 339,
      completion_tokens: 83,
      total_tokens: 422,
      prompt_cache_hit_tokens: 320,
      prompt_cache_miss_tokens: 19,
      completion_tokens_details: { reasoning_tokens: 39 },
    },
    { inputTokens: 339, outputTokens: 83, totalTokens: 422, cachedInputTokens: 320, reasoningTokens: 39 },
  ],
  [
    'DeepSeek on Azure',
    { prompt_tokens: 19, completion_tokens: 30, total_tokens: 49, prompt_tokens_details: null, reasoning_tokens: 0 },
    { inputTokens: 19, outputTokens: 30, totalTokens: 49, reasoningTokens: 0 },
  ],
  [
    'Kimi',
    {
      prompt_tokens: 20,
      completion_tokens: 30,
      total_tokens: 50,
      cached_tokens: 10,
      completion_tokens_details: { reasoning_tokens: 22 },
    },
    { inputTokens: 20, outputTokens: 30, totalTokens: 50, cachedInputTokens: 10, reasoningTokens: 22 },
  ],
  [
    'Groq',
    {
      queue_time: 0.17,
      prompt_tokens: 17,
      prompt_time: 0.0007,
      completion_tokens: 110,
      total_tokens: 127,
      total_time: 3.2,
      completion_tokens_details: { reasoning_tokens: 96 },
    },
    { inputTokens: 17, outputTokens: 110, totalTokens: 127, reasoningTokens: 96 },
  ],
  [
    "Perplexity's research, whose reasoning is in no other count",
    { prompt_tokens: 33, completion_tokens: 100, total_tokens: 133, citation_tokens: 80, reasoning_tokens: 900 },
    { inputTokens: 33, outputTokens: 1000, totalTokens: 133, reasoningTokens: 900 },
  ],
  [
    'Writer, whose details have another name',
    {
      prompt_tokens: 40,
      completion_tokens: 30,
      total_tokens: 70,
      prompt_token_details: { cached_tokens: 8 },
      completion_token_details: { reasoning_tokens: 5 },
    },
    { inputTokens: 40, outputTokens: 30, totalTokens: 70, cachedInputTokens: 8, reasoningTokens: 5 },
  ],
  [
    'Fireworks',
    { prompt_tokens: 64, completion_tokens: 6, total_tokens: 70, num_cached_tokens: 32 },
    { inputTokens: 64, outputTokens: 6, totalTokens: 70, cachedInputTokens: 32 },
  ],
  [
    'OpenRouter, which sometimes has no count of the prompt',
    { prompt_tokens: 0, completion_tokens: 180, total_tokens: 180, cost: 0.00045 },
    { outputTokens: 180, totalTokens: 180 },
  ],
  [
    "MLflow's agents",
    { input_tokens: 9, output_tokens: 4, total_tokens: 13, input_tokens_details: { cached_tokens: 3 } },
    { inputTokens: 9, outputTokens: 4, totalTokens: 13, cachedInputTokens: 3 },
  ],
  [
    "a gateway with Anthropic's names, whose input leaves out the cache",
    { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 100, cache_creation_input_tokens: 20 },
    { inputTokens: 130, outputTokens: 5, cachedInputTokens: 100, cacheWriteTokens: 20 },
  ],
  [
    "a gateway with Anthropic's names for the cache, whose total shows that the prompt leaves it out",
    { prompt_tokens: 10, completion_tokens: 5, total_tokens: 115, cache_read_input_tokens: 100 },
    { inputTokens: 110, outputTokens: 5, totalTokens: 115, cachedInputTokens: 100 },
  ],
  [
    "LiteLLM, whose prompt includes the cache under Anthropic's names",
    {
      prompt_tokens: 130,
      completion_tokens: 5,
      total_tokens: 135,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 20,
    },
    { inputTokens: 130, outputTokens: 5, totalTokens: 135, cachedInputTokens: 100, cacheWriteTokens: 20 },
  ],
  [
    "Cohere's counts in OpenAI's place",
    { billed_units: { input_tokens: 5, output_tokens: 9 }, tokens: { input_tokens: 70, output_tokens: 9 } },
    { inputTokens: 70, outputTokens: 9 },
  ],
  [
    'a server that sends counts as strings',
    { prompt_tokens: '7', completion_tokens: '3', total_tokens: '10' },
    { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
  ],
]

describe('the usage', () => {
  it.each(servers)('of %s', (_, usage, counts) => {
    expect(usageOf(usage)).toStrictEqual({ ...counts, raw: usage })
    expect(joined(chunksOf([{ ...(delta({ content: 'a' }) as object), usage }])).usage).toEqual({
      ...counts,
      raw: usage,
    })
  })

  it.each([
    [{ prompt_tokens: -1, completion_tokens: 3 }, { outputTokens: 3 }],
    [{ prompt_tokens: 2.5, completion_tokens: 3 }, { outputTokens: 3 }],
    [{ prompt_tokens: 1e300, completion_tokens: 3 }, { outputTokens: 3 }],
    [{ prompt_tokens: '1e3', completion_tokens: 3 }, { outputTokens: 3 }],
    [{ prompt_tokens: null, completion_tokens: 3, total_tokens: [] }, { outputTokens: 3 }],
    [
      { prompt_tokens: 5, completion_tokens: 0, total_tokens: 5 },
      { inputTokens: 5, outputTokens: 0, totalTokens: 5 },
    ],
    [
      { prompt_tokens: 5, completion_tokens: 9, total_tokens: 11 },
      { inputTokens: 5, outputTokens: 9, totalTokens: 11 },
    ],
  ])('leaves out what is no count: %j', (usage, counts) => {
    expect(usageOf(usage)).toStrictEqual({ ...counts, raw: usage })
  })

  it.each([
    null,
    undefined,
    [],
    5,
    'x',
    {},
    { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    { prompt_tokens: null, completion_tokens: null, total_tokens: null },
    { prompt_tokens: 0, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 0 } },
  ])('is absent if the response has %j', (usage) => {
    expect(usageOf(usage)).toBeUndefined()
  })

  it('of a stream is not replaced by zeros that follow it', () => {
    const usage = { prompt_tokens: 3, completion_tokens: 2 }
    const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
    const events = [delta({ content: 'a' }), { choices: [], usage }, { choices: [], usage: zeros }]
    expect(joined(chunksOf(events)).usage).toMatchObject({ inputTokens: 3, outputTokens: 2 })
  })

  it.each([
    ['beside the choice', { choices: [{ ...choice('a'), usage: { prompt_tokens: 3, completion_tokens: 2 } }] }],
    ['in a field of Groq', { choices: [choice('a')], x_groq: { usage: { prompt_tokens: 3, completion_tokens: 2 } } }],
    [
      'beside the choice, if that of the body is null',
      { choices: [{ ...choice('a'), usage: { prompt_tokens: 3, completion_tokens: 2 } }], usage: null },
    ],
  ])('is found %s', (_, body) => {
    const { usage } = new CustomOpenAIChatContentFormatter().codecs.serverless.parseResponse(body)
    expect(usage).toMatchObject({ inputTokens: 3, outputTokens: 2 })
    const [chunk] = chunksOf([body])
    expect(chunk?.usage).toEqual(usage)
  })

  const count = fc.oneof(fc.nat(50), fc.constantFrom(undefined, null, 0, -1, '7', 0.5, Number.NaN))
  const anyUsage = fc.record({
    prompt_tokens: count,
    input_tokens: count,
    completion_tokens: count,
    output_tokens: count,
    total_tokens: count,
    cached_tokens: count,
    cache_read_input_tokens: count,
    cache_creation_input_tokens: count,
    reasoning_tokens: count,
    prompt_tokens_details: fc.oneof(fc.record({ cached_tokens: count, audio_tokens: count }), fc.constant(null)),
    completion_tokens_details: fc.oneof(fc.record({ reasoning_tokens: count }), fc.constant(null)),
  })

  it('never contradicts itself: the output contains the reasoning, and the input what was cached', () => {
    fc.assert(
      fc.property(anyUsage, (wire) => {
        const { raw: _, ...counts } = usageOf(wire) ?? { raw: wire }
        const { inputTokens = Infinity, outputTokens = Infinity, reasoningTokens = 0, cachedInputTokens = 0 } = counts
        expect(outputTokens).toBeGreaterThanOrEqual(reasoningTokens)
        expect(inputTokens).toBeGreaterThanOrEqual(cachedInputTokens)
        expect(Object.values(counts).filter((value) => !Number.isSafeInteger(value) || Number(value) < 0)).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })
})

function choice(content: string): object {
  return { index: 0, message: { content }, finish_reason: 'stop' }
}

function usageOf(usage: unknown): Usage | undefined {
  const body = { choices: [choice('a')], usage }
  return new CustomOpenAIChatContentFormatter().codecs.serverless.parseResponse(body).usage
}

describe('every name of a count', () => {
  const { serverless } = new CustomOpenAIChatContentFormatter().codecs
  const plain = { prompt_tokens: 10, completion_tokens: 5 }
  const inputDetails = ['prompt_tokens_details', 'input_tokens_details', 'prompt_token_details', 'input_token_details']
  const outputDetails = [
    'completion_tokens_details',
    'output_tokens_details',
    'completion_token_details',
    'output_token_details',
  ]
  it.each<[usage: object, count: keyof Counts, value: number]>([
    [{ prompt_tokens: 10 }, 'inputTokens', 10],
    [{ input_tokens: 10 }, 'inputTokens', 10],
    ...['completion_tokens', 'output_tokens', 'generated_tokens'].map((name): [object, keyof Counts, number] => [
      { prompt_tokens: 10, [name]: 5 },
      'outputTokens',
      5,
    ]),
    [{ total_tokens: 15 }, 'totalTokens', 15],
    [{ ...plain, reasoning_tokens: 2 }, 'reasoningTokens', 2],
    ...['prompt_cache_hit_tokens', 'cached_tokens', 'num_cached_tokens'].map((name): [object, keyof Counts, number] => [
      { ...plain, [name]: 3 },
      'cachedInputTokens',
      3,
    ]),
    ...['cache_write_tokens', 'cache_creation_tokens'].map((name): [object, keyof Counts, number] => [
      { ...plain, [name]: 4 },
      'cacheWriteTokens',
      4,
    ]),
    ...inputDetails.flatMap((name): [object, keyof Counts, number][] => [
      [{ ...plain, [name]: { cached_tokens: 3 } }, 'cachedInputTokens', 3],
      [{ ...plain, [name]: { cache_write_tokens: 4 } }, 'cacheWriteTokens', 4],
      [{ ...plain, [name]: { cache_creation_tokens: 4 } }, 'cacheWriteTokens', 4],
      [{ ...plain, [name]: { cache_creation_input_tokens: 4 } }, 'cacheWriteTokens', 4],
    ]),
    ...outputDetails.map((name): [object, keyof Counts, number] => [
      { ...plain, [name]: { reasoning_tokens: 2 } },
      'reasoningTokens',
      2,
    ]),
  ])('%j has %s', (usage, count, value) => {
    const body = { choices: [{ index: 0, message: { content: 'a' } }], usage }
    expect(serverless.parseResponse(body).usage?.[count]).toBe(value)
    expect(joined(chunksOf([{ choices: [], usage }, delta({ content: 'a' })])).usage?.[count]).toBe(value)
  })
})
