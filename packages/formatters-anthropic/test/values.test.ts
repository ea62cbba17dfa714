import type { ChatRequest, RequestContext } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { bodyOf } from './body-of.ts'

const enabled = (budget_tokens: number): object => ({ thinking: { type: 'enabled', budget_tokens } })

describe('a value', () => {
  it.each<[request: Partial<ChatRequest>, body: object]>([
    [{ temperature: 0 }, { temperature: 0 }],
    [{ temperature: 1 }, { temperature: 1 }],
    [{ topP: 0 }, { top_p: 0 }],
    [{ topP: 1 }, { top_p: 1 }],
    [{ topK: 0 }, { top_k: 0 }],
    [{ maxTokens: 0 }, { max_tokens: 0 }],
    [{ modelKwargs: { ...enabled(1024) } }, enabled(1024)],
    [{ temperature: 1, modelKwargs: { ...enabled(1024) } }, { temperature: 1 }],
  ])('may be extreme: %j', (request, body) => {
    expect(bodyOf(request)).toMatchObject(body)
  })
})

describe('a body', () => {
  it('asks for a stream only if one is wanted', () => {
    expect(bodyOf({}, {}, { stream: true })).toHaveProperty('stream', true)
    expect(bodyOf({}, {}, { stream: false })).not.toHaveProperty('stream')
  })

  it.each<[field: string, client: object, request: Partial<ChatRequest>, call: object, merged: object]>([
    ['metadata', { one: 1, user_id: 'client' }, { user: 'u' }, { two: 2 }, { one: 1, user_id: 'u', two: 2 }],
    [
      'output_config',
      { one: 1, effort: 'max' },
      { reasoningEffort: 'low' },
      { two: 2 },
      { one: 1, effort: 'low', two: 2 },
    ],
  ])("merges the client's %s with that of the request and of the call", (field, client, request, call, merged) => {
    const given: Partial<RequestContext> = { modelKwargs: { [field]: client } }
    expect(bodyOf({ ...request, modelKwargs: { [field]: call } }, {}, given)[field]).toEqual(merged)
  })

  it('may have a schema and cite, if no document would be cited or the server does not enforce the schema', () => {
    const text = { type: 'text', text: 'a' } as const
    const image = { type: 'image', url: 'https://a.test/a.png' } as const
    const file = { type: 'file', data: btoa('%PDF-1.7') } as const
    const ask = (...content: (typeof text | typeof image | typeof file)[]): Partial<ChatRequest> => ({
      messages: [
        { role: 'user', content },
        { role: 'assistant', content: 'b' },
        { role: 'user', content: 'c' },
      ],
      responseFormat: { type: 'json', schema: { type: 'object' } },
    })
    expect(() => bodyOf(ask(text, file), { citations: true })).toThrow('cannot cite documents')
    expect(() => bodyOf(ask(text, file), { citations: true, jsonSchema: 'prompt' })).not.toThrow()
    expect(() => bodyOf(ask(text, file), { citations: false })).not.toThrow()
    expect(() => bodyOf(ask(text, image), { citations: true })).not.toThrow()
  })
})

describe('a schema', () => {
  const relaxed = (schema: object): unknown => {
    const body = bodyOf({ responseFormat: { type: 'json', schema: { ...schema } } })
    return (body['output_config'] as { format: { schema: unknown } }).format.schema
  }
  const number = { type: 'integer', minimum: 3 }
  const asText = { type: 'integer', description: 'minimum: 3' }
  const formats = 'date-time time date duration email hostname uri ipv4 ipv6 uuid'.split(' ')

  it.each<[schema: object, sent: object]>([
    ...Object.entries({ $schema: 's', $id: 'i', $ref: '#', title: 't', description: 'd', default: 1, const: 1 }).map(
      ([keyword, value]): [object, object] => [{ [keyword]: value }, { [keyword]: value }],
    ),
    [
      { enum: [1], required: ['a'] },
      { enum: [1], required: ['a'] },
    ],
    [{ anyOf: [number, true] }, { anyOf: [asText, true] }],
    [{ oneOf: [number] }, { anyOf: [asText] }],
    [{ allOf: [number] }, { allOf: [asText] }],
    [{ $defs: { a: number } }, { $defs: { a: asText } }],
    [{ definitions: { a: number } }, { definitions: { a: asText } }],
    [{ properties: { a: number, b: true } }, { properties: { a: asText, b: true }, additionalProperties: false }],
    [
      { type: 'array', items: number },
      { type: 'array', items: asText },
    ],
    [{ type: 'object' }, { type: 'object', additionalProperties: false }],
    [
      { type: 'array', minItems: 0 },
      { type: 'array', minItems: 0 },
    ],
    [
      { type: 'array', minItems: 1 },
      { type: 'array', minItems: 1 },
    ],
    [
      { type: 'array', minItems: 2 },
      { type: 'array', description: 'minItems: 2' },
    ],
    ...formats.map((format): [object, object] => [{ format }, { format }]),
    [{ format: 'phone' }, { description: 'format: "phone"' }],
    [{ description: 'd', maximum: 5, minimum: 3 }, { description: 'd\nmaximum: 5, minimum: 3' }],
    [{ $comment: 'c', readOnly: true, writeOnly: true, deprecated: true, title: 't' }, { title: 't' }],
  ])('%j is sent as %j', (schema, sent) => {
    expect(relaxed(schema)).toEqual(sent)
  })

  const names = { a: { type: 'string' } }
  it.each([
    { type: 'object', additionalProperties: true },
    { type: 'object', properties: {}, additionalProperties: true },
    { type: 'object', additionalProperties: {} },
    { type: 'object', properties: names, additionalProperties: { type: 'string' } },
    { type: 'object', properties: names, patternProperties: {} },
  ])('cannot have keys of any name: %j', (schema) => {
    expect(() => relaxed(schema)).toThrow(
      expect.objectContaining({
        setting: 'responseFormat.schema',
        message: expect.stringContaining('has an object with keys of any name'),
      }),
    )
  })

  it.each([true, false, {}])('has no others beside the names it lists: %j', (additionalProperties) => {
    const listed = { type: 'object', properties: names, additionalProperties }
    expect(relaxed(listed)).toEqual({ ...listed, additionalProperties: false })
  })
})
