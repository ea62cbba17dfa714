import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter } from '../src/index.ts'

const { parseResponse } = new AnthropicContentFormatter().codecs.serverless
const ended = { finishReason: 'stop', rawFinishReason: 'end_turn' }
const refused = { finishReason: 'content-filter', rawFinishReason: 'refusal' }
const text = { type: 'text', text: 'a' }
const thought = { type: 'thinking', thinking: 'b', signature: 's' }
const use = { type: 'tool_use', id: 'i', name: 'f', input: { x: 1 } }
const toolCalls = [{ id: 'i', name: 'f', arguments: '{"x":1}' }]
const server = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }

describe('a whole message', () => {
  it.each<[content: readonly unknown[], fields: object, answer: object]>([
    [[text, thought, text], {}, { text: 'aa', reasoning: 'b', toolCalls: [], providerData: expect.anything() }],
    [[text, { ...text, text: 5 }, 'x', null], {}, { text: 'a', toolCalls: [] }],
    [
      [{ type: 'brand_new', text: 'x', thinking: 'y' }],
      {},
      { text: '', toolCalls: [], providerData: expect.anything() },
    ],
    [[{ ...thought, thinking: 5, signature: '' }, text], {}, { text: 'a', toolCalls: [] }],
    [[use], {}, { text: '', toolCalls }],
    [[{ type: 'tool_use', id: '', name: 'f' }], {}, { text: '', toolCalls: [{ name: 'f', arguments: '{}' }] }],
    [[text, use], { id: 'm', model: 'c' }, { text: 'a', toolCalls, id: 'm', model: 'c' }],
    [[text], { id: '', model: 5, usage: 'x' }, { text: 'a', toolCalls: [] }],
    [
      [text],
      { usage: { service_tier: 'priority', input_tokens: 1 } },
      {
        text: 'a',
        toolCalls: [],
        serviceTier: 'priority',
        usage: { inputTokens: 1, raw: { service_tier: 'priority', input_tokens: 1 } },
      },
    ],
    [[], {}, { text: '', toolCalls: [] }],
    [
      [],
      { stop_reason: 'refusal', stop_details: { explanation: 'No.' } },
      { text: 'No.', refusal: 'No.', toolCalls: [], ...refused },
    ],
    [
      [text],
      { stop_reason: 'refusal', stop_details: { explanation: 'No.' } },
      { text: 'a', refusal: 'No.', toolCalls: [], ...refused },
    ],
    [[server], {}, { text: '', toolCalls: [], providerData: { anthropicBlocks: [server] } }],
    [[server, use], {}, { text: '', toolCalls, providerData: { anthropicBlocks: [server, { type: 'tool_use' }] } }],
    [
      [use, text],
      {},
      { text: 'a', toolCalls, providerData: { anthropicBlocks: [{ type: 'tool_use' }, { type: 'text', length: 1 }] } },
    ],
  ])('with the content %j and %j is %j', (content, fields, answer) => {
    const parsed = parseResponse({ type: 'message', content, stop_reason: 'end_turn', ...fields })
    expect(parsed.toolCalls).toStrictEqual((answer as { readonly toolCalls?: unknown }).toolCalls)
    expect(parsed).toEqual({
      ...ended,
      ...answer,
    })
  })

  it.each([[text], [thought], [use], [{ type: 'redacted_thinking', data: 'x' }]])(
    'may have no stop reason beside %j',
    (block) => {
      expect(parseResponse({ type: 'message', content: [block] })).not.toHaveProperty('finishReason')
    },
  )

  it.each<[body: unknown, message: string]>([
    ...[null, 'x', {}, { content: [text] }, { type: 'message' }, { type: 'x', content: [text] }].map(
      (body): [unknown, string] => [
        body,
        'Expected a message of the Messages API, but the body has no content or another type.',
      ],
    ),
    ...[[], [{ type: 'text', text: '' }], [server], ['x']].map((content): [unknown, string] => [
      { type: 'message', content, stop_reason: '' },
      'Expected a message of the Messages API, but it has neither content nor a stop reason.',
    ]),
    ...[{}, { name: '' }, { name: 5 }].map((fields): [unknown, string] => [
      { type: 'message', content: [use, { type: 'tool_use', ...fields }] },
      'A tool call in the message has no name.',
    ]),
  ])('is not %j', (body, message) => {
    expect(() => parseResponse(body)).toThrow(new Error(message))
  })

  const url = 'https://a.test'
  it.each<[citation: unknown, source: object | undefined]>([
    [
      { url, title: 'A', cited_text: 'a', source: 'x', document_title: 'y' },
      { url, title: 'A', text: 'a' },
    ],
    [
      { source: url, document_title: 'A' },
      { url, title: 'A' },
    ],
    [{ source: 'HTTP://a.test' }, { url: 'HTTP://a.test' }],
    [
      { source: 'notes', cited_text: 'a' },
      { title: 'notes', text: 'a' },
    ],
    [{ source: `see ${url}` }, { title: `see ${url}` }],
    [{ source: 'https:/a' }, { title: 'https:/a' }],
    [{ url: '', title: '', document_title: 'A', cited_text: '' }, { title: 'A' }],
    [{ url, source: 'notes' }, { url }],
    [{ source: 5 }, undefined],
    ['x', undefined],
  ])('has for the citation %j the source %j', (citation, source) => {
    const content = [
      { ...text, citations: [citation] },
      { type: 'x', citations: [{ url }] },
    ]
    const { sources } = parseResponse({ type: 'message', content })
    expect(sources).toStrictEqual(source && [source])
  })

  const counts = { inputTokens: 1, outputTokens: 2 }
  it.each<[usage: object, counts: object | undefined]>([
    [{ input_tokens: 1, output_tokens: 2 }, counts],
    [
      { input_tokens: 1, output_tokens: 2, cache_read_input_tokens: 3, cache_creation_input_tokens: 4 },
      { inputTokens: 8, outputTokens: 2, cachedInputTokens: 3, cacheWriteTokens: 4 },
    ],
    [
      { output_tokens: 2, cache_read_input_tokens: 3 },
      { outputTokens: 2, cachedInputTokens: 3 },
    ],
    [{ input_tokens: 1 }, { inputTokens: 1 }],
    [
      { input_tokens: 1, output_tokens_details: { thinking_tokens: 5 } },
      { inputTokens: 1, reasoningTokens: 5 },
    ],
    ...[0, 1, 2, 3].map((thinking_tokens): [object, object] => [
      { input_tokens: 1, output_tokens: 2, output_tokens_details: { thinking_tokens } },
      { ...counts, reasoningTokens: Math.min(thinking_tokens, 2) },
    ]),
    [{ input_tokens: 1, output_tokens: 2, output_tokens_details: { thinking_tokens: '3' } }, counts],
    [{ output_tokens: 0 }, undefined],
    ...['1', -1, 1.5, 2 ** 53, null].map((count): [object, undefined] => [
      { input_tokens: count, output_tokens: count },
      undefined,
    ]),
    [
      {
        input_tokens: 1,
        output_tokens: 2,
        iterations: [
          { type: 'compaction', input_tokens: 10, output_tokens: '20' },
          { type: 'compaction', input_tokens: 10 },
          { type: 'message', input_tokens: 1 },
        ],
      },
      { inputTokens: 21, outputTokens: 2 },
    ],
    [{ iterations: [{ type: 'compaction', output_tokens: 5 }] }, { outputTokens: 5 }],
  ])('has for the usage %j the counts %j', (usage, expected) => {
    const answer = parseResponse({ type: 'message', content: [text], usage })
    expect(answer.usage).toStrictEqual(expected && { ...expected, raw: usage })
  })
})
