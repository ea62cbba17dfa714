import { ConfigurationError } from '@azureml-endpoints/core'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as z3 from 'zod/v3'
import { clientOf, failure, hello } from './client-of.ts'

let requests = 0
const client = clientOf(() => {
  requests += 1
  return Response.json({ choices: [{ message: { content: 'Hi' } }] })
})
const withTool = (parameters: unknown): Promise<unknown> =>
  client.chat({ ...hello, tools: [{ name: 'f', parameters: parameters as never }] })
const withFormat = (schema: unknown): Promise<unknown> =>
  client.chat({ ...hello, responseFormat: { type: 'json', schema: schema as never } })

class Schema {
  readonly type = 'object'
}

const none: readonly [what: string, schema: unknown, words: string][] = [
  ['a zod schema', z.object({ city: z.string() }), 'z.toJSONSchema'],
  ['a zod 3 schema', z3.z.object({ city: z3.z.string() }), 'zodToJsonSchema'],
  ['the fields of a zod schema', { city: z.string() }, 'z.toJSONSchema'],
  ['a zod schema inside a JSON Schema', { type: 'object', properties: { city: z.string() } }, 'z.toJSONSchema'],
  ['a valibot schema', v.object({ city: v.string() }), '@valibot/to-json-schema'],
  ['a schema of the AI SDK', { [Symbol('schema')]: true, jsonSchema: { type: 'object' } }, '`jsonSchema`'],
  ['a function', () => ({}), 'plain object'],
  ['a class', Schema, 'plain object'],
  ['an object of a class', new Map(), 'plain object'],
  ['a list', [{ type: 'object' }], 'plain object'],
  ['a text', '{"type":"object"}', 'plain object'],
  ['the fields of an object', { city: { type: 'string' } }, 'properties'],
  ['a type that does not exist', { type: 'OBJECT' }, 'one of object'],
  ['a constructor as a type', { type: Object }, 'function'],
  ['a type in the place of a schema', { type: 'object', properties: { city: 'string' } }, 'must be a schema'],
  ['a list of names as properties', { type: 'object', properties: ['city'] }, 'schema for each name'],
  ['a text in a list of schemas', { anyOf: [{ type: 'string' }, 'number'] }, 'must be a schema'],
  ['a type deep inside', { items: { $defs: { a: { not: { items: 'string' } } } } }, 'must be a schema'],
  ['a schema of effect', Object.assign(() => 0, { ast: { _tag: 'TypeLiteral' } }), 'effect'],
]

describe.each([
  ['tools[0].parameters', withTool],
  ['responseFormat.schema', withFormat],
])('%s', (setting, send) => {
  it.each(none)('is refused if it is %s', async (_what, schema, words) => {
    const before = requests
    const error = await failure(send(schema))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect((error as ConfigurationError).setting).toContain(setting)
    expect((error as ConfigurationError).message).toContain(words)
    expect(requests).toBe(before)
  })

  it.each<[what: string, schema: unknown]>([
    ['empty', {}],
    ['without a type', { properties: { city: { type: 'string' } } }],
    ['a list of types', { type: ['object', 'null'] }],
    ['made by zod', z.toJSONSchema(z.object({ city: z.string(), jsonSchema: z.string() }))],
    ['a reference', { $ref: '#/$defs/a', $defs: { a: { type: 'object' } } }],
    ['made without a prototype', Object.assign(Object.create(null), { type: 'object' })],
    ['with words of other languages inside', { properties: { a: { type: 'float' }, b: { type: ['str', 'null'] } } }],
    ['with the words of types in its data', { default: { type: 'str' }, examples: [{ properties: 'a' }], enum: ['a'] }],
    ['with fields named as keywords', { properties: { type: { type: 'string' }, properties: {}, items: true } }],
    ['with boolean schemas and empty keywords', { properties: { a: true }, additionalProperties: false, items: null }],
    [
      'with fields named as those of libraries',
      { type: 'object', properties: { _def: {}, safeParse: {}, validate: {} } },
    ],
  ])('may be %s', async (_what, schema) => {
    expect(await send(schema)).toMatchObject({ text: 'Hi' })
  })
})

it('a schema as response format is named for what it is', async () => {
  const error = await failure(client.chat({ ...hello, responseFormat: z.object({}) as never }))
  expect((error as ConfigurationError).message).toContain('z.toJSONSchema')
})
