import type { ChatRequest, RequestContext } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter } from '../src/index.ts'

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

  it('has in its description what its parameters cannot say', () => {
    const referring = { type: 'object', properties: { a: { $ref: '#/$defs/A' } }, $defs: { A: { type: 'string' } } }
    expect(toolOf(referring, 'Does f')).toMatchObject({
      description: `Does f\nJSON Schema: ${JSON.stringify(referring)}`,
      parameter_definitions: { a: { description: `JSON Schema: {"$ref":"#/$defs/A"}` } },
    })
    expect(toolOf({ type: 'object', properties: {}, additionalProperties: false })).toEqual({
      name: 'f',
      description: 'f',
    })
    expect(toolOf({ additionalProperties: true })).toMatchObject({
      description: expect.stringMatching(/^f\nJSON Schema: /),
    })
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
