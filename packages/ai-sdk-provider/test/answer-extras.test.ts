import type { ParsedChatChunk, ParsedChatResponse } from '@azureml-endpoints/core'
import { generateText, streamText, toUIMessageStream } from 'ai'
import { describe, expect, it } from 'vitest'
import { emulate, routes } from './emulator.ts'
import { chunks, PlainFormatter, whole } from './plain-formatter.ts'
import { hello } from './prompt.ts'

const createdAt = new Date('2026-11-01T10:00:00Z')
const logprobs = [
  { token: 'Yes', logprob: -0.1, top_logprobs: [] },
  { token: '.', logprob: -0.2, top_logprobs: [] },
] as const
const usage = {
  inputTokens: 100,
  outputTokens: 30,
  totalTokens: 130,
  cachedInputTokens: 60,
  cacheWriteTokens: 10,
  reasoningTokens: 20,
  raw: { prompt_tokens: 100 },
}
const sources = [
  { url: 'https://made-up.example/a', title: 'A page', text: 'what it says' },
  { title: 'A report', text: 'a cited sentence' },
  { url: 'javascript:alert(1)', title: 'Not a page' },
  { text: 'x'.repeat(200) },
]
const audio = { id: 'audio-1', data: 'UklGRgAAAABXQVZF', transcript: 'Yes, indeed.', mediaType: 'audio/wav' }

/** The same answer, whole and in pieces. */
const answer: ParsedChatResponse = {
  id: 'a1',
  model: 'm1',
  text: 'Yes.',
  createdAt,
  refusal: 'I would rather not.',
  logprobs: { content: logprobs, refusal: null },
  serviceTier: 'priority',
  systemFingerprint: 'fp-1',
  sources,
  audio,
  usage,
}
const pieces: readonly ParsedChatChunk[] = [
  { id: 'a1', model: 'm1', createdAt, serviceTier: 'priority' },
  { text: 'Yes', logprobs: { content: [logprobs[0]], refusal: null }, refusal: 'I would ' },
  { text: '.', logprobs: { content: [logprobs[1]], refusal: null }, refusal: 'rather not.', systemFingerprint: 'fp-1' },
  { sources: sources.slice(0, 1), audio: { ...audio, data: audio.data.slice(0, 7), transcript: 'Yes, ' } },
  { sources: sources.slice(1), audio: { data: audio.data.slice(7), transcript: 'indeed.' } },
  { finishReason: 'stop', usage },
]

async function results() {
  const emulator = await emulate()
  const model = emulator.provider(routes.serverless, { contentFormatter: new PlainFormatter() })()
  await emulator.reply(whole(answer), chunks(...pieces))
  const generated = await generateText({ model, prompt: 'Is it?' })
  const streamed = streamText({ model, prompt: 'Is it?' })
  await streamed.consumeStream()
  return [
    {
      content: generated.content,
      sources: generated.sources,
      files: generated.files,
      usage: generated.usage,
      step: generated.finalStep,
    },
    {
      content: await streamed.content,
      sources: await streamed.sources,
      files: await streamed.files,
      usage: await streamed.usage,
      step: await streamed.finalStep,
    },
  ] as const
}

describe('the extras of an answer, whole and streamed alike:', () => {
  it('the time of its creation is the timestamp of the response', async () => {
    for (const { step } of await results()) {
      expect(step.response).toMatchObject({ timestamp: createdAt, id: 'a1', modelId: 'm1' })
    }
  })

  it('log probabilities, service tier, system fingerprint and refusal are in the metadata', async () => {
    for (const { step } of await results()) {
      expect(step.providerMetadata?.['azureML']).toMatchObject({
        logprobs: { content: logprobs, refusal: null },
        serviceTier: 'priority',
        systemFingerprint: 'fp-1',
        refusal: 'I would rather not.',
      })
    }
  })

  it('sources are source parts, and those without a URL of the web are documents', async () => {
    for (const { sources: found } of await results()) {
      expect(found).toMatchObject([
        {
          sourceType: 'url',
          url: 'https://made-up.example/a',
          title: 'A page',
          providerMetadata: { azureML: { text: 'what it says' } },
        },
        { sourceType: 'document', title: 'A report', mediaType: 'text/plain' },
        { sourceType: 'document', title: 'Not a page' },
        { sourceType: 'document', title: 'x'.repeat(80) },
      ])
      expect(new Set(found.map(({ id }) => id)).size).toBe(4)
    }
  })

  it('speech is a file with its transcript', async () => {
    for (const { content, files } of await results()) {
      expect(files).toMatchObject([{ mediaType: 'audio/wav', base64: audio.data }])
      expect(content.find(({ type }) => type === 'file')).toMatchObject({
        providerMetadata: { azureML: { audio: { id: 'audio-1', transcript: 'Yes, indeed.' } } },
      })
    }
  })

  it('cached, written and reasoning tokens are counted', async () => {
    for (const found of await results()) {
      expect(found.usage).toMatchObject({
        inputTokens: 100,
        inputTokenDetails: { noCacheTokens: 30, cacheReadTokens: 60, cacheWriteTokens: 10 },
        outputTokenDetails: { textTokens: 10, reasoningTokens: 20 },
      })
    }
  })

  it('the parts are of the same kinds, but for their order', async () => {
    const [generated, streamed] = await results()
    const kinds = (parts: readonly { type: string }[]): string[] => parts.map(({ type }) => type).toSorted()
    expect(kinds(streamed.content)).toEqual(kinds(generated.content))
  })
})

describe('an answer without extras', () => {
  it('has none of their fields', async () => {
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, { contentFormatter: new PlainFormatter() })()
    await emulator.reply(whole({ text: 'Yes.' }))
    const { content, finalStep, usage: counted } = await generateText({ model, prompt: 'Is it?' })
    expect(content).toEqual([{ type: 'text', text: 'Yes.' }])
    expect(finalStep.providerMetadata?.['azureML']).toEqual({})
    expect(counted.inputTokenDetails).toEqual({})
  })
})

describe('log probabilities in other shapes', () => {
  it.each([
    ['lists', [['a'], ['b', 'c']], ['a', 'b', 'c']],
    [
      'lists in several fields',
      [
        { tokens: ['a'], token_logprobs: [-1], text_offset: null },
        { tokens: ['b'], token_logprobs: [-2], text_offset: [0] },
      ],
      { tokens: ['a', 'b'], token_logprobs: [-1, -2], text_offset: [0] },
    ],
    [
      'fields that change',
      [
        { a: 1, b: 2 },
        { a: 3, b: null },
        { c: null, d: [4] },
      ],
      { a: 3, b: 2, c: null, d: [4] },
    ],
    ['a field that becomes a list', [{ a: null }, { a: [1] }, { a: [2] }], { a: [1, 2] }],
    ['a list, and null in other events', [null, ['a'], null, ['b']], ['a', 'b']],
    ['fields, and null in other events', [null, { a: ['b'] }, null], { a: ['b'] }],
    ['anything else', ['x', 'y'], 'y'],
    ['null alone', [null, null], undefined],
  ])('are joined: %s', async (_name, events, joined) => {
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, { contentFormatter: new PlainFormatter() })()
    const made = (events as readonly unknown[]).map((one, index) => ({ text: String(index), logprobs: one }))
    await emulator.reply(chunks(...made, { finishReason: 'stop' }))
    const { finalStep } = streamText({ model, prompt: 'Is it?' })
    expect((await finalStep).providerMetadata?.['azureML']).toEqual({ logprobs: joined })
  })
})

describe('sources in a chat', () => {
  it('reach the page', async () => {
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, { contentFormatter: new PlainFormatter() })()
    await emulator.reply(chunks(...pieces))
    const { stream } = streamText({ model, prompt: 'Is it?' })
    const types: string[] = []
    for await (const part of toUIMessageStream({ stream, sendSources: true })) types.push(part.type)
    expect(types.filter((type) => type.startsWith('source') || type === 'file')).toEqual([
      'source-url',
      'source-document',
      'source-document',
      'source-document',
      'file',
    ])
  })
})

describe('a stream that begins with an extra', () => {
  it.each([{ sources: [{ url: 'https://made-up.example/a' }] }, { audio: { data: 'UklGRg==' } }])(
    'is opened by it, before anything else arrives: %j',
    async (extra) => {
      const emulator = await emulate()
      const model = emulator.provider(routes.serverless, { contentFormatter: new PlainFormatter() })()
      const headers = { 'content-type': 'text/event-stream' }
      await emulator.reply({ raw: { headers, body: [`data: ${JSON.stringify(extra)}\n\n`, { stall: true }] } })
      const { stream } = await model.doStream({ prompt: hello })
      await stream.cancel()
      expect(await emulator.requests()).toHaveLength(1)
    },
  )
})
