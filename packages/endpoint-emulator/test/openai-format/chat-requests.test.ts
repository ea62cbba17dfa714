import { describe, expect, it } from 'vitest'
import type { EngineRequest } from '../../src/engine/engine.ts'
import { type RequestDefaults, parseChatRequest, parseTextRequest } from '../../src/openai-format/chat-request.ts'
import { inProcess, wholeAnswer } from '../in-process.ts'

type Body = Record<string, unknown>

const { send } = inProcess()
const user = { role: 'user', content: 'Why?' }
const { signal } = new AbortController()
const defaults: RequestDefaults = { model: 'default', seed: 3, reasoning: 'off', signal }
const roles = "Input should be 'system', 'developer', 'user', 'assistant', 'tool', 'function'"
const long = Array.from({ length: 150 }, () => 'x')
const tools = (count: number): unknown[] => Array.from({ length: count }, () => ({ function: { name: 'f' } }))

describe('a body of chat completions is rejected', () => {
  const dictionary = { type: 'model_attributes_type', msg: 'Input should be a valid dictionary' }

  it.each<[body: unknown, problems: readonly Body[]]>([
    [['x'], [{ ...dictionary, loc: [], input: ['x'] }]],
    [{}, [{ type: 'missing', loc: ['messages'], msg: 'Field required', input: {} }]],
    [{ messages: 'x' }, [{ type: 'list_type', loc: ['messages'], msg: 'Input should be a valid list', input: 'x' }]],
    [
      { messages: [] },
      [
        {
          type: 'too_short',
          loc: ['messages'],
          msg: 'List should have at least 1 item after validation, not 0',
          input: [],
          ctx: { field_type: 'List', min_length: 1, actual_length: 0 },
        },
      ],
    ],
    [
      { messages: [user, 'x', {}, { role: 'bot' }, { role: 1 }] },
      [
        { ...dictionary, loc: ['messages', 1], input: 'x' },
        { type: 'missing', loc: ['messages', 2, 'role'], msg: 'Field required', input: {} },
        { type: 'enum', loc: ['messages', 3, 'role'], msg: roles, input: 'bot' },
        { type: 'enum', loc: ['messages', 4, 'role'], msg: roles, input: 1 },
      ],
    ],
    [
      { messages: long },
      long.slice(0, 100).map((input, index) => Object.assign({}, dictionary, { loc: ['messages', index], input })),
    ],
    ...['max_tokens', 'max_completion_tokens', 'max_new_tokens'].flatMap((name): [unknown, Body[]][] => {
      const text = { type: 'int_type', msg: 'Input should be a valid integer' }
      const low = { type: 'greater_than_equal', msg: 'Input should be greater than or equal to 0', ctx: { ge: 0 } }
      return ['5', -1, 0.5].map((input) => [
        { messages: [user], [name]: input },
        [Object.assign({ loc: [name], input }, input === '5' ? text : low)],
      ])
    }),
    [
      { messages: [user], tools: tools(1025) },
      [
        {
          type: 'too_long',
          loc: ['tools'],
          msg: 'List should have at most 1024 items after validation, not 1025',
          input: null,
          ctx: { field_type: 'List', max_length: 1024, actual_length: 1025 },
        },
      ],
    ],
  ])('%j', async (body, problems) => {
    const detail = problems.map((one) => ({ ...one, loc: ['body', ...(one['loc'] as unknown[])] }))
    expect(await wholeAnswer(await send('/v1/chat/completions', body))).toEqual([422, { detail }])
  })

  it.each<[body: unknown]>([['x'], [{}], [{ prompt: [] }], [{ prompt: [1, 'x'] }]])(
    'as is one of text completions: %j',
    async (body) => {
      const detail = [{ type: 'missing', loc: ['body', 'prompt'], msg: 'Field required', input: body }]
      expect(await wholeAnswer(await send('/v1/completions', body))).toEqual([422, { detail }])
    },
  )
})

describe('a body is parsed', () => {
  const parsed = {
    messages: [user],
    model: 'default',
    maxTokens: undefined,
    stop: [],
    seed: 3,
    tools: [],
    toolChoice: 'auto',
    jsonSchema: undefined,
    reasoning: 'off',
    signal,
  }
  const schema = { type: 'object' }
  const format = (fields: unknown): Body => ({ response_format: fields })

  it.each<[body: Body, request: Partial<EngineRequest>, more?: Partial<RequestDefaults>]>([
    [{}, {}],
    ...['system', 'developer', 'user', 'assistant', 'tool', 'function'].map((role): [Body, Partial<EngineRequest>] => [
      { messages: [{ role }] },
      { messages: [{ role }] },
    ]),
    [{ model: 'm' }, { model: 'm' }],
    [{ model: '' }, {}],
    [{}, { maxTokens: 9 }, { defaultMaxTokens: 9 }],
    [{ max_tokens: 0 }, { maxTokens: 0 }, { defaultMaxTokens: 9 }],
    [{ max_tokens: null, max_new_tokens: 2 }, { maxTokens: 2 }],
    [{ max_completion_tokens: 1, max_tokens: 2, max_new_tokens: 3 }, { maxTokens: 1 }],
    [{ max_tokens: 2, max_new_tokens: 3 }, { maxTokens: 2 }],
    [{ stop: 'END' }, { stop: ['END'] }],
    [{ stop: ['END', 1, ''], stop_sequences: ['x'] }, { stop: ['END', ''] }],
    [{ stop_sequences: ['x'] }, { stop: ['x'] }],
    [{ seed: 0 }, { seed: 0 }],
    [{ seed: 'x' }, {}],
    [
      { tools: [{ function: { name: 'f', parameters: schema } }, { function: { name: 'g', parameters: [] } }] },
      {
        tools: [
          { name: 'f', parameters: schema },
          { name: 'g', parameters: {} },
        ],
      },
    ],
    [{ tools: ['x', {}, { function: {} }, { function: { name: '' } }, { function: 'f' }] }, {}],
    ...(['none', 'required'] as const).map((choice): [Body, Partial<EngineRequest>] => [
      { tool_choice: choice },
      { toolChoice: choice },
    ]),
    [{ tool_choice: { type: 'function', function: { name: 'f' } } }, { toolChoice: { name: 'f' } }],
    [{ tool_choice: { type: 'function', function: 'f' } }, {}],
    [{ tool_choice: 'any' }, {}],
    [format({ type: 'json_object' }), { jsonSchema: true }],
    [format({ type: 'json_schema', json_schema: { schema } }), { jsonSchema: schema }],
    [format({ type: 'json_schema', json_schema: {} }), { jsonSchema: true }],
    [format({ type: 'json_schema' }), { jsonSchema: true }],
    [format({ type: 'text', json_schema: { schema } }), {}],
    [format('json_object'), {}],
    [{ reasoning_effort: 'low' }, { reasoning: 'field' }],
    [{ reasoning_effort: 'low' }, { reasoning: 'tags' }, { reasoning: 'tags' }],
    [{}, { reasoning: 'tags' }, { reasoning: 'tags' }],
  ])('%j', (fields, request, more) => {
    const body = { messages: [user], ...fields }
    expect(parseChatRequest(body, { ...defaults, ...more })).toStrictEqual({ ...parsed, body, ...request })
  })

  it.each<[prompt: unknown]>([['x'], [['x', 'y']]])('of text completions, with the prompt %j', (prompt) => {
    const body = { prompt, max_tokens: 4 }
    expect(parseTextRequest(body, defaults)).toStrictEqual({
      ...parsed,
      body,
      prompt: 'x',
      maxTokens: 4,
      messages: [{ role: 'user', content: 'x' }],
    })
  })

  it.each(['max_tokens', 'max_completion_tokens', 'max_new_tokens'])('with a %s of null or 0', async (name) => {
    for (const value of [null, 0])
      expect((await send('/v1/chat/completions', { messages: [user], [name]: value })).status).toBe(200)
  })

  it('with as many tools as a host accepts', () => {
    expect(parseChatRequest({ messages: [user], tools: tools(1024) }, defaults).tools).toHaveLength(1024)
  })
})
