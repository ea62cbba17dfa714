import { describe, expect, it } from 'vitest'
import { limits } from '../../src/errors/limits.ts'
import type { ParsedChatChunk } from '../../src/formatter/formatter.ts'
import { Secrets } from '../../src/redaction/secrets.ts'
import {
  ChunkAssembler,
  isTextAlone,
  normalizeFinishReason,
  type StreamEnd,
} from '../../src/streaming/chunk-assembler.ts'
import { hello } from '../client-of.ts'

const secrets = new Secrets()
secrets.add('zq7xw-vp3mn9')

const assembler = (): ChunkAssembler => new ChunkAssembler(hello, secrets)

/** Returns the chunks that each event emits, then those of the end. Each event is its own `raw`. */
function emitted(events: readonly ParsedChatChunk[], last?: ParsedChatChunk, how: StreamEnd = 'done'): object[][] {
  const chunks = assembler()
  const steps = events.map((event) => {
    chunks.push(event, event)
    return chunks.take()
  })
  return [...steps, chunks.end(last, how)]
}

const usage = (outputTokens: number): NonNullable<ParsedChatChunk['usage']> => ({
  inputTokens: 1,
  outputTokens,
  totalTokens: outputTokens + 1,
  raw: undefined,
})
const call = { index: 0, id: 'a', name: 'f', arguments: '{}1' }

interface Case {
  readonly what: string
  readonly events: readonly ParsedChatChunk[]
  readonly last?: ParsedChatChunk
  readonly how?: StreamEnd
  /** The chunks after each event and at the end, without `raw`. */
  readonly expected: readonly (readonly object[])[]
}

const cases: readonly Case[] = [
  { what: 'nothing', events: [], expected: [[{ finishReason: 'stop' }]] },
  { what: 'nothing, silently', events: [], how: 'silent', expected: [[{ finishReason: 'interrupted' }]] },
  {
    what: 'text and nothing else',
    events: [{ text: 'a' }, { text: 'b' }],
    how: 'silent',
    expected: [[{ text: 'a' }], [{ text: 'b' }], [{ finishReason: 'interrupted' }]],
  },
  {
    what: 'empty fields',
    events: [{ text: '', reasoning: '', id: '', model: '', refusal: '', sources: [], serviceTier: '', toolCalls: [] }],
    expected: [[{}], [{ finishReason: 'stop' }]],
  },
  {
    what: 'every field',
    events: [{ text: 't', reasoning: 'r', id: 'i zq7xw-vp3mn9', model: 'm zq7xw-vp3mn9', createdAt: new Date(0) }],
    expected: [
      [{ text: 't', reasoning: 'r', id: 'i <redacted>', model: 'm <redacted>', createdAt: new Date(0) }],
      [{ finishReason: 'stop' }],
    ],
  },
  {
    what: 'every extra field',
    events: [
      {
        refusal: 'no',
        sources: [{ url: 'https://x.test' }] as never,
        logprobs: [0] as never,
        audio: { id: 'x' } as never,
        serviceTier: 'zq7xw-vp3mn9',
        systemFingerprint: 'zq7xw-vp3mn9',
        providerData: 0,
      },
      { logprobs: null as never },
    ],
    expected: [
      [
        {
          refusal: 'no',
          sources: [{ url: 'https://x.test' }],
          logprobs: [0],
          audio: { id: 'x' },
          serviceTier: '<redacted>',
          systemFingerprint: '<redacted>',
          providerData: 0,
        },
      ],
      [{}],
      [{ finishReason: 'stop' }],
    ],
  },
  {
    what: 'the last words with the finish reason and the usage',
    events: [
      { text: 'a' },
      { text: 'b', finishReason: 'length', rawFinishReason: 'max zq7xw-vp3mn9', usage: usage(2) },
    ],
    expected: [
      [{ text: 'a' }],
      [],
      [{ text: 'b', finishReason: 'length', rawFinishReason: 'max <redacted>', usage: usage(2) }],
    ],
  },
  {
    what: 'the usage after the finish reason, and an empty event after both',
    events: [{ finishReason: 'stop' }, { usage: usage(2) }, { id: 'x' }],
    expected: [[], [], [], [{ finishReason: 'stop' }, { usage: usage(2) }, { id: 'x' }]],
  },
  {
    what: 'a usage before the finish reason',
    events: [{ usage: usage(1) }, { finishReason: 'length' }],
    expected: [[], [], [{ usage: usage(1) }, { finishReason: 'length' }]],
  },
  {
    what: 'a usage and no finish reason',
    events: [{ text: 'a' }, { usage: usage(1) }],
    how: 'silent',
    expected: [[{ text: 'a' }], [], [{ usage: usage(1), finishReason: 'interrupted' }]],
  },
  {
    what: 'a usage with each piece',
    events: [
      { text: 'a', usage: usage(1) },
      { text: 'b', usage: usage(2) },
    ],
    expected: [[{ text: 'a' }], [{ text: 'b' }], [{ usage: usage(2), finishReason: 'stop' }]],
  },
  {
    what: 'the prompt counted at the start only',
    events: [
      { usage: { inputTokens: 9, cachedInputTokens: 4, cacheWriteTokens: 1, raw: 0 } },
      { text: 'a', usage: { outputTokens: 1, raw: 1 } },
      { finishReason: 'length', usage: { outputTokens: 2, cachedInputTokens: 0, totalTokens: 2, raw: 2 } },
    ],
    last: { usage: { outputTokens: 3, raw: 3 } },
    expected: [
      [],
      [{}, { text: 'a' }],
      [],
      [
        {
          finishReason: 'length',
          usage: { inputTokens: 9, cachedInputTokens: 4, cacheWriteTokens: 1, outputTokens: 3, raw: 3 },
        },
      ],
    ],
  },
  {
    what: 'the prompt counted again, or not at all',
    events: [
      { usage: { outputTokens: 1, raw: 0 } },
      { usage: { inputTokens: 9, cachedInputTokens: 4, raw: 1 } },
      { usage: { inputTokens: 8, outputTokens: 2, raw: 2 } },
    ],
    expected: [[], [], [], [{}, {}, { finishReason: 'stop', usage: { inputTokens: 8, outputTokens: 2, raw: 2 } }]],
  },
  {
    what: 'content after a finish reason and a usage',
    events: [{ finishReason: 'length', rawFinishReason: 'l' }, { usage: usage(1) }, { text: 'b' }, { reasoning: 'c' }],
    expected: [
      [],
      [],
      [{}, {}, { text: 'b' }],
      [{ reasoning: 'c' }],
      [{ finishReason: 'length', rawFinishReason: 'l', usage: usage(1) }],
    ],
  },
  {
    what: 'a second reason after content, which counts more',
    events: [{ finishReason: 'length' }, { text: 'b' }, { finishReason: 'content-filter', rawFinishReason: 'cf' }],
    expected: [[], [{}, { text: 'b' }], [], [{ finishReason: 'content-filter', rawFinishReason: 'cf' }]],
  },
  {
    what: 'a second reason after `stop`, which counts more',
    events: [{ finishReason: 'stop', rawFinishReason: 's' }, { finishReason: 'content-filter' }],
    expected: [[], [], [{}, { finishReason: 'content-filter' }]],
  },
  {
    what: 'a second reason after another one, which counts less',
    events: [{ finishReason: 'length' }, { finishReason: 'stop', rawFinishReason: 's' }],
    expected: [[], [], [{ finishReason: 'length' }, {}]],
  },
  {
    what: 'audio, whose data is content and whose transcript alone is none',
    events: [{ finishReason: 'length' }, { audio: { id: 'x' } as never }, { audio: { data: 'y' } as never }],
    expected: [[], [], [{}, { audio: { id: 'x' } }, { audio: { data: 'y' } }], [{ finishReason: 'length' }]],
  },
  {
    what: 'tool calls after a finish reason',
    events: [{ finishReason: 'stop' }, { toolCalls: [{ ...call, arguments: '{"a":1}' }] }],
    expected: [
      [],
      [{}, { toolCalls: [{ index: 0, id: 'a', name: 'f', arguments: '{"a":1}' }] }],
      [{ finishReason: 'tool-calls' }],
    ],
  },
  {
    what: 'a tool call that is completed at the end',
    events: [{ toolCalls: [{ index: 0, id: 'a', name: 'f' }] }, { finishReason: 'other' }],
    expected: [
      [{}],
      [],
      [{ toolCalls: [{ index: 0, id: 'a', name: 'f', arguments: '{}' }] }, { finishReason: 'tool-calls' }],
    ],
  },
  ...(['length', 'error'] as const).map((finishReason) => ({
    what: `a tool call without arguments before ${finishReason}`,
    events: [{ toolCalls: [{ index: 0, id: 'a', name: 'f' }] }, { finishReason }],
    expected: [[{}], [], [{ toolCalls: [{ index: 0, id: 'a', name: 'f' }] }, { finishReason }]],
  })),
  {
    what: 'a tool call without arguments before an interruption',
    events: [{ toolCalls: [{ index: 0, id: 'a', name: 'f' }] }],
    how: 'silent',
    expected: [[{}], [{ toolCalls: [{ index: 0, id: 'a', name: 'f' }] }, { finishReason: 'interrupted' }]],
  },
  {
    what: "the codec's last chunk before the one with the finish reason",
    events: [{ text: 'a', finishReason: 'stop', rawFinishReason: 's' }],
    last: { text: 'b', finishReason: 'length', rawFinishReason: 'l', usage: usage(3) },
    expected: [[], [{ text: 'b' }, { text: 'a', finishReason: 'stop', rawFinishReason: 's', usage: usage(3) }]],
  },
  {
    what: "the codec's last chunk with the only finish reason",
    events: [{ text: 'a' }],
    last: { finishReason: 'length', rawFinishReason: 'l' },
    expected: [[{ text: 'a' }], [{ finishReason: 'length', rawFinishReason: 'l' }]],
  },
  { what: "an empty last chunk of the codec's", events: [], last: {}, expected: [[{ finishReason: 'stop' }]] },
]

describe('the chunks of a stream', () => {
  it.each(cases)('of $what', ({ events, last, how, expected }) => {
    const steps = emitted(events, last, how)
    const withoutRaw = steps.map((chunks) => chunks.map((chunk) => ({ ...chunk, raw: undefined })))
    expect(withoutRaw).toStrictEqual(expected.map((chunks) => chunks.map((chunk) => ({ raw: undefined, ...chunk }))))
  })

  it('have the raw events, and none where there was no event', () => {
    const events: ParsedChatChunk[] = [{ text: 'a' }, { id: 'i', text: 'b' }, { finishReason: 'stop' }]
    expect(
      emitted(events, { text: 'c' }).flatMap((chunks) => chunks.map((chunk) => (chunk as { raw: unknown }).raw)),
    ).toEqual([events[0], events[1], undefined, events[2]])
    expect(emitted([])).toStrictEqual([[{ raw: undefined, finishReason: 'stop' }]])
  })

  it('are returned once', () => {
    const chunks = assembler()
    chunks.push({ text: 'a' }, 1)
    expect([chunks.take(), chunks.take()]).toEqual([[{ raw: 1, text: 'a' }], []])
    chunks.push({ text: 'b' }, 2)
    chunks.push({ finishReason: 'stop' }, 3)
    expect(chunks.end(undefined, 'done')).toEqual([
      { raw: 2, text: 'b' },
      { raw: 3, finishReason: 'stop' },
    ])
    expect(chunks.take()).toEqual([])
    expect(chunks.endAfterFailure()).toEqual([])
  })
})

describe('a stream is finished', () => {
  it('once there was a finish reason, and no content after it', () => {
    const chunks = assembler()
    const states = [{ text: 'a' }, { usage: usage(1) }, { finishReason: 'stop' }, { id: 'x' }, { text: 'b' }].map(
      (event) => {
        chunks.push(event as ParsedChatChunk, undefined)
        return chunks.finished
      },
    )
    expect(states).toEqual([false, false, true, true, false])
  })
})

describe('after a failure', () => {
  it.each<[what: string, events: ParsedChatChunk[], rest: object[]]>([
    ['there is nothing of nothing', [], []],
    ['chunks are released without the finish reason', [{ text: 'a', finishReason: 'stop' }], [{ text: 'a' }]],
    [
      'the usage is emitted on its own chunk',
      [{ text: 'a' }, { usage: usage(1) }],
      [{ text: 'a' }, { usage: usage(1) }],
    ],
    [
      'a usage beside content is emitted afterwards',
      [{ text: 'a', usage: usage(1) }],
      [{ text: 'a' }, { usage: usage(1) }],
    ],
  ])('%s', (_what, events, rest) => {
    const chunks = assembler()
    for (const event of events) chunks.push(event, undefined)
    expect(chunks.endAfterFailure()).toStrictEqual(rest.map((chunk) => ({ raw: undefined, ...chunk })))
    expect(chunks.take()).toEqual([])
  })
})

it('holds back as many chunks as a stream may have without content, and no more', () => {
  const chunks = assembler()
  for (let count = 0; count < limits.silentEvents; count++) chunks.push({ usage: usage(1) }, undefined)
  expect(() => chunks.push({ usage: usage(1) }, undefined)).toThrow(
    'The stream repeats its finish reason or usage: the limit is 10000 events without content',
  )
})

it.each([
  [{ text: 'a' }, true],
  [{ text: '' }, false],
  [{}, false],
  [{ text: 5 }, false],
  [{ text: 'a', id: 'b' }, false],
  [{ text: 'a', reasoning: undefined }, false],
  [{ id: undefined, text: 'a' }, false],
  [{ reasoning: 'a' }, false],
])('%j is text alone: %s', (parsed, expected) => {
  expect(isTextAlone(parsed as ParsedChatChunk)).toBe(expected)
})

it.each(['stop', 'other', 'length', 'content-filter', 'error', 'interrupted', 'tool-calls'] as const)(
  'complete tool calls change the finish reason %s only if it says nothing else',
  (reason) => {
    expect(normalizeFinishReason(reason, false)).toBe(reason)
    expect(normalizeFinishReason(reason, true)).toBe(reason === 'stop' || reason === 'other' ? 'tool-calls' : reason)
  },
)
