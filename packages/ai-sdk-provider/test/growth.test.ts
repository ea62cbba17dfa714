import type { LanguageModelV4Prompt, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { type ChatChunk, EndpointError } from '@azureml-endpoints/core'
import { streamText } from 'ai'
import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { toAISDKError } from '../src/from-core/errors.ts'
import { StreamParts } from '../src/from-core/stream-parts.ts'
import { createAzureML } from '../src/index.ts'
import { toMessages } from '../src/to-core/conversation/messages.ts'
import { delta, partsOf } from './prompt.ts'

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const more: ChatChunk = { raw: undefined, toolCalls: [{ index: 0, arguments: 'b' }] }
const begun = (index: number): ChatChunk => ({
  raw: undefined,
  toolCalls: [{ index, id: `call${index}`, name: 'f', arguments: '{' }],
})

function parting(chunks: (size: number) => readonly ChatChunk[], coalesceDeltas = false): SizedWork {
  return (size) => {
    const made = chunks(size)
    return () => {
      const given: LanguageModelV4StreamPart[] = []
      const parts = new StreamParts(
        { enqueue: (part) => void given.push(part) },
        { includeRawChunks: false, coalesceDeltas },
      )
      for (const chunk of made) parts.push(chunk)
      parts.finish({})
      return JSON.stringify(given.at(-2))
    }
  }
}

function streaming(
  events: (size: number) => readonly unknown[],
  use = partsOf as (model: never) => Promise<unknown>,
): SizedWork {
  return (size) => {
    const made = events(size).map((event) => `data: ${JSON.stringify(event)}\n\n`)
    const provider = createAzureML({
      endpointUrl: 'https://x.test/v1/chat/completions',
      endpointApiKey: 'made-up-key',
      // A read for each event: as slow servers send them.
      fetch: async () => new Response(streamOf(made), { headers: { 'content-type': 'text/event-stream' } }),
    })
    return () => use(provider() as never)
  }
}

function streamOf(pieces: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let next = 0
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next++]
      if (piece === undefined) controller.close()
      else controller.enqueue(encoder.encode(piece))
    },
  })
}

const argumentsOf = (size: number): readonly unknown[] => [
  delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{"a":"' } }] }),
  ...many(size, () => delta({ tool_calls: [{ index: 0, function: { arguments: 'b' } }] })),
  delta({ tool_calls: [{ index: 0, function: { arguments: '"}' } }] }, 'tool_calls'),
]

const prompts: Record<string, (size: number) => LanguageModelV4Prompt> = {
  'a long conversation': (size) => many(size, () => ({ role: 'user', content: [{ type: 'text', text: 'a' }] })),
  'an answer of many parts': (size) => [
    { role: 'assistant', content: many(size, () => ({ type: 'text', text: 'a' })) },
  ],
  'an answer of many calls': (size) => [
    {
      role: 'assistant',
      content: many(size, (index) => ({ type: 'tool-call', toolCallId: `${index}`, toolName: 'f', input: {} })),
    },
  ],
  'many results of tools': (size) => [
    {
      role: 'tool',
      content: many(size, (index) => ({
        type: 'tool-result',
        toolCallId: `${index}`,
        toolName: 'f',
        output: { type: 'text', value: 'a' },
      })),
    },
  ],
  'an answer of many calls that a provider ran, one after the other': (size) => [
    {
      role: 'assistant',
      content: many(size, (index) => [...executed(index), { type: 'text' as const, text: 'a' }]).flat(),
    },
  ],
  'an answer of many calls that a provider ran at once, with calls of ours': (size) => [
    {
      role: 'assistant',
      content: [
        ...many(size, (index) => ({ type: 'tool-call' as const, toolCallId: `o${index}`, toolName: 'f', input: {} })),
        ...many(size, (index) => executed(index)[0]),
        ...many(size, (index) => executed(index)[1]),
      ],
    },
  ],
  'many answers of other providers with parts that are left out': (size) =>
    many(size, (index) => ({
      role: 'assistant',
      content: [
        { type: 'custom', kind: `a.${index}` },
        { type: 'tool-call', toolCallId: `${index}`, toolName: `f${index}`, input: {}, providerExecuted: true },
      ],
    })),
}

function executed(index: number) {
  const both = { toolCallId: `${index}`, toolName: 'f' }
  const output = { type: 'json' as const, value: { a: 1 } }
  return [
    { type: 'tool-call' as const, ...both, input: {}, providerExecuted: true },
    { type: 'tool-result' as const, ...both, output },
  ] as const
}

const cases: Record<string, SizedWork> = {
  'parts of text': parting((size) => many(size, () => ({ raw: undefined, text: 'a' }))),
  'parts of text, joined': parting((size) => many(size, () => ({ raw: undefined, text: 'a' })), true),
  'parts that take turns': parting((size) => many(size, () => ({ raw: undefined, text: 'a', reasoning: 'b' }))),
  'parts of one call': parting((size) => [begun(0), ...many(size, () => more)]),
  'parts of many calls': parting((size) => many(size, begun)),
  'log probabilities and sources': parting((size) =>
    many(size, (index) => ({
      raw: undefined,
      text: 'a',
      logprobs: { content: [index] },
      sources: [{ url: `https://x.test/${index}` }],
      refusal: 'a',
      audio: { data: 'a' },
    })),
  ),
  'usage again and again': parting((size) =>
    many(size, () => ({ raw: undefined, usage: { inputTokens: 1, raw: {} } })),
  ),
  'an error with a large body': (size) => {
    const error = new EndpointError('failed', { body: many(size, () => ({})) })
    return () => toAISDKError(error)
  },
  'an error with a deep body': (size) => {
    const error = new EndpointError('failed', { body: JSON.parse('['.repeat(size) + ']'.repeat(size)) as unknown })
    return () => toAISDKError(error)
  },
  ...Object.fromEntries(
    Object.entries(prompts).map(([name, prompt]): [string, SizedWork] => [
      name,
      (size) => {
        const messages = prompt(size)
        return () => toMessages(messages, [])
      },
    ]),
  ),
}

const streams: Record<string, SizedWork> = {
  'a stream of text': streaming((size) => [...many(size, () => delta({ content: 'a' })), delta({}, 'stop')]),
  'a stream of events that say nothing, named': streaming((size) => [
    ...many(size, () => delta({})),
    delta({}, 'stop'),
  ]),
  'a stream of events that say nothing, without a name': streaming((size) => [
    ...many(size, () => ({ choices: [] })),
    delta({}, 'stop'),
  ]),
  'a stream of one tool call': streaming(argumentsOf),
  'streamText() of one tool call': streaming(
    argumentsOf,
    (model) => streamText({ model, prompt: 'a' }).consumeStream() as Promise<unknown>,
  ),
}

describe('the work grows no faster than its input: twice as much takes less than 3 times as long', () => {
  it.each(Object.entries(cases))('%s', async (_name, work) => {
    expect(await tooFastGrowth(work)).toBeUndefined()
  })

  it.each(Object.entries(streams))('%s', async (_name, work) => {
    expect(await tooFastGrowth(work, { from: 2_000, upTo: 100_000 })).toBeUndefined()
  })
})
