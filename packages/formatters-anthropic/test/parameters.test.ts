import type { ChatMessage, ChatRequest } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter, type AnthropicFormatterOptions } from '../src/index.ts'
import { bodyOf } from './body-of.ts'

const search = { name: 'search', parameters: { properties: { q: { type: 'string' } } } } as const
const tools = [search]
const wireSearch = { name: 'search', input_schema: { type: 'object', properties: { q: { type: 'string' } } } }
const named = { tools: [wireSearch] }
const plain = { messages: [{ role: 'user', content: 'Hello' }], max_tokens: 100 }

describe('a parameter', () => {
  it.each<[Partial<ChatRequest>, Record<string, unknown>]>([
    [
      { topP: 0.9, topK: 5 },
      { top_p: 0.9, top_k: 5 },
    ],
    [{ stop: ['a', 'b'] }, { stop_sequences: ['a', 'b'] }],
    [{ user: 'u' }, { metadata: { user_id: 'u' } }],
    [{ reasoningEffort: 'xhigh' }, { thinking: { type: 'adaptive' }, output_config: { effort: 'xhigh' } }],
    [{ reasoningEffort: 'minimal' }, { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }],
    [{ reasoningEffort: 'none' }, { thinking: { type: 'disabled' } }],
    [
      { reasoningEffort: 'none', responseFormat: { type: 'json', schema: { type: 'string' } } },
      {
        thinking: { type: 'disabled' },
        output_config: { format: { type: 'json_schema', schema: { type: 'string' } } },
      },
    ],
    [{ tools }, named],
    [
      { tools: [{ ...search, description: 'Finds', strict: false }] },
      { tools: [{ ...wireSearch, description: 'Finds', strict: false }] },
    ],
    [{ stop: 'a' }, { stop_sequences: ['a'] }],
    [{ stop: '' }, {}],
    [{ stop: [] }, {}],
    [{ toolChoice: 'auto', parallelToolCalls: false, tools: [] }, {}],
    [{ toolChoice: 'none' }, {}],
    [
      { tools, toolChoice: 'auto' },
      { ...named, tool_choice: { type: 'auto' } },
    ],
    [
      { tools, toolChoice: 'required' },
      { ...named, tool_choice: { type: 'any' } },
    ],
    [
      { tools, toolChoice: { name: 'search' } },
      { ...named, tool_choice: { type: 'tool', name: 'search' } },
    ],
    [
      { tools, toolChoice: 'none', parallelToolCalls: false },
      { ...named, tool_choice: { type: 'none' } },
    ],
    ...[true, false].flatMap((parallelToolCalls): [Partial<ChatRequest>, Record<string, unknown>][] => {
      const parallel = { disable_parallel_tool_use: !parallelToolCalls }
      return [
        [
          { tools, parallelToolCalls },
          { ...named, tool_choice: { type: 'auto', ...parallel } },
        ],
        [
          { tools, parallelToolCalls, toolChoice: 'required' },
          { ...named, tool_choice: { type: 'any', ...parallel } },
        ],
        [
          { tools, parallelToolCalls, toolChoice: { name: 'search' } },
          { ...named, tool_choice: { type: 'tool', name: 'search', ...parallel } },
        ],
      ]
    }),
  ])('%j is sent under its name', (request, expected) => {
    expect(bodyOf(request)).toEqual({ ...plain, ...expected })
  })

  it('without tools declares those of earlier calls, and forbids them', () => {
    const toolCalls = ['search', 'other', 'search'].map((name, at) => ({ id: `id${at}`, name, arguments: '{}' }))
    const messages: ChatMessage[] = [
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content: '', toolCalls },
    ]
    expect(bodyOf({ messages, toolChoice: 'auto' })).toMatchObject({
      tools: ['search', 'other'].map((name) => ({ name, input_schema: { type: 'object' } })),
      tool_choice: { type: 'none' },
    })
    const web = { type: 'web_search_20250305', name: 'web_search' }
    const body = bodyOf({ messages, modelKwargs: { tools: [web] } })
    expect([body['tools'], body['tool_choice']]).toEqual([[web], undefined])
    expect(bodyOf({ messages, tools })['tool_choice']).toBeUndefined()
  })

  it('for the length comes from the request, the client or the formatter', () => {
    expect(bodyOf({ maxTokens: undefined }, { defaultMaxTokens: 7 })).toMatchObject({ max_tokens: 7 })
    expect(bodyOf({ maxTokens: undefined }, {}, { modelKwargs: { max_tokens: 8 } })).toMatchObject({ max_tokens: 8 })
    expect(bodyOf({ maxTokens: 9 }, { defaultMaxTokens: 7 }, { modelKwargs: { max_tokens: 8 } })).toMatchObject({
      max_tokens: 9,
    })
  })
})

describe('modelKwargs', () => {
  it('keep the fields of an object that are set in another place', () => {
    const schema = { type: 'object', properties: {} }
    const body = bodyOf(
      {
        reasoningEffort: 'low',
        responseFormat: { type: 'json', schema },
        user: 'u',
        modelKwargs: { metadata: { team: 't' }, output_config: { task_budget: { type: 'tokens', total: 9 } } },
      },
      {},
      { modelKwargs: { thinking: { type: 'enabled', budget_tokens: 2000 }, output_config: { effort: 'max', x: 1 } } },
    )
    expect(body).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 2000 },
      output_config: {
        effort: 'low',
        x: 1,
        task_budget: { type: 'tokens', total: 9 },
        format: { type: 'json_schema', schema: { type: 'object', properties: {}, additionalProperties: false } },
      },
      metadata: { user_id: 'u', team: 't' },
    })
  })

  it('add tools that the server runs', () => {
    const web = { type: 'web_search_20250305', name: 'web_search' }
    const names = (body: Record<string, unknown>): unknown =>
      (body['tools'] as readonly { name: string }[]).map(({ name }) => name)
    expect(names(bodyOf({ tools }, {}, { modelKwargs: { tools: [web] } }))).toEqual(['search', 'web_search'])
    expect(names(bodyOf({ tools, modelKwargs: { tools: [web] } }))).toEqual(['search', 'web_search'])
    expect(names(bodyOf({ modelKwargs: { tools: [web] } }))).toEqual(['web_search'])
  })
})

describe('structured output', () => {
  const schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 1, pattern: '^a', description: 'A name' },
      at: { type: 'string', format: 'date-time' },
      link: { type: 'string', format: 'uri-reference' },
      list: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'integer', minimum: 0 } },
      either: { oneOf: [{ $ref: '#/$defs/a' }, { type: 'null' }] },
    },
    $defs: { a: { type: 'object', properties: { b: { const: 1 } }, additionalProperties: true } },
  }

  it('sends a schema that the server can enforce, with its bounds as words', () => {
    const { output_config: config } = bodyOf({ responseFormat: { type: 'json', schema, name: 'person' } })
    expect(config).toMatchInlineSnapshot(`
      {
        "format": {
          "schema": {
            "$defs": {
              "a": {
                "additionalProperties": false,
                "properties": {
                  "b": {
                    "const": 1,
                  },
                },
                "type": "object",
              },
            },
            "additionalProperties": false,
            "properties": {
              "at": {
                "format": "date-time",
                "type": "string",
              },
              "either": {
                "anyOf": [
                  {
                    "$ref": "#/$defs/a",
                  },
                  {
                    "type": "null",
                  },
                ],
              },
              "link": {
                "description": "format: "uri-reference"",
                "type": "string",
              },
              "list": {
                "description": "maxItems: 3",
                "items": {
                  "description": "minimum: 0",
                  "type": "integer",
                },
                "minItems": 1,
                "type": "array",
              },
              "name": {
                "description": "A name
      minLength: 1, pattern: "^a"",
                "type": "string",
              },
            },
            "required": [
              "name",
            ],
            "title": "person",
            "type": "object",
          },
          "type": "json_schema",
        },
      }
    `)
  })

  const rule = 'Answer with JSON only, without any other text and without a code fence.'
  const match = ' The JSON must match this JSON Schema:\n'
  it.each<[format: object, instruction: string, options?: AnthropicFormatterOptions]>([
    [{}, rule],
    [{ name: 'n', strict: false }, rule],
    [{ description: 'a person' }, `The answer is: a person\n${rule}`],
    [{ schema }, `${rule}${match}${JSON.stringify(schema)}`, { jsonSchema: 'prompt' }],
    [
      { schema, description: 'a person', strict: false },
      `The answer is: a person\n${rule}${match}${JSON.stringify(schema)}`,
      { jsonSchema: 'prompt' },
    ],
  ])('that the server does not enforce is asked for in the prompt: %j', (format, instruction, options) => {
    const messages: ChatMessage[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Who?' },
    ]
    const responseFormat = { type: 'json', ...format } as const
    const text = (words: string): object => ({ type: 'text', text: words })
    const { system, ...body } = bodyOf({ messages, responseFormat }, options)
    expect(system).toEqual([text('Be brief.'), text(instruction)])
    expect(body).toEqual({ messages: messages.slice(1), max_tokens: 100 })
    expect(bodyOf({ responseFormat }, options)['system']).toBe(instruction)
  })

  it('has name and description in its schema, which has precedence', () => {
    const format = { type: 'json', name: 'n', description: 'd' } as const
    const schemaOf = (given: object): unknown =>
      (
        bodyOf({ responseFormat: { ...format, schema: { ...given } } })['output_config'] as {
          format: { schema: unknown }
        }
      ).format.schema
    expect(schemaOf({ type: 'string' })).toEqual({ title: 'n', description: 'd', type: 'string' })
    expect(schemaOf({ title: 'own', description: 'own' })).toEqual({ title: 'own', description: 'own' })
  })

  it('relaxes the parameters of strict tools alone', () => {
    const strict = { name: 'f', parameters: { type: 'object', properties: { n: { minimum: 1, type: 'integer' } } } }
    const { tools: made } = bodyOf({
      tools: [
        { ...strict, strict: true },
        { ...strict, name: 'g' },
      ],
    })
    expect(made).toMatchObject([
      { strict: true, input_schema: { additionalProperties: false } },
      { input_schema: strict.parameters },
    ])
  })
})

describe('options', () => {
  it('add headers', () => {
    expect(new AnthropicContentFormatter().headers).toEqual({ 'anthropic-version': '2023-06-01' })
    expect(new AnthropicContentFormatter({ betas: ['one-1', 'two-2'] }).headers).toEqual({
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'one-1,two-2',
    })
  })

  it('mark what a cache holds', () => {
    const messages = [
      { role: 'system', content: 'Rules.' },
      { role: 'user', content: 'One?' },
      { role: 'assistant', content: 'One.' },
      { role: 'user', content: 'Two?' },
    ] as const
    const mark = { cache_control: { type: 'ephemeral' } }
    const long = { cache_control: { type: 'ephemeral', ttl: '1h' } }
    const marked = (text: string, cache: object): object => ({ type: 'text', text, ...cache })
    const wireTool = { name: 'search', input_schema: { type: 'object', ...search.parameters } }
    expect(bodyOf({ messages, tools }, { cacheControl: '5m' })).toEqual({
      max_tokens: 100,
      system: [marked('Rules.', mark)],
      messages: [
        { role: 'user', content: 'One?' },
        { role: 'assistant', content: 'One.' },
        { role: 'user', content: [marked('Two?', mark)] },
      ],
      tools: [wireTool],
    })
    expect(bodyOf({ tools: [search, { ...search, name: 'other' }] }, { cacheControl: '1h' })).toEqual({
      max_tokens: 100,
      tools: [wireTool, { ...wireTool, name: 'other', ...long }],
      messages: [{ role: 'user', content: [marked('Hello', long)] }],
    })
    expect(bodyOf({ messages: messages.slice(1, 3) }, { cacheControl: '5m' })).toEqual({
      max_tokens: 100,
      messages: [
        { role: 'user', content: [marked('One?', mark)] },
        { role: 'assistant', content: 'One.' },
      ],
    })
  })

  it.each([
    { defaultMaxTokens: 0 },
    { defaultMaxTokens: '9' },
    { cacheControl: 'auto' },
    { jsonSchema: true },
    { sendReasoning: 'no' },
    { citations: 1 },
    { betas: [] },
    { betas: ['a,b'] },
    { maxTokens: 1 },
    null,
  ])('%j are an error', (options) => {
    expect(() => new AnthropicContentFormatter(options as AnthropicFormatterOptions)).toThrow(
      /must be|unknown|no option/i,
    )
  })
})
