import type { ChatRequest, RequestContext } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../src/index.ts'

const { formatRequest } = new CohereContentFormatter().codecs.serverless
const url = new URL('https://my-model.westeurope.models.ai.azure.com/v1/chat')
const context: RequestContext = { apiType: 'serverless', stream: false, url, modelKwargs: {} }

describe('a tool of version 1', () => {
  const toolOf = (parameters: object, description?: string): unknown => {
    const asked = [{ name: 'f', parameters: { ...parameters }, ...(description && { description }) }]
    const body = formatRequest({ messages: [{ role: 'user', content: 'Hi' }], tools: asked }, context)
    return (body as { tools: unknown[] }).tools[0]
  }

  it.each([
    ['string', 'str'],
    ['integer', 'int'],
    ['number', 'float'],
    ['boolean', 'bool'],
    ['array', 'List'],
    ['object', 'Dict'],
    ['null', 'str'],
    [undefined, 'str'],
  ])('has a parameter of type %s as %s', (type, python) => {
    expect(toolOf({ properties: { a: { type, description: 'An a' }, b: {} }, required: ['a'] }, 'Does f')).toEqual({
      name: 'f',
      description: 'Does f',
      parameter_definitions: {
        a: { type: python, description: 'An a', required: true },
        b: { type: 'str', required: false },
      },
    })
  })

  it('is sent with `toolChoice` none only if the last message is its result', () => {
    const asked = { tools: [{ name: 'f', parameters: {} }], toolChoice: 'none' } as const
    const call = { role: 'assistant', content: '', toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }] } as const
    const answered = [{ role: 'user', content: 'Hi' }, call, { role: 'tool', content: 'x', toolCallId: 'c' }] as const
    expect(formatRequest({ messages: answered, ...asked }, context)).toHaveProperty('tools')
    const asking = [...answered, { role: 'user', content: 'And?' }] as const
    expect(formatRequest({ messages: asking, ...asked }, context)).not.toHaveProperty('tools')
  })

  const referring = { type: 'object', properties: {}, $defs: { A: { type: 'string' } } }
  it.each<[parameters: object, description: string]>([
    [{}, 'f'],
    [{ type: 'object', required: ['a'], properties: {}, $schema: 'https://x.test', additionalProperties: false }, 'f'],
    [{ required: 'a' }, 'f'],
    [referring, `f\nJSON Schema: ${JSON.stringify(referring)}`],
    [{ additionalProperties: true }, 'f\nJSON Schema: {"additionalProperties":true}'],
    [{ additionalProperties: {} }, 'f\nJSON Schema: {"additionalProperties":{}}'],
  ])('with the schema %j has the description %j', (parameters, description) => {
    expect(toolOf(parameters)).toStrictEqual({ name: 'f', description })
  })

  it.each<[schema: object, definition: object]>([
    [
      { type: 'string', description: 'An a' },
      { type: 'str', description: 'An a' },
    ],
    [{ type: 'string', description: 5 }, { type: 'str' }],
    [{ type: ['string', 'null'] }, { type: 'str' }],
    [
      { type: 'integer', description: 'An a', enum: [1] },
      { type: 'int', description: 'An a\nJSON Schema: {"type":"integer","description":"An a","enum":[1]}' },
    ],
    [{ $ref: '#/$defs/A' }, { type: 'str', description: 'JSON Schema: {"$ref":"#/$defs/A"}' }],
  ])('has the parameter %j as %j', (schema, definition) => {
    const tool = toolOf({ properties: { a: schema } }) as { readonly parameter_definitions: object }
    expect(tool.parameter_definitions).toStrictEqual({ a: { ...definition, required: false } })
  })
})

describe('a tool result of version 1', () => {
  it.each<[content: string, outputs: readonly unknown[]]>([
    ['[{"a":1},{"b":2}]', [{ a: 1 }, { b: 2 }]],
    ['{"a":1}', [{ a: 1 }]],
    ['[{"a":1}]', [{ a: 1 }]],
    ['[]', [{ result: '[]' }]],
    ['[1,{}]', [{ result: '[1,{}]' }]],
    ['"a"', [{ result: '"a"' }]],
    ['null', [{ result: 'null' }]],
    ['5', [{ result: '5' }]],
    ['it rains', [{ result: 'it rains' }]],
    ['{"a":', [{ result: '{"a":' }]],
  ])('%j is sent as objects', (content, outputs) => {
    const messages: ChatRequest['messages'] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: '', toolCalls: [{ id: 'c', name: 'f', arguments: '{"x":1}' }] },
      { role: 'tool', content, toolCallId: 'c' },
    ]
    expect(formatRequest({ messages }, context)).toMatchObject({
      message: '',
      tool_results: [{ call: { name: 'f', parameters: { x: 1 } }, outputs }],
    })
  })
})

it('that answers an id which occurs twice is a result of the later call', () => {
  const calling = (json: string): ChatRequest['messages'][number] => ({
    role: 'assistant',
    content: '',
    toolCalls: [{ id: 'c', name: 'f', arguments: json }],
  })
  const result = { role: 'tool', content: '{}', toolCallId: 'c' } as const
  const hi = { role: 'user', content: 'Hi' } as const
  const messages = [hi, calling('{"x":1}'), result, calling('{"x":2}'), result, result]
  expect(formatRequest({ messages }, context)).toMatchObject({
    chat_history: [{}, {}, { tool_results: [{ call: { name: 'f', parameters: { x: 1 } } }] }, {}],
    tool_results: [2, 2].map((x) => ({ call: { name: 'f', parameters: { x } }, outputs: [{}] })),
  })
})

it.each([
  [{ description: 'Ours' }, { schema: { a: 1 } }, { a: 1, description: 'Ours' }],
  [{ description: 'Ours' }, { schema: { description: 'Its own' } }, { description: 'Its own' }],
  [{ description: 'Ours' }, {}, undefined],
  [{}, { schema: { a: 1 } }, { a: 1 }],
])('the format of an answer with %j and %j has the schema %j', (words, given, schema) => {
  const responseFormat = { type: 'json', ...words, ...given } as const
  const messages = [{ role: 'user', content: 'Hi' }] as const
  const [one, two] = [formatRequest, new CohereV2ContentFormatter().codecs.serverless.formatRequest]
  const format = (field: string): object => ({
    response_format: { type: 'json_object', ...(schema && { [field]: schema }) },
  })
  expect(one({ messages, responseFormat }, context)).toStrictEqual({ message: 'Hi', ...format('schema') })
  expect(two({ messages, responseFormat }, context)).toStrictEqual({
    model: 'model',
    messages,
    ...format('json_schema'),
  })
  expect(one({ messages, responseFormat: { type: 'text' } }, context)).toStrictEqual({ message: 'Hi' })
})

it.each([undefined, null, 'auto', 'none'])('version 2 has no field for the tool choice %s without tools', (choice) => {
  const { formatRequest: format } = new CohereV2ContentFormatter().codecs.serverless
  const messages = [{ role: 'user', content: 'Hi' }] as const
  const request = { messages, toolChoice: choice as never }
  expect(format(request, context)).toStrictEqual({ model: 'model', messages })
  expect(format({ ...request, tools: [] }, context)).toStrictEqual({ model: 'model', messages })
})
