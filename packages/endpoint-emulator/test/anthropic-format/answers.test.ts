import { describe, expect, it } from 'vitest'
import type { MessageIdentity } from '../../src/anthropic-format/message-identity.ts'
import { MessageStream } from '../../src/anthropic-format/message-stream.ts'
import { redactThought, signThought } from '../../src/anthropic-format/signatures.ts'
import type { EngineDelta } from '../../src/engine/engine.ts'
import { inProcess, namedEvents, wholeAnswer } from '../in-process.ts'

type Body = Record<string, unknown>

const headers = { 'anthropic-version': '2023-06-01' }
const user = { role: 'user', content: 'Why?' }
const magic = { role: 'user', content: 'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING' }

const start = { input_tokens: 7, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }
const cached = { cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 } }
const end = (output: number, thoughts: number): Body => ({
  ...start,
  ...cached,
  output_tokens: output,
  output_tokens_details: { thinking_tokens: thoughts },
  server_tool_use: null,
  service_tier: 'standard',
  inference_geo: 'global',
})
const stops = { stop_reason: null, stop_sequence: null, stop_details: null }
const frame = (id: string): Body => ({ id, type: 'message', role: 'assistant', model: 'claude', container: null })

const started = (id: string, usage: Body = start): [string, Body][] => [
  [
    'message_start',
    { message: { ...frame(id), content: [], ...stops, usage: { ...usage, ...cached, output_tokens: 1 } } },
  ],
  ['ping', {}],
]
const opened = (index: number, block: Body): [string, Body] => ['content_block_start', { index, content_block: block }]
const piece = (index: number, delta: Body): [string, Body] => ['content_block_delta', { index, delta }]
const closed = (index: number): [string, Body] => ['content_block_stop', { index }]
const ended = (delta: Body, usage: Body): [string, Body][] => [
  ['message_delta', { delta: { ...stops, ...delta, container: null }, usage }],
  ['message_stop', {}],
]
const call = (index: number, block: Body, ...pieces: string[]): [string, Body][] => [
  opened(index, { type: 'tool_use', input: {}, caller: { type: 'direct' }, ...block }),
  ...['', ...pieces].map((json) => piece(index, { type: 'input_json_delta', partial_json: json })),
  closed(index),
]
const typed = (events: readonly [string, Body][]): [string, Body][] =>
  events.map(([type, fields]) => [type, { type, ...fields }])

describe('a message', () => {
  const reply = {
    reasoning: 'Two calls.',
    text: 'I look.',
    toolCalls: [
      { id: 'mine', name: 'f', arguments: { city: 'Oslo' } },
      { name: 'g' },
      { name: 'h', arguments: '{"cut' },
      { name: 'i', arguments: '[1]' },
    ],
    usage: { inputTokens: 7, outputTokens: 9 },
  }
  const signature = (text: string): unknown => ({ thinking: text, signature: signThought(text) })
  const data = redactThought('Two calls.')

  it.each<[name: string, body: Body, block: unknown, events: [string, Body][]]>([
    [
      'shows its thoughts',
      { messages: [user] },
      { type: 'thinking', ...(signature('Two calls.') as Body) },
      [
        opened(0, { type: 'thinking', thinking: '', signature: '' }),
        piece(0, { type: 'thinking_delta', thinking: 'Two' }),
        piece(0, { type: 'thinking_delta', thinking: ' calls.' }),
        piece(0, { type: 'signature_delta', signature: signThought('Two calls.') }),
      ],
    ],
    [
      'omits its thoughts',
      { messages: [user], thinking: { type: 'adaptive', display: 'omitted' } },
      { type: 'thinking', ...(signature('') as Body) },
      [
        opened(0, { type: 'thinking', thinking: '', signature: '' }),
        piece(0, { type: 'signature_delta', signature: signThought('') }),
      ],
    ],
    [
      'redacts its thoughts',
      { messages: [magic] },
      { type: 'redacted_thinking', data },
      [opened(0, { type: 'redacted_thinking', data })],
    ],
  ])('%s, whole and as a stream', async (_, body, thought, events) => {
    const { send } = inProcess({ replies: [reply, reply] })
    const asked = { model: 'claude', max_tokens: 2048, ...body }
    const use = { type: 'tool_use', input: {}, caller: { type: 'direct' } }
    expect(await wholeAnswer(await send('/anthropic/v1/messages', asked, headers))).toEqual([
      200,
      {
        ...frame('msg_000000000000000000000001'),
        content: [
          thought,
          { type: 'text', text: 'I look.', citations: null },
          { ...use, id: 'mine', name: 'f', input: { city: 'Oslo' } },
          { ...use, id: 'toolu_2', name: 'g' },
          { ...use, id: 'toolu_3', name: 'h' },
          { ...use, id: 'toolu_4', name: 'i' },
        ],
        ...stops,
        stop_reason: 'tool_use',
        usage: end(9, 2),
      },
    ])
    const streamed = await send('/anthropic/v1/messages', { ...asked, stream: true }, headers)
    const sent = ['content-type', 'cache-control'].map((name) => streamed.headers.get(name))
    expect(sent).toEqual(['text/event-stream; charset=utf-8', 'no-cache'])
    expect(namedEvents(await streamed.text())).toEqual({
      rest: '',
      events: typed([
        ...started('msg_000000000000000000000002'),
        ...events,
        closed(0),
        opened(1, { type: 'text', text: '' }),
        piece(1, { type: 'text_delta', text: 'I' }),
        piece(1, { type: 'text_delta', text: ' look.' }),
        closed(1),
        ...call(2, { id: 'mine', name: 'f' }, '{"city"', ':"Oslo"', '}'),
        ...call(3, { id: 'toolu_2', name: 'g' }, '{}'),
        ...call(4, { id: 'toolu_3', name: 'h' }, '{"cut'),
        ...call(5, { id: 'toolu_4', name: 'i' }, '[1]'),
        ...ended({ stop_reason: 'tool_use' }, end(9, 2)),
      ]),
    })
  })

  it('that is refused or stopped by a sequence says so', async () => {
    const { send } = inProcess({ replies: [{ text: '', finishReason: 'content_filter' }] })
    const asked = { model: 'claude', max_tokens: 99, messages: [user] }
    const [, refused] = await wholeAnswer(await send('/anthropic/v1/messages', asked, headers))
    const details = { type: 'refusal', category: null, explanation: null }
    expect(refused).toMatchObject({ content: [], ...stops, stop_reason: 'refusal', stop_details: details })
    const stopped = await send('/anthropic/v1/messages', { ...asked, stop_sequences: [' here'], stream: true }, headers)
    const { events } = namedEvents(await stopped.text())
    expect(events.at(-2)?.[1]).toMatchObject({ delta: { stop_reason: 'stop_sequence', stop_sequence: ' here' } })
  })

  it.each([
    [{ model: 'shown' }, {}, 'shown'],
    [{ model: 'shown' }, { model: 'other' }, 'other'],
  ])('has the model of %j and the reply %j', async (options, more, model) => {
    const { send } = inProcess({ ...options, replies: [{ text: 'x', ...more }] })
    const made = await send('/anthropic/v1/messages', { model: 'm', max_tokens: 9, messages: [user] }, headers)
    expect(await made.json()).toMatchObject({ model })
  })

  it.each<[options: Body, body: Body, types: string[]]>([
    [{}, {}, ['text']],
    [{}, { thinking: { type: 'disabled' } }, ['text']],
    [{}, { thinking: { type: 'adaptive' } }, ['thinking', 'text']],
    [{ reasoning: 'field' }, {}, ['thinking', 'text']],
    [{ reasoning: 'tags' }, {}, ['thinking', 'text']],
    [{ reasoning: 'tags' }, { thinking: { type: 'disabled' } }, ['text']],
  ])('of a model with %j thinks as asked with %j', async (options, body, types) => {
    const { send } = inProcess(options)
    const asked = { model: 'm', max_tokens: 999, messages: [user], ...body }
    const { content = [] } = (await (await send('/anthropic/v1/messages', asked, headers)).json()) as {
      content?: Body[]
    }
    expect(content.map(({ type }) => type)).toEqual(types)
  })

  it('counts the tokens of a question, which needs no limit', async () => {
    const { send } = inProcess()
    const messages = [{ role: 'user', content: 'One two three' }]
    const asked = { model: 'm', messages, system: 'Four' }
    const counted = await wholeAnswer(await send('/anthropic/v1/messages/count_tokens', asked, headers))
    expect(counted).toEqual([200, { input_tokens: 4 }])
    const streamed = await send('/anthropic/v1/messages', { ...asked, max_tokens: 9, stream: true }, headers)
    expect(await streamed.text()).toContain('"input_tokens":4')
  })
})

describe('a stream of a message', () => {
  const identity: MessageIdentity = {
    id: 'msg_1',
    requestId: 'req_1',
    model: 'claude',
    thoughts: 'shown',
    scriptedIds: new Set(),
  }
  const eventsOf = (deltas: readonly EngineDelta[], more: Partial<MessageIdentity> = {}): unknown => {
    const stream = new MessageStream({ ...identity, ...more }, 7)
    return namedEvents([...deltas.flatMap((delta) => stream.piece(delta)), ...stream.close()].join('')).events
  }
  const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 }
  const failed = (type: string, message: string): [string, Body] => [
    'error',
    { error: { details: null, type, message }, request_id: 'req_1' },
  ]

  it.each<[name: string, deltas: EngineDelta[], events: [string, Body][]]>([
    ['of nothing', [], [...started('msg_1'), ...ended({ stop_reason: 'end_turn' }, end(0, 0))]],
    [
      'of usage alone',
      [{ usage }, { finishReason: 'length' }, { finishReason: undefined, usage: undefined }],
      [...started('msg_1'), ...ended({ stop_reason: 'max_tokens' }, { ...end(3, 0), input_tokens: 5 })],
    ],
    [
      'of several choices, of which only the first is shown',
      [
        { choice: 1, text: 'no', finishReason: 'length' },
        { choice: 0, text: 'yes' },
      ],
      [
        ...started('msg_1'),
        opened(0, { type: 'text', text: '' }),
        piece(0, { type: 'text_delta', text: 'yes' }),
        closed(0),
        ...ended({ stop_reason: 'end_turn' }, end(0, 0)),
      ],
    ],
    [
      'of thoughts between texts',
      [{ text: 'a' }, { reasoning: 'b' }, { text: 'c' }, { stopSequence: 'END' }],
      [
        ...started('msg_1'),
        opened(0, { type: 'text', text: '' }),
        piece(0, { type: 'text_delta', text: 'a' }),
        closed(0),
        opened(1, { type: 'thinking', thinking: '', signature: '' }),
        piece(1, { type: 'thinking_delta', thinking: 'b' }),
        piece(1, { type: 'signature_delta', signature: signThought('b') }),
        closed(1),
        opened(2, { type: 'text', text: '' }),
        piece(2, { type: 'text_delta', text: 'c' }),
        closed(2),
        ...ended({ stop_reason: 'stop_sequence', stop_sequence: 'END' }, end(0, 1)),
      ],
    ],
    [
      'of a call without id and arguments',
      [{ toolCall: { index: 0, name: 'f' } }, { toolCall: { index: 0, arguments: '{}' } }],
      [...started('msg_1'), ...call(0, { id: '', name: 'f' }, '{}'), ...ended({ stop_reason: 'end_turn' }, end(0, 0))],
    ],
    ['that breaks off before it began', [{ interrupted: true }], started('msg_1')],
    [
      'that breaks off',
      [{ text: 'Half' }, { interrupted: true }],
      [...started('msg_1'), opened(0, { type: 'text', text: '' }), piece(0, { type: 'text_delta', text: 'Half' })],
    ],
    [
      'that fails with an error of the API',
      [{ error: { error: { type: 'overloaded_error', message: 'Busy' } } }],
      [...started('msg_1'), failed('overloaded_error', 'Busy')],
    ],
    [
      'that fails with a bare message',
      [{ error: { message: 'Busy' } }],
      [...started('msg_1'), failed('api_error', 'Busy')],
    ],
    [
      'that fails without a message',
      [{ error: {} }],
      [...started('msg_1'), failed('api_error', 'Internal server error')],
    ],
  ])('%s', (_, deltas, events) => {
    expect(eventsOf(deltas)).toEqual(typed(events))
  })

  it.each(['omitted', 'redacted'] as const)('has each of its thoughts %s', (thoughts) => {
    const deltas = [{ reasoning: 'a' }, { reasoning: 'b' }, { text: 'c' }, { reasoning: 'd' }]
    const thought = (index: number, words: string): [string, Body][] =>
      thoughts === 'redacted'
        ? [opened(index, { type: 'redacted_thinking', data: redactThought(words) }), closed(index)]
        : [
            opened(index, { type: 'thinking', thinking: '', signature: '' }),
            piece(index, { type: 'signature_delta', signature: signThought('') }),
            closed(index),
          ]
    expect(eventsOf(deltas, { thoughts })).toEqual(
      typed([
        ...started('msg_1'),
        ...thought(0, 'ab'),
        opened(1, { type: 'text', text: '' }),
        piece(1, { type: 'text_delta', text: 'c' }),
        closed(1),
        ...thought(2, 'd'),
        ...ended({ stop_reason: 'end_turn' }, end(0, 3)),
      ]),
    )
  })
})
