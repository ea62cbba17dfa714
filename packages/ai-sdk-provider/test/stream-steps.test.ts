import type { LanguageModelV4CallOptions } from '@ai-sdk/provider'
import type { ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import type { AzureMLProviderSettings } from '../src/index.ts'
import { fedStream } from './fed-stream.ts'

type Chunks = readonly ParsedChatChunk[]
type Part = Record<string, unknown>
type Options = Partial<LanguageModelV4CallOptions>

const joined: Options = { providerOptions: { azureML: { coalesceDeltas: true } } }
const data = { signature: 'c2ln' }
const kept = { providerMetadata: { azureML: { providerData: data } } }
const createdAt = new Date('2026-11-01T10:00:00Z')

/** Sends the reads of an answer one after the other, each only when the parts of the one before have been emitted. */
async function follow(
  steps: readonly (readonly [Chunks, readonly Part[]])[],
  options: Options = {},
  settings: AzureMLProviderSettings = {},
): Promise<void> {
  const { send, close, open } = fedStream(options, settings)
  let reader: Awaited<ReturnType<typeof open>> | undefined
  for (const [chunks, parts] of steps) {
    if (chunks.length === 0) close()
    else send(chunks)
    reader ??= await open()
    for (const part of parts) {
      const { value = {} } = await reader.read()
      expect({ providerMetadata: undefined, ...value }).toMatchObject(part)
    }
  }
}

const start = { type: 'stream-start', warnings: [] }
const textStart = (id: string): Part => ({ type: 'text-start', id })
const text = (id: string, delta: string): Part => ({ type: 'text-delta', id, delta })
const begun = (id: string, delta: string): Part[] => [
  { type: 'tool-input-start', id, toolName: 'a' },
  { type: 'tool-input-delta', id, delta },
]
const ended = (id: string, input: string, providerMetadata: unknown): Part[] => [
  { type: 'tool-input-end', id },
  { type: 'tool-call', toolCallId: id, toolName: 'a', input, providerMetadata },
]
const finish = (unified: string): Part => ({ type: 'finish', finishReason: { unified } })

describe('the parts of each network read are emitted before the next', () => {
  it.each<[string, Parameters<typeof follow>[0], Options?]>([
    [
      'metadata, when they arrive and once',
      [
        [[{ id: 'a1' }], [start, { type: 'response-metadata', id: 'a1' }]],
        [[{ model: 'm1', createdAt }], [{ type: 'response-metadata', modelId: 'm1', timestamp: createdAt }]],
        [[{ createdAt, id: 'a1', text: 'Hi' }], [textStart('txt-0'), text('txt-0', 'Hi')]],
        [[], [{ type: 'text-end' }, { type: 'finish' }]],
      ],
    ],
    [
      'a failure after a call that never got its name, and another that did',
      [
        [
          [
            { toolCalls: [{ index: 0, id: 'a', arguments: '{}' }] },
            { toolCalls: [{ index: 1, id: 'b', name: 'look', arguments: '{"c":1}' }] },
          ],
          [start, { type: 'tool-input-start', id: 'b' }, { type: 'tool-input-delta', id: 'b', delta: '{"c":1}' }],
        ],
        [[], [{ type: 'error' }, { type: 'tool-input-end', id: 'b' }, finish('error')]],
      ],
    ],
    [
      'the model before the id, as Azure sends them with the findings of its content filter',
      [
        [[{ model: 'm1' }], [start, { type: 'response-metadata', modelId: 'm1' }]],
        [
          [{ id: 'a1', model: 'm1', text: 'Hi' }],
          [{ type: 'response-metadata', id: 'a1' }, textStart('txt-0'), text('txt-0', 'Hi')],
        ],
      ],
    ],
    [
      'the last of several ids at the end, since it is the one to continue from',
      [
        [[{ id: 'a1' }], [start, { type: 'response-metadata', id: 'a1' }]],
        [[{ id: 'a2', text: 'Hi' }], [textStart('txt-0'), text('txt-0', 'Hi')]],
        [[{ id: 'a3', text: '!' }], [text('txt-0', '!')]],
        [[], [{ type: 'text-end' }, { type: 'response-metadata', id: 'a3' }, { type: 'finish' }]],
      ],
    ],
    [
      'the model without an id',
      [
        [[{ model: 'm1' }], [start, { type: 'response-metadata', modelId: 'm1' }]],
        [[{ text: 'Hi' }], [textStart('txt-0'), text('txt-0', 'Hi')]],
        [[{ text: '!' }], [text('txt-0', '!')]],
      ],
    ],
    [
      'the last id at the end, if it is another one',
      [
        [[{ id: 'a1', text: 'Hi' }], [start, { type: 'response-metadata', id: 'a1' }, textStart('txt-0')]],
        [[{ id: 'a2', text: '!' }], [text('txt-0', 'Hi'), text('txt-0', '!')]],
        [[], [{ type: 'text-end', id: 'txt-0' }, { type: 'response-metadata', id: 'a2' }, finish('interrupted')]],
      ],
    ],
    [
      'blocks with ids of their own',
      [
        [[{ text: 'a' }], [start, textStart('txt-0'), text('txt-0', 'a')]],
        [
          [{ reasoning: 'b' }],
          [
            { type: 'text-end', id: 'txt-0' },
            { type: 'reasoning-start', id: 'reasoning-1' },
          ],
        ],
        [
          [{ text: 'c' }],
          [
            { type: 'reasoning-delta', delta: 'b' },
            { type: 'reasoning-end', id: 'reasoning-1' },
          ],
        ],
        [[], [textStart('txt-2'), text('txt-2', 'c'), { type: 'text-end', id: 'txt-2' }, finish('interrupted')]],
      ],
    ],
    [
      'joined text, before the next raw chunk',
      [
        [
          [{ text: 'a' }, { text: 'b' }],
          [start, { type: 'raw' }, textStart('txt-0'), text('txt-0', 'a'), { type: 'raw' }, text('txt-0', 'b')],
        ],
      ],
      { ...joined, includeRawChunks: true },
    ],
    [
      'joined text, at the end of the read',
      [
        [
          [{ text: 'a' }, { text: 'b' }],
          [start, textStart('txt-0'), text('txt-0', 'ab')],
        ],
        [[{ text: 'c' }], [text('txt-0', 'c')]],
      ],
      joined,
    ],
    [
      'joined reasoning and text, each in one delta',
      [
        [
          [{ reasoning: 'a' }, { reasoning: 'b' }, { text: 'c' }, { text: 'd' }],
          [
            start,
            { type: 'reasoning-start', id: 'reasoning-0' },
            { type: 'reasoning-delta', id: 'reasoning-0', delta: 'ab' },
            { type: 'reasoning-end', id: 'reasoning-0' },
            textStart('txt-1'),
            text('txt-1', 'cd'),
          ],
        ],
      ],
      joined,
    ],
    [
      'joined reasoning, at the end of the read',
      [
        [
          [{ reasoning: 'a' }, { reasoning: 'b' }],
          [start, { type: 'reasoning-start' }, { type: 'reasoning-delta', id: 'reasoning-0', delta: 'ab' }],
        ],
      ],
      joined,
    ],
    [
      'a raw chunk for each event, and none for the end of the stream',
      [
        [[{ text: 'a' }], [start, { type: 'raw', rawValue: { text: 'a' } }, textStart('txt-0'), text('txt-0', 'a')]],
        [[], [{ type: 'text-end', id: 'txt-0' }, finish('interrupted')]],
      ],
      { includeRawChunks: true },
    ],
    [
      'a source, without an end of the text around it',
      [
        [[{ text: 'a' }], [start, textStart('txt-0'), text('txt-0', 'a')]],
        [[{ sources: [{ title: 'A' }] }], [{ type: 'source', title: 'A' }]],
        [[{ text: 'b' }], [text('txt-0', 'b')]],
      ],
    ],
    [
      'the start of a tool call, which ends the text; its rest does not',
      [
        [[{ text: 'a' }], [start, textStart('txt-0'), text('txt-0', 'a')]],
        [
          [{ toolCalls: [{ index: 0, id: 'x', name: 'a', arguments: '{' }] }],
          [{ type: 'text-end', id: 'txt-0' }, ...begun('x', '{')],
        ],
        [[{ text: 'b' }], [textStart('txt-1'), text('txt-1', 'b')]],
        [
          [{ toolCalls: [{ index: 0, arguments: '}', providerData: data }] }],
          [{ type: 'tool-input-delta', id: 'x', delta: '}' }],
        ],
        [[{ text: 'c' }], [text('txt-1', 'c')]],
        [
          [
            { toolCalls: [{ index: 0, providerData: { signature: 'bmV3' } }], finishReason: 'tool-calls' },
            { text: 'd' },
          ],
          [text('txt-1', 'd')],
        ],
        [
          [],
          [
            { type: 'text-end', id: 'txt-1' },
            ...ended('x', '{}', { azureML: { providerData: { signature: 'bmV3' } } }),
            finish('tool-calls'),
          ],
        ],
      ],
    ],
    [
      'the data of an answer, once, at the end of the block that is open',
      [
        [[{ reasoning: 'a', providerData: data }], [start, { type: 'reasoning-start' }, { type: 'reasoning-delta' }]],
        [[{ text: 'b' }], [{ type: 'reasoning-end', ...kept }, textStart('txt-1'), text('txt-1', 'b')]],
        [[], [{ type: 'text-end', id: 'txt-1', providerMetadata: undefined as unknown }, finish('interrupted')]],
      ],
    ],
    [
      'the data of an answer, on the first of its tool calls alone',
      [
        [[{ toolCalls: [{ index: 0, id: 'x', name: 'a', arguments: '{' }] }], [start, ...begun('x', '{')]],
        [[{ toolCalls: [{ index: 0, arguments: '}' }] }], [{ type: 'tool-input-delta', id: 'x', delta: '}' }]],
        [[{ toolCalls: [{ index: 1, id: 'y', name: 'a', arguments: '[1]' }] }], begun('y', '[1]')],
        [[{ providerData: data, finishReason: 'tool-calls' }], []],
        [
          [],
          [
            ...ended('x', '{}', { azureML: { messageProviderData: data } }),
            ...ended('y', '[1]', undefined),
            finish('tool-calls'),
          ],
        ],
      ],
    ],
  ])('%s', async (_what, steps, options) => {
    await follow(steps, options)
    expect.hasAssertions()
  })

  it('the end of every tool call, when the answer fails', async () => {
    const toolCalls = ['x', 'y'].map((id, index) => ({ index, id, name: 'a', arguments: '{' }))
    const failed = [{ type: 'error' }, { type: 'tool-input-end', id: 'x' }, { type: 'tool-input-end', id: 'y' }]
    expect.hasAssertions()
    await follow([
      [[{ toolCalls }], [start, ...begun('x', '{'), ...begun('y', '{')]],
      [[{ error: { message: 'Gone.' } } as ParsedChatChunk], [...failed, finish('error')]],
    ])
  })

  it.each<[boolean | undefined, boolean | undefined, readonly string[]]>([
    [undefined, undefined, ['a', 'b']],
    [true, undefined, ['ab']],
    [true, false, ['a', 'b']],
    [false, true, ['ab']],
  ])('text, joined as the provider says, %s, or the call, %s', async (coalesceDeltas, ofCall, deltas) => {
    const providerOptions = { azureML: ofCall === undefined ? {} : { coalesceDeltas: ofCall } }
    const parts = [start, textStart('txt-0'), ...deltas.map((delta) => text('txt-0', delta))]
    expect.hasAssertions()
    await follow([[[{ text: 'a' }, { text: 'b' }], parts]], { providerOptions }, { coalesceDeltas })
  })

  it('joined text, before the error of a metadata extractor', async () => {
    const seen: unknown[] = []
    const processChunk = (chunk: unknown): void => {
      if (seen.push(chunk) === 2) throw new Error('Not what I expected.')
    }
    const createStreamExtractor = () => ({ processChunk, buildMetadata: () => ({ gateway: { seen: seen.length } }) })
    const metadataExtractor = { extractMetadata: async () => ({}), createStreamExtractor }
    const metadata = { azureML: {}, gateway: { seen: 2 } }
    expect.hasAssertions()
    await follow(
      [
        [
          [{ text: 'a' }, { text: 'b' }],
          [
            start,
            textStart('txt-0'),
            text('txt-0', 'a'),
            { type: 'error', error: { name: 'AI_AzureMLError', message: 'Not what I expected.' } },
            { type: 'text-end', id: 'txt-0' },
            { ...finish('error'), providerMetadata: metadata },
          ],
        ],
      ],
      joined,
      { metadataExtractor },
    )
    expect(seen).toEqual([{ text: 'a' }, { text: 'b' }])
  })

  it('an event once for a metadata extractor, and never what is no event', async () => {
    const seen: unknown[] = []
    const createStreamExtractor = () => ({
      processChunk: (chunk: unknown) => void seen.push(chunk),
      buildMetadata: () => ({ gateway: { seen: seen.length } }),
    })
    const metadataExtractor = { extractMetadata: async () => ({}), createStreamExtractor }
    const ends = [{ type: 'text-end' }, { ...finish('interrupted'), providerMetadata: { gateway: { seen: 1 } } }]
    await follow(
      [
        [[{ text: 'a' }], [start, textStart('txt-0'), text('txt-0', 'a')]],
        [[], ends],
      ],
      {},
      { metadataExtractor },
    )
    expect(seen).toEqual([{ text: 'a' }])
  })

  it('a stream that has no content for a long time', async () => {
    const { send, open } = fedStream({})
    for (let read = 0; read < 256; read++) send([{ serviceTier: 'a' }])
    expect((await (await open()).read()).value).toEqual(start)
  })
})
