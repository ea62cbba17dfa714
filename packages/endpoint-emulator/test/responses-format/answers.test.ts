import { describe, expect, it } from 'vitest'
import type { EngineDelta } from '../../src/engine/engine.ts'
import { ResponseStream } from '../../src/responses-format/response-stream.ts'
import type { ResponseIdentity } from '../../src/responses-format/response-envelope.ts'
import { seal } from '../../src/responses-format/sealed-reasoning.ts'
import { inProcess, namedEvents, wholeAnswer } from '../in-process.ts'

type Body = Record<string, unknown>

const seconds: unknown = expect.any(Number)
const tokens = { prompt_tokens: 7, completion_tokens: 9, total_tokens: 16 }
const usage = (reasoning: number): Body => ({
  input_tokens: 7,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 9,
  output_tokens_details: { reasoning_tokens: reasoning },
  total_tokens: 16,
})
const parameters = {
  instructions: null,
  max_output_tokens: null,
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: null, summary: null },
  service_tier: 'default',
  store: true,
  temperature: 1,
  text: { format: { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  truncation: 'disabled',
  metadata: {},
}
const open = { status: 'in_progress', error: null, incomplete_details: null, output: [], usage: null }
const envelope = (number: number, more: Body): Body => ({
  id: `resp_${number}`,
  object: 'response',
  created_at: seconds,
  model: 'm',
  ...parameters,
  ...open,
  ...more,
})
const textPart = (text: string): Body => ({ type: 'output_text', text, annotations: [], logprobs: [] })
const message = (id: string, text: string): Body => ({
  id,
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [textPart(text)],
})
const called = (id: string, call: string, [name, json]: [string, string]): Body => {
  return { id, type: 'function_call', status: 'completed', arguments: json, call_id: call, name }
}

/** Numbers events, and gives their items a place. */
const inOrder = (events: readonly [string, Body][]): unknown =>
  events.map(([type, fields], index) => [type, { type, sequence_number: index, ...fields }])
const itemOpened = (index: number, item: Body): [string, Body] => [
  'response.output_item.added',
  { output_index: index, item },
]
const itemDone = (index: number, item: Body): [string, Body] => [
  'response.output_item.done',
  { output_index: index, item },
]
const started = (response: Body): [string, Body][] => [
  ['response.created', { response }],
  ['response.in_progress', { response }],
]
const messageEvents = (index: number, item: Body, ...pieces: string[]): [string, Body][] => {
  const place = { item_id: item['id'], output_index: index, content_index: 0 }
  const text = pieces.join('')
  return [
    itemOpened(index, { ...item, status: 'in_progress', content: [] }),
    ['response.content_part.added', { ...place, part: textPart('') }],
    ...pieces.map((piece): [string, Body] => ['response.output_text.delta', { ...place, delta: piece, logprobs: [] }]),
    ['response.output_text.done', { ...place, text, logprobs: [] }],
    ['response.content_part.done', { ...place, part: textPart(text) }],
    itemDone(index, item),
  ]
}
const callEvents = (index: number, item: Body, ...pieces: string[]): [string, Body][] => {
  const place = { item_id: item['id'], output_index: index }
  return [
    itemOpened(index, { ...item, status: 'in_progress', arguments: '' }),
    ...pieces.map((piece): [string, Body] => ['response.function_call_arguments.delta', { ...place, delta: piece }]),
    ['response.function_call_arguments.done', { ...place, arguments: item['arguments'], name: item['name'] }],
    itemDone(index, item),
  ]
}
const summaryEvents = (index: number, item: Body, ...pieces: string[]): [string, Body][] => {
  const place = { item_id: item['id'], output_index: index, summary_index: 0 }
  const part = (text: string): Body => ({ type: 'summary_text', text })
  const text = pieces.join('')
  return [
    ['response.reasoning_summary_part.added', { ...place, part: part('') }],
    ...pieces.map((piece): [string, Body] => ['response.reasoning_summary_text.delta', { ...place, delta: piece }]),
    ['response.reasoning_summary_text.done', { ...place, text }],
    ['response.reasoning_summary_part.done', { ...place, part: part(text) }],
  ]
}

describe('a response', () => {
  const reply = {
    reasoning: 'Two calls.',
    text: 'I look.',
    toolCalls: [{ id: 'mine', name: 'f', arguments: { city: 'Oslo' } }, { name: 'g' }],
    usage: { inputTokens: 7, outputTokens: 9 },
  }
  const include = ['reasoning.encrypted_content']
  const summary = [{ type: 'summary_text', text: 'Two calls.' }]

  it.each<[body: Body, echo: Body]>([
    [{}, {}],
    [{ reasoning: { effort: 'low' } }, { reasoning: { effort: 'low', summary: null } }],
    [{ include }, {}],
    [{ include, reasoning: { summary: 'auto' } }, { reasoning: { effort: null, summary: 'auto' } }],
    ...[
      {
        instructions: 'Be brief.',
        max_output_tokens: 99,
        parallel_tool_calls: false,
        store: false,
        temperature: 0,
        text: { format: { type: 'json_schema', name: 'n', schema: {} } },
        tool_choice: 'none',
        tools: [{ type: 'function', name: 'f' }],
        top_p: 0,
        metadata: { a: 'b' },
      },
    ].map((body): [Body, Body] => [body, body]),
  ])('to %j is whole, alone and at the end of a stream', async (body, echo) => {
    const { send } = inProcess({ replies: [reply, reply] })
    const outputOf = (number: number): Body[] => {
      const id = `rs_${number}`
      const thought = {
        id,
        type: 'reasoning',
        ...(body['include'] ? { encrypted_content: seal(id, 'Two calls.') } : {}),
        summary: JSON.stringify(body).includes('summary') ? summary : [],
      }
      return [
        thought,
        message(`msg_1_after_${number}`, 'I look.'),
        called(`fc_2_after_${number}`, 'mine', ['f', '{"city":"Oslo"}']),
        called(`fc_3_after_${number}`, 'call_2', ['g', '{}']),
      ]
    }
    const ended = (number: number): Body =>
      envelope(number, { ...echo, status: 'completed', output: outputOf(number), usage: usage(2) })
    const asked = { model: 'm', input: 'Why?', ...body }
    expect(await wholeAnswer(await send('/openai/v1/responses', asked))).toEqual([200, ended(1)])
    const streamed = await send('/openai/v1/responses', { ...asked, stream: true })
    const [thought = {}, text = {}, first = {}, second = {}] = outputOf(2)
    const summaries = JSON.stringify(body).includes('summary') ? summaryEvents(0, thought, 'Two', ' calls.') : []
    const begun = { ...thought, summary: [], ...(body['include'] ? { encrypted_content: seal('rs_2', '') } : {}) }
    expect(namedEvents(await streamed.text())).toEqual({
      rest: '',
      events: inOrder([
        ...started(envelope(2, echo)),
        itemOpened(0, begun),
        ...summaries,
        itemDone(0, thought),
        ...messageEvents(1, text, 'I', ' look.'),
        ...callEvents(2, first, '{"city"', ':"Oslo"', '}'),
        ...callEvents(3, second, '{}'),
        ['response.completed', { response: ended(2) }],
      ]),
    })
  })

  it('tells the time of its creation in seconds', async () => {
    const before = Math.floor(Date.now() / 1000)
    const response = await inProcess().send('/openai/v1/responses', { model: 'm', input: 'x' })
    const { created_at: created } = (await response.json()) as { created_at: number }
    expect(created).toBeGreaterThanOrEqual(before)
    expect(created).toBeLessThanOrEqual(Date.now() / 1000)
  })

  it.each<[finishReason: string, end: Body]>([
    ['length', { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }],
    ['content_filter', { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }],
    [
      'error',
      {
        status: 'failed',
        error: {
          code: 'server_error',
          message: 'The server had an error while processing your request. Sorry about that!',
        },
      },
    ],
    ['stop', { status: 'completed' }],
    ['tool_calls', { status: 'completed' }],
  ])('that ended by %s', async (finishReason, end) => {
    const one = { text: 'Half', finishReason, usage: reply.usage }
    const { send } = inProcess({ replies: [one, one] })
    const whole = (number: number): Body =>
      envelope(number, { output: [message(`msg_${number}0`, 'Half')], usage: usage(0), ...end })
    const asked = { model: 'm', input: 'x' }
    expect(await wholeAnswer(await send('/openai/v1/responses', asked))).toEqual([200, whole(1)])
    const { events } = namedEvents(await (await send('/openai/v1/responses', { ...asked, stream: true })).text())
    const type = `response.${String(end['status'])}`
    expect(events.at(-1)).toEqual([type, { type, sequence_number: events.length - 1, response: whole(2) }])
  })

  it.each([
    [{ model: 'shown' }, {}, 'shown'],
    [{ model: 'shown' }, { model: 'other' }, 'other'],
  ])('has the model of %j and the reply %j', async (options, more, model) => {
    const { send } = inProcess({ ...options, replies: [{ text: 'x', ...more }] })
    expect(await (await send('/openai/v1/responses', { model: 'm', input: 'x' })).json()).toMatchObject({ model })
  })

  it.each<[options: Body, body: Body, types: string[]]>([
    [{}, {}, ['message']],
    [{}, { reasoning: null }, ['message']],
    [{}, { reasoning: { effort: 'none' } }, ['message']],
    [{}, { reasoning: {} }, ['reasoning', 'message']],
    [{}, { reasoning: { effort: null } }, ['reasoning', 'message']],
    [{ reasoning: 'tags' }, {}, ['reasoning', 'message']],
    [{ reasoning: 'field' }, { reasoning: { effort: 'none' } }, ['message']],
  ])('of a model with %j reasons as asked with %j', async (options, body, types) => {
    const response = await inProcess(options).send('/openai/v1/responses', { model: 'm', input: 'x', ...body })
    const { output } = (await response.json()) as { output: Body[] }
    expect(output.map(({ type }) => type)).toEqual(types)
  })
})

describe('a stream of a response', () => {
  const identity: ResponseIdentity = {
    number: 4,
    model: 'm',
    created: 5,
    body: {},
    encrypts: false,
    summarizes: false,
  }
  const failed = { error: { message: 'Busy' } }

  it.each<[name: string, deltas: EngineDelta[], events: [string, Body][]]>([
    [
      'of nothing',
      [],
      [...started(envelope(4, {})), ['response.completed', { response: envelope(4, { status: 'completed' }) }]],
    ],
    [
      'of several choices, of which only the first is shown',
      [{ choice: 1, text: 'no', finishReason: 'length' }, { choice: 0, text: 'yes' }, { usage: tokens }, {}],
      [
        ...started(envelope(4, {})),
        ...messageEvents(0, message('msg_40', 'yes'), 'yes'),
        [
          'response.completed',
          {
            response: envelope(4, { status: 'completed', output: [message('msg_40', 'yes')], usage: usage(0) }),
          },
        ],
      ],
    ],
    [
      'of a call without an id, whose arguments come in pieces',
      [
        { toolCall: { index: 0, name: 'f' } },
        { toolCall: { index: 0, arguments: '{' } },
        { toolCall: { index: 0, arguments: '}' } },
        { toolCall: { index: 1, id: 'b' } },
      ],
      [
        ...started(envelope(4, {})),
        ...callEvents(0, called('fc_40', '', ['f', '{}']), '{', '}'),
        ...callEvents(1, called('fc_41', 'b', ['', ''])),
        [
          'response.completed',
          {
            response: envelope(4, {
              status: 'completed',
              output: [called('fc_40', '', ['f', '{}']), called('fc_41', 'b', ['', ''])],
            }),
          },
        ],
      ],
    ],
    ['that breaks off before it began', [{ interrupted: true }], started(envelope(4, {}))],
    [
      'that breaks off',
      [{ text: 'Half' }, { interrupted: true }],
      [...started(envelope(4, {})), ...messageEvents(0, message('msg_40', 'Half'), 'Half').slice(0, 3)],
    ],
    [
      'that fails',
      [{ error: failed }],
      [...started(envelope(4, {})), ['error', { code: 'server_error', message: JSON.stringify(failed), param: null }]],
    ],
  ])('%s', (_, deltas, events) => {
    const stream = new ResponseStream(identity)
    const sent = [...deltas.flatMap((delta) => stream.piece(delta)), ...stream.close()]
    expect(namedEvents(sent.join('')).events).toEqual(inOrder(events))
  })
})
