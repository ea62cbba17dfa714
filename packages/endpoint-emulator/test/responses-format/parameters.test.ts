import { describe, expect, it } from 'vitest'
import { inProcess, wholeAnswer } from '../in-process.ts'
import { missing, type Problem, tooLong, unsupported, wrongType } from './problems.ts'

type Body = Record<string, unknown>
type Row = [body: Body, message: string, param: string | null, code: string | null]

const { send } = inProcess()
const base = { model: 'gpt-5', input: 'Give me JSON.' }
const tool = { type: 'function', name: 'weather', parameters: { type: 'object' } }
const tools = (fields: Body): Body => ({ tools: [tool, { ...tool, ...fields }] })
const format = (fields: Body, more: Body = {}): Body => ({ text: { format: fields }, ...more })
const closed = { type: 'object', additionalProperties: false, required: ['a'], properties: { a: {} } }

const rowOf = (body: Body, error: Problem): Row => [body, ...error]
const range = (param: string, value: number, [kind, word, limit]: Problem): Row => [
  { [param]: value },
  `Invalid '${param}': ${kind} ${word} value. Expected a value ${limit}, but got ${value} instead.`,
  param,
  `${kind}_${word === 'below minimum' ? 'below_min' : 'above_max'}_value`,
]
const moved = (param: string, name: string): Row => [
  { [param]: [] },
  `Unsupported parameter: '${param}'. In the Responses API, this parameter has moved to '${name}'. Try again with the new parameter.`,
  param,
  'unsupported_parameter',
]
const unknown = (param: string): Row => [{ [param]: 1 }, `Unknown parameter: '${param}'.`, param, 'unknown_parameter']
const included = [
  'file_search_call.results',
  'web_search_call.results',
  'web_search_call.action.sources',
  'message.input_image.image_url',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
]
const includable = included
  .map((name) => `'${name}'`)
  .join(', ')
  .replace(/, (?='message\.output_text)/, ', and ')
const invalidSchema = (what: string, rule: string, param: string): Problem => [
  `Invalid schema for ${what}: In context=(), ${rule}.`,
  param,
  'invalid_function_parameters',
]
const strictProblems: readonly [schema: unknown, rule: string][] = [
  [undefined, "schema must have type 'object'"],
  [{ type: 'array' }, "schema must have type 'object'"],
  [{ type: 'object' }, "'additionalProperties' is required to be supplied and to be false"],
  ...[undefined, [], ['b']].map((required): [unknown, string] => [
    { ...closed, properties: { b: {}, a: {} }, required },
    `'required' is required to be supplied and to be an array including every key in properties. Missing '${required?.includes('b') ? 'a' : 'b'}'`,
  ]),
]

const rejects = (rows: readonly Row[]): void =>
  it.each(rows)('%j', async (body, message, param, code) => {
    const error = { message, type: 'invalid_request_error', param, code }
    expect(await wholeAnswer(await send('/openai/v1/responses', { ...base, ...body }))).toEqual([400, { error }])
  })

describe('a parameter of the Responses API is rejected', () => {
  rejects([
    [{ input: undefined }, ...missing('input')],
    [{ input: {} }, ...missing('input')],
    unknown('stop'),
    unknown('constructor'),
    moved('messages', 'input'),
    moved('max_tokens', 'max_output_tokens'),
    moved('max_completion_tokens', 'max_output_tokens'),
    moved('response_format', 'text.format'),
    moved('reasoning_effort', 'reasoning.effort'),
    ...['temperature', 'top_p', 'top_logprobs', 'max_output_tokens'].map((name): Row =>
      rowOf({ [name]: '1' }, wrongType(name, 'a number')),
    ),
    range('temperature', -0.1, ['decimal', 'below minimum', '>= 0']),
    range('temperature', 2.1, ['decimal', 'above maximum', '<= 2']),
    range('top_p', -0.1, ['decimal', 'below minimum', '>= 0']),
    range('top_p', 1.1, ['decimal', 'above maximum', '<= 1']),
    range('top_logprobs', -1, ['integer', 'below minimum', '>= 0']),
    range('top_logprobs', 21, ['integer', 'above maximum', '<= 20']),
    range('max_output_tokens', 15, ['integer', 'below minimum', '>= 16']),
    [{ include: 'x' }, ...wrongType('include', 'an array')],
    [{ include: ['file_search_call.results', 'reasoning'] }, ...unsupported('reasoning', includable, 'include[1]')],
    ...['gpt-4o', 'gpt-35-turbo', 'gpt3'].map((model): Row => [
      { model, include: ['reasoning.encrypted_content'] },
      'Encrypted content is not supported with this model.',
      'include',
      null,
    ]),
    [
      { previous_response_id: 'resp_x' },
      "Previous response with id 'resp_x' not found.",
      'previous_response_id',
      'previous_response_not_found',
    ],
  ])

  it('if the body is no object', async () => {
    const message = 'We could not parse the JSON body of your request.'
    const error = { message, type: 'invalid_request_error', param: null, code: null }
    expect(await wholeAnswer(await send('/openai/v1/responses', []))).toEqual([400, { error }])
  })
})

describe('a tool of the Responses API is rejected', () => {
  const pattern = "string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."
  rejects([
    [{ tools: [tool, 'x'] }, ...wrongType('tools[1]', 'an object')],
    [{ tools: [tool, {}] }, ...missing('tools[1].type')],
    [{ tools: [{ type: 'function', function: tool }] }, ...missing('tools[0].name')],
    [tools({ name: 1 }), ...wrongType('tools[1].name', 'a string')],
    [tools({ name: 'x'.repeat(65) }), ...tooLong('tools[1].name', 64)],
    ...['', 'a b', 'a.b'].map((name): Row => [
      tools({ name }),
      `Invalid 'tools[1].name': ${pattern}`,
      'tools[1].name',
      'invalid_value',
    ]),
    ...strictProblems.map(([parameters, rule]): Row =>
      rowOf(tools({ name: 'f', strict: true, parameters }), invalidSchema("function 'f'", rule, 'tools[1].parameters')),
    ),
    [{ tool_choice: 'any' }, ...unsupported('any', "'none', 'auto', and 'required'", 'tool_choice')],
    ...[undefined, []].map((none): Row => [
      { tools: none, tool_choice: 'required' },
      "Tool choice 'required' must be specified with 'tools' parameter.",
      'tool_choice',
      null,
    ]),
    [{ tools: [tool], tool_choice: { type: 'function' } }, ...missing('tool_choice.name')],
    [
      { tools: [tool], tool_choice: { type: 'function', name: 'x' } },
      "Tool choice 'function' not found in 'tools' parameter.",
      'tool_choice',
      null,
    ],
    [
      { tools: Array.from({ length: 1025 }, () => tool) },
      'tools: List should have at most 1024 items after validation, not 1025',
      'tools',
      null,
    ],
  ])
})

describe('a format of the Responses API is rejected', () => {
  const place = 'text.format.schema'
  rejects([
    [
      format({ type: 'json_object' }, { input: 'Why?' }),
      "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
      'input',
      null,
    ],
    [format({ type: 'xml' }), ...unsupported('xml', "'text', 'json_object', and 'json_schema'", 'text.format.type')],
    [format({ type: 'json_schema', schema: {} }), ...missing('text.format.name')],
    [format({ type: 'json_schema', name: 'x'.repeat(65), schema: {} }), ...tooLong('text.format.name', 64)],
    [format({ type: 'json_schema', name: 'x' }), ...missing(place)],
    ...strictProblems
      .slice(1)
      .map(([schema, rule]): Row =>
        rowOf(
          format({ type: 'json_schema', name: 'x', schema, strict: true }),
          invalidSchema("response_format 'x'", rule, place),
        ),
      ),
  ])
})

describe('the Responses API accepts', () => {
  it.each<[body: Body]>([
    ...[0, 2, null].map((temperature): [Body] => [{ temperature }]),
    ...[0, 1, null].map((value): [Body] => [{ top_p: value }]),
    ...[0, 20, null].map((value): [Body] => [{ top_logprobs: value }]),
    ...[16, 1e6, null].map((value): [Body] => [{ max_output_tokens: value }]),
    ...included.map((name): [Body] => [{ include: [name] }]),
    [{ include: null, model: 'gpt-4o' }],
    [{ include: ['message.output_text.logprobs'], model: 'gpt-4o' }],
    [{ include: ['reasoning.encrypted_content'], model: 'o4-mini' }],
    [{ include: ['reasoning.encrypted_content'], model: 'my-gpt-4' }],
    ...[
      'instructions background context_management conversation max_tool_calls metadata prompt prompt_cache_key',
      'prompt_cache_retention safety_identifier service_tier store stream_options truncation user parallel_tool_calls',
    ]
      .flatMap((names) => names.split(' '))
      .map((name): [Body] => [{ [name]: {} }]),
    [{ previous_response_id: null, reasoning: null, tools: null, tool_choice: null, text: null }],
    [tools({ name: 'x'.repeat(64) })],
    [tools({ name: 'f', strict: true, parameters: closed })],
    [tools({ name: 'f', strict: true, parameters: { type: 'object', additionalProperties: false } })],
    [tools({ name: 'f', strict: false, parameters: undefined })],
    [{ tools: [{ type: 'web_search' }], tool_choice: { type: 'web_search' } }],
    ...['none', 'auto', 'required', { type: 'function', name: 'weather' }].map((choice): [Body] => [
      { tools: [tool], tool_choice: choice },
    ]),
    [{ tools: Array.from({ length: 1024 }, (_, index) => ({ ...tool, name: `t${index}` })) }],
    [format({ type: 'text' })],
    [format({ type: 'json_object' })],
    [format({ type: 'json_object' }, { input: [{ role: 'user', content: 'json' }] })],
    [format({ type: 'json_schema', name: 'x'.repeat(64), schema: {} })],
    [format({ type: 'json_schema', name: 'x', schema: closed, strict: true })],
  ])('%j', async (body) => {
    expect((await send('/openai/v1/responses', { ...base, ...body })).status).toBe(200)
  })
})
