import { describe, expect, it } from 'vitest'
import { inProcess } from '../in-process.ts'

type Body = Record<string, unknown>

const { send } = inProcess()
const headers = { 'anthropic-version': '2023-06-01' }
const base = { model: 'claude', max_tokens: 4096, messages: [{ role: 'user', content: 'Why?' }] }
const tool = { name: 'weather', input_schema: { type: 'object' } }
const format = (schema: unknown): Body => ({ output_config: { format: { type: 'json_schema', schema } } })
const choice = (fields: Body): Body => ({ tools: [tool], tool_choice: fields })
const tools = (fields: Body): Body => ({ tools: [tool, { ...tool, name: 'other', ...fields }] })
const thinking = (fields: Body, more: Body = {}): Body => ({ thinking: fields, ...more })
const enabled = (budget: unknown): Body => ({ type: 'enabled', budget_tokens: budget })
const closed = { type: 'object', additionalProperties: false }

const [text, list, dictionary, integer, number, boolean] = [
  'a valid string',
  'a valid list',
  'a valid dictionary',
  'a valid integer',
  'a valid number',
  'a valid boolean',
].map((what) => `Input should be ${what}`)
const required = 'Field required'
const extra = 'Extra inputs are not permitted'
const tags = "does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'"
const choices = "does not match any of the expected tags: 'auto', 'any', 'tool', 'none'"
const efforts = "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'"
const place = 'output_config.format.schema'
const open = "For 'object' type, 'additionalProperties' must be explicitly set to false"
const adaptive = 'when thinking is enabled or in adaptive mode.'
const topChoice = 'tools.1.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level'
const pattern = "tools.1.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'"

async function errorOf(body: unknown): Promise<[number, unknown]> {
  const response = await send('/anthropic/v1/messages', body, headers)
  return [response.status, ((await response.json()) as { error?: unknown }).error]
}

describe('a parameter of the Messages API is rejected', () => {
  it.each<[body: Body, message: string]>([
    [{ seed: 1 }, `seed: ${extra}`],
    [{ model: undefined }, `model: ${required}`],
    [{ model: 1 }, `model: ${text}`],
    [{ max_tokens: undefined }, `max_tokens: ${required}`],
    [{ max_tokens: null }, `max_tokens: ${integer}`],
    [{ max_tokens: 1.5 }, `max_tokens: ${integer}`],
    [{ max_tokens: 0 }, 'max_tokens: Input should be greater than or equal to 1'],
    [{ stream: 'yes' }, `stream: ${boolean}`],
    [{ temperature: '1' }, `temperature: ${number}`],
    [{ temperature: -0.1 }, 'temperature: Input should be greater than or equal to 0'],
    [{ temperature: 1.1 }, 'temperature: Input should be less than or equal to 1'],
    [{ top_p: null }, `top_p: ${number}`],
    [{ top_p: -0.1 }, 'top_p: Input should be greater than or equal to 0'],
    [{ top_p: 1.1 }, 'top_p: Input should be less than or equal to 1'],
    [{ top_k: 0.5 }, `top_k: ${integer}`],
    [{ top_k: -1 }, 'top_k: Input should be greater than or equal to 0'],
    [
      { temperature: 0, top_p: 0 },
      '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
    ],
    [{ stop_sequences: 'END' }, `stop_sequences: ${list}`],
    [{ stop_sequences: ['END', 1] }, `stop_sequences.1: ${text}`],
    [{ stop_sequences: ['END', ' '] }, 'stop_sequences: each stop sequence must contain non-whitespace'],
    [{ metadata: 'me' }, `metadata: ${dictionary}`],
    [{ system: 1 }, `system: ${list}`],
    [{ system: [{ type: 'text', text: 'a' }, 'b'] }, "system.1.type: Input should be 'text'"],
    [{ system: [{ type: 'image', text: 'a' }] }, "system.0.type: Input should be 'text'"],
    [{ system: [{ type: 'text' }] }, `system.0.text: ${required}`],
    [{ system: [{ type: 'text', text: '' }] }, 'system: text content blocks must be non-empty'],
    [{ output_config: [] }, `output_config: ${dictionary}`],
    [{ output_config: { name: 'x' } }, `output_config.name: ${extra}`],
    [{ output_config: { effort: 'none' } }, efforts],
    [{ output_config: { format: 'json' } }, "output_config.format.type: Input should be 'json_schema'"],
    [{ output_config: { format: { type: 'json' } } }, "output_config.format.type: Input should be 'json_schema'"],
    [
      { output_config: { format: { type: 'json_schema', schema: closed, name: 'x' } } },
      `output_config.format.name: ${extra}`,
    ],
    [format(undefined), `${place}: ${required}`],
    [format([]), `${place}: ${dictionary}`],
  ])('%j', async (body, message) => {
    expect(await errorOf({ ...base, ...body })).toEqual([400, { type: 'invalid_request_error', message }])
  })
})

describe('a schema of structured outputs is rejected', () => {
  it.each<[schema: Body, problem: string]>([
    [{ type: 'object' }, open],
    [{ type: 'object', additionalProperties: true }, open],
    ...['items', 'anyOf', 'allOf', 'prefixItems'].flatMap((name): [Body, string][] => [
      [{ [name]: { type: 'object' } }, open],
      [{ [name]: [{}, { type: 'object' }] }, open],
    ]),
    ...['properties', '$defs', 'definitions'].map((name): [Body, string] => [
      { ...closed, [name]: { a: {}, b: { type: 'object' } } },
      open,
    ]),
    [
      { type: 'integer', minimum: 1, maximum: 2 },
      "For 'integer' type, properties 'minimum', 'maximum' are not supported",
    ],
    ...[
      'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength maxItems uniqueItems oneOf not',
      'patternProperties minProperties maxProperties',
    ]
      .flatMap((names) => names.split(' '))
      .map((name): [Body, string] => [
        { type: 'string', [name]: 1 },
        `For 'string' type, property '${name}' is not supported`,
      ]),
  ])('%j', async (schema, problem) => {
    const error = { type: 'invalid_request_error', message: `${place}: ${problem}` }
    expect(await errorOf({ ...base, ...format(schema) })).toEqual([400, error])
    const strict = tools({ input_schema: { ...closed, properties: { a: schema } }, strict: true })
    expect(await errorOf({ ...base, ...strict })).toEqual([400, { ...error, message: `tools.1.custom: ${problem}` }])
    const lenient = tools({ input_schema: { ...closed, properties: { a: schema } }, strict: false })
    expect(await errorOf({ ...base, ...lenient })).toEqual([200, undefined])
  })
})

describe('thinking is rejected', () => {
  it.each<[body: Body, message: string]>([
    [thinking({}), `thinking: Input tag 'undefined' found using 'type' ${tags}`],
    [thinking({ type: 'on' }), `thinking: Input tag 'on' found using 'type' ${tags}`],
    [{ thinking: true }, `thinking: ${dictionary}`],
    [thinking({ type: 'adaptive', budget_tokens: 1024 }), `thinking.adaptive.budget_tokens: ${extra}`],
    [thinking({ type: 'disabled', display: 'omitted' }), `thinking.disabled.display: ${extra}`],
    [thinking({ ...enabled(1024), x: 1 }), `thinking.enabled.x: ${extra}`],
    [
      thinking({ type: 'adaptive', display: 'none' }),
      "thinking.adaptive.display: Input should be 'summarized' or 'omitted'",
    ],
    [thinking(enabled(undefined)), `thinking.enabled.budget_tokens: ${required}`],
    [thinking(enabled(1023)), 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024'],
    [thinking(enabled(4096)), '`max_tokens` must be greater than `thinking.budget_tokens`.'],
    [thinking({ type: 'adaptive' }, { temperature: 0 }), `\`temperature\` may only be set to 1 ${adaptive}`],
    [
      thinking({ type: 'adaptive' }, { top_p: 0.9 }),
      `\`top_p\` must be greater than or equal to 0.95 or unset ${adaptive}`,
    ],
    [thinking(enabled(1024), { top_k: 0 }), `\`top_k\` must be unset ${adaptive}`],
    ...[{ type: 'any' }, { type: 'tool', name: 'weather' }].map((one): [Body, string] => [
      thinking({ type: 'adaptive' }, choice(one)),
      'Thinking may not be enabled when tool_choice forces tool use.',
    ]),
  ])('%j', async (body, message) => {
    expect(await errorOf({ ...base, ...body })).toEqual([400, { type: 'invalid_request_error', message }])
  })
})

describe('a tool or the choice among tools is rejected', () => {
  it.each<[body: Body, message: string]>([
    [{ tools: {} }, `tools: ${list}`],
    [{ tools: [tool, 'weather'] }, `tools.1: ${dictionary}`],
    [tools({ type: 1 }), `tools.1.type: ${text}`],
    [tools({ parameters: {} }), `tools.1.custom.parameters: ${extra}`],
    [tools({ name: undefined }), `tools.1.custom.name: ${required}`],
    [tools({ name: '' }), pattern],
    [tools({ name: 'a b' }), pattern],
    [tools({ name: 'x'.repeat(129) }), pattern],
    [tools({ description: 1 }), `tools.1.custom.description: ${text}`],
    [tools({ input_schema: undefined }), `tools.1.custom.input_schema: ${required}`],
    [tools({ input_schema: {} }), `tools.1.custom.input_schema.type: ${required}`],
    [tools({ input_schema: { type: 'string' } }), "tools.1.custom.input_schema.type: Input should be 'object'"],
    ...['oneOf', 'allOf', 'anyOf'].map((name): [Body, string] => [
      tools({ input_schema: { type: 'object', [name]: [] } }),
      topChoice,
    ]),
    [tools({ name: 'weather' }), 'tools: Tool names must be unique.'],
    [
      { tools: Array.from({ length: 1025 }, () => tool) },
      'tools: List should have at most 1024 items after validation, not 1025',
    ],
    [{ tool_choice: 'auto' }, `tool_choice: ${dictionary}`],
    [choice({}), `tool_choice: Input tag 'undefined' found using 'type' ${choices}`],
    [choice({ type: 'auto', x: 1 }), `tool_choice.auto.x: ${extra}`],
    [choice({ type: 'any', name: 'weather' }), `tool_choice.any.name: ${extra}`],
    [choice({ type: 'none', disable_parallel_tool_use: true }), `tool_choice.none.disable_parallel_tool_use: ${extra}`],
    [{ tool_choice: { type: 'any' } }, 'tool_choice: may only be specified while providing tools.'],
    [choice({ type: 'tool' }), `tool_choice.tool.name: ${required}`],
    [choice({ type: 'tool', name: 'x' }), "Tool 'x' not found in provided tools"],
  ])('%j', async (body, message) => {
    expect(await errorOf({ ...base, ...body })).toEqual([400, { type: 'invalid_request_error', message }])
  })
})

describe('the Messages API accepts', () => {
  it.each<[body: Body]>([
    [{ max_tokens: 1, temperature: 0 }],
    [{ temperature: 1, top_k: 0, stop_sequences: [] }],
    [{ top_p: 0, metadata: {}, stream: false, system: '' }],
    [{ top_p: 1, system: [{ type: 'text', text: 'Be brief.' }], cache_control: { type: 'ephemeral' } }],
    ...['service_tier', 'container', 'inference_geo', 'context_management', 'mcp_servers', 'diagnostics', 'speed'].map(
      (name): [Body] => [{ [name]: 'x' }],
    ),
    ...['low', 'medium', 'high', 'xhigh', 'max', null].map((effort): [Body] => [{ output_config: { effort } }]),
    [{ output_config: { format: null, task_budget: {} } }],
    [format({ ...closed, properties: { a: { type: ['object', 'null'], enum: [1] } } })],
    [thinking(enabled(1024), { max_tokens: 1025, temperature: 1 })],
    [thinking({ type: 'adaptive', display: 'summarized', block_binding: {} }, choice({ type: 'auto' }))],
    [thinking({ ...enabled(1024), display: 'omitted', block_binding: {} }, choice({ type: 'none' }))],
    [thinking({ type: 'disabled' }, { ...choice({ type: 'any' }), temperature: 0 })],
    [choice({ type: 'auto', disable_parallel_tool_use: true })],
    [choice({ type: 'tool', name: 'weather', disable_parallel_tool_use: false })],
    [tools({ name: 'x'.repeat(128), description: '', strict: true, input_schema: closed })],
    [tools({ type: 'custom', cache_control: {}, input_examples: [], eager_input_streaming: true })],
    [tools({ allowed_callers: [], defer_loading: true })],
    [{ tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 1 }] }],
    [{ tools: Array.from({ length: 1024 }, (_, index) => ({ ...tool, name: `t${index}` })) }],
  ])('%j', async (body) => {
    expect(await errorOf({ ...base, ...body })).toEqual([200, undefined])
  })
})

it.each([
  [[], 'Input should be a valid dictionary or object to extract fields from'],
  ['text', 'Input should be a valid dictionary or object to extract fields from'],
])('the Messages API rejects the body %j', async (body, message) => {
  expect(await errorOf(body)).toEqual([400, { type: 'invalid_request_error', message }])
})
