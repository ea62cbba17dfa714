import type { ChatMessage, ChatRequest, RequestContext } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter, type AnthropicFormatterOptions } from '../src/index.ts'
import { bodyOf } from './body-of.ts'

const search = { name: 'search', parameters: { properties: { q: { type: 'string' } } } } as const
const tools = [search]

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
      { tools },
      { tools: [{ name: 'search', input_schema: { type: 'object', properties: { q: { type: 'string' } } } }] },
    ],
    [{ tools, toolChoice: 'required' }, { tool_choice: { type: 'any' } }],
    [{ tools, toolChoice: 'none', parallelToolCalls: false }, { tool_choice: { type: 'none' } }],
    [{ tools, parallelToolCalls: false }, { tool_choice: { type: 'auto', disable_parallel_tool_use: true } }],
    [
      { tools, toolChoice: { name: 'search' }, parallelToolCalls: false },
      { tool_choice: { type: 'tool', name: 'search', disable_parallel_tool_use: true } },
    ],
  ])('%j is sent under its name', (request, expected) => {
    expect(bodyOf(request)).toMatchObject(expected)
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

  it('without tools leaves the tool choice out', () => {
    expect(Object.keys(bodyOf({ toolChoice: 'auto', parallelToolCalls: false, tools: [] }))).toEqual([
      'messages',
      'max_tokens',
    ])
  })

  it.each<[string, Partial<ChatRequest>, Partial<RequestContext>?]>([
    ['maxTokens', { maxTokens: undefined }],
    ['maxTokens', { maxTokens: 1.5 }],
    ['temperature', { temperature: 1.2 }],
    ['topP', { topP: -1 }],
    ['topK', { topK: Number.NaN }],
    ['seed', { seed: 1 }],
    ['presencePenalty', { presencePenalty: 0 }],
    ['frequencyPenalty', { frequencyPenalty: 0 }],
    ['logprobs', { logprobs: true }],
    ['topLogprobs', { topLogprobs: 2 }],
    ['logitBias', { logitBias: { 1: 1 } }],
    ['toolChoice', { toolChoice: 'required' }],
    ['toolChoice', { tools, toolChoice: { name: 'other' } }],
    ['tools[0].name', { tools: [{ name: 'a.b', parameters: {} }] }],
    ['tools[1].name', { tools: [search, search] }],
    ['tools[0].parameters.type', { tools: [{ name: 'a', parameters: { type: 'array' } }] }],
    ...['anyOf', 'oneOf', 'allOf'].map((choice): [string, Partial<ChatRequest>] => {
      const parameters = { type: 'object', [choice]: [{ properties: {} }] }
      return [`tools[0].parameters.${choice}`, { tools: [{ name: 'a', parameters }] }]
    }),
    ['stop', { stop: ' ' }],
    ['stop[1]', { stop: ['END', '\n'] }],
    ...[undefined, 0, 1023, 2000.5, '2000'].map((budget): [string, Partial<ChatRequest>] => {
      const thinking = { type: 'enabled', ...(budget !== undefined && { budget_tokens: budget }) }
      return ['modelKwargs.thinking.budget_tokens', { modelKwargs: { thinking } }]
    }),
    [
      'toolChoice',
      { tools, toolChoice: 'required', modelKwargs: { thinking: { type: 'enabled', budget_tokens: 2000 } } },
    ],
    ['temperature', { temperature: 0.5, modelKwargs: { thinking: { type: 'enabled', budget_tokens: 2000 } } }],
    ['modelKwargs.messages', { modelKwargs: { messages: [] } }],
    ['modelKwargs.system', {}, { modelKwargs: { system: 'No.' } }],
    ['modelKwargs.stream', { modelKwargs: { stream: true } }],
    ['messages', { messages: [{ role: 'system', content: 'Only this.' }] }],
    ['messages', { messages: [] }],
    [
      'messages[2].role',
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'system', content: 'c' },
        ],
      },
    ],
    ['messages[0].content', { messages: [{ role: 'user', content: ' \n' }] }],
    ['messages[0].content', { messages: [{ role: 'user', content: [] }] }],
    [
      'responseFormat.schema.tags',
      {
        responseFormat: {
          type: 'json',
          schema: {
            type: 'object',
            properties: { tags: { type: 'object', additionalProperties: { type: 'string' } } },
          },
        },
      },
    ],
  ])('that the API rejects is an error that names %s', (setting, request, context) => {
    let error: unknown
    try {
      bodyOf(request, {}, context)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toMatchObject({ name: 'ConfigurationError', setting })
  })

  it('that is missing says both ways to pass it', () => {
    expect(() => bodyOf({ maxTokens: undefined })).toThrowErrorMatchingInlineSnapshot(
      `[ConfigurationError: maxTokens is missing, but the Messages API of Claude requires it. Pass \`maxTokens\` with the request, or create the formatter with a default: \`{ defaultMaxTokens: 4096 }\`.]`,
    )
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

  it.each<[string, AnthropicFormatterOptions, ChatRequest['responseFormat']]>([
    ['a schema', { jsonSchema: 'prompt' }, { type: 'json', schema, description: 'a person' }],
    ['no schema', {}, { type: 'json' }],
  ])('puts %s into the prompt where the server enforces none', (what, options, responseFormat) => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Who?' },
    ] as const
    const { system, ...body } = bodyOf({ messages, responseFormat }, options)
    expect(Object.keys(body)).toEqual(['messages', 'max_tokens'])
    expect(system).toEqual([
      { type: 'text', text: 'Be brief.' },
      { type: 'text', text: expect.stringContaining('Answer with JSON only') },
    ])
    expect(JSON.stringify(system).includes('minLength')).toBe(what === 'a schema')
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
    expect(bodyOf({ messages, tools }, { cacheControl: '5m' })).toMatchObject({
      system: [{ type: 'text', text: 'Rules.', ...mark }],
      messages: [{ content: 'One?' }, { content: 'One.' }, { content: [{ type: 'text', text: 'Two?', ...mark }] }],
    })
    expect(bodyOf({ tools: [search, { ...search, name: 'other' }] }, { cacheControl: '1h' })).toMatchObject({
      tools: [{ name: 'search' }, { name: 'other', ...long }],
      messages: [{ content: [long] }],
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
