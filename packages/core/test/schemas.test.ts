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

const schemaOf = (vendor: unknown): object => ({ '~standard': { validate: () => ({}), vendor } })

/** What is wrong, where below the schema, and how it is said. */
const none: readonly [what: string, schema: unknown, at: string, problem: string][] = [
  ['a zod schema', z.object({ city: z.string() }), '', 'is a zod schema. Pass `z.toJSONSchema(schema)`'],
  [
    'a zod 3 schema',
    z3.z.object({ city: z3.z.string() }),
    '',
    'is a zod 3 schema. Pass `zodToJsonSchema(schema)` of zod-to-json-schema, or `z.toJSONSchema(schema)` with zod 4',
  ],
  ['the fields of a zod schema', { city: z.string() }, '.city', 'is a zod schema. Pass `z.toJSONSchema(schema)`'],
  [
    'a zod schema inside a JSON Schema',
    { type: 'object', properties: { city: z.string() } },
    '.properties.city',
    'is a zod schema. Pass `z.toJSONSchema(schema)`',
  ],
  [
    'a valibot schema',
    v.object({ city: v.string() }),
    '',
    'is a schema of valibot. Pass it as JSON Schema: `toJsonSchema(schema)` of @valibot/to-json-schema',
  ],
  [
    'a schema of the AI SDK',
    { [Symbol('schema')]: true, jsonSchema: { type: 'object' } },
    '',
    'is a schema of the AI SDK. Pass its `jsonSchema`',
  ],
  ['a function', () => ({}), '', 'is function; it must be a JSON Schema as a plain object'],
  ['a class', Schema, '', 'is function; it must be a JSON Schema as a plain object'],
  ['an object of a class', new Map(), '', 'is {}; it must be a JSON Schema as a plain object'],
  ['a list', [{ type: 'object' }], '', 'is [{"type":"object"}]; it must be a JSON Schema as a plain object'],
  ['a text', '{"type":"object"}', '', 'is "{\\"type\\":\\"object\\"}"; it must be a JSON Schema as a plain object'],
  [
    'the fields of an object',
    { city: { type: 'string' } },
    '',
    "has none of JSON Schema's keywords; if `city` are the fields of an object, pass { type: 'object', properties: { … } }",
  ],
  [
    'a type that does not exist',
    { type: 'OBJECT' },
    '.type',
    'is "OBJECT"; it must be one of object, array, string, number, integer, boolean, null',
  ],
  ['a constructor as a type', { type: Object }, '.type', 'is a function; JSON has no such value'],
  [
    'a type in the place of a schema',
    { type: 'object', properties: { city: 'string' } },
    '.properties.city',
    'is "string"; it must be a schema, such as { type: \'string\' }',
  ],
  [
    'a list of names as properties',
    { type: 'object', properties: ['city'] },
    '.properties',
    'is ["city"]; it must be an object with a schema for each name',
  ],
  [
    'a text in a list of schemas',
    { anyOf: [{ type: 'string' }, 'number'] },
    '.anyOf',
    'is "number"; it must be a schema, such as { type: \'string\' }',
  ],
  [
    'a type deep inside',
    { items: { $defs: { a: { not: { items: 'string' } } } } },
    '.items.$defs.a.not.items',
    'is "string"; it must be a schema, such as { type: \'string\' }',
  ],
  [
    'a schema of effect',
    Object.assign(() => 0, { ast: { _tag: 'TypeLiteral' } }),
    '',
    'is a schema of effect. Pass it as JSON Schema',
  ],
  [
    'a schema of arktype',
    schemaOf('arktype'),
    '',
    'is a schema of arktype. Pass it as JSON Schema: `schema.toJsonSchema()`',
  ],
  [
    'a schema of effect that validates',
    schemaOf('effect'),
    '',
    'is a schema of effect. Pass it as JSON Schema: `JSONSchema.make(schema)`',
  ],
  [
    'a schema of zod that validates',
    schemaOf('zod'),
    '',
    'is a schema of zod. Pass it as JSON Schema: `z.toJSONSchema(schema)`',
  ],
  ['a schema of a library', schemaOf('other'), '', 'is a schema of other. Pass it as JSON Schema'],
  ['a schema of a library without a name', schemaOf(5), '', 'is a schema of a library. Pass it as JSON Schema'],
  [
    'a schema that makes a JSON Schema',
    { toJsonSchema: () => ({}) },
    '',
    'is a schema of a library. Pass the result of its `toJsonSchema()`',
  ],
  ['null', null, '', 'is null; it must be a JSON Schema as a plain object'],
  [
    'a list with a type that does not exist',
    { type: ['object', 'str'] },
    '.type',
    'is ["object","str"]; it must be one of object, array, string, number, integer, boolean, null',
  ],
  [
    'a function inside',
    { properties: { a: { default: () => 1 } } },
    '.properties.a.default',
    'is a function; JSON has no such value',
  ],
]

/** Every keyword of JSON Schema, and two that OpenAPI adds. */
const keywords =
  `$schema $id $ref $defs $comment $anchor $dynamicRef $dynamicAnchor $vocabulary definitions type enum const title
  description default examples deprecated readOnly writeOnly properties required additionalProperties patternProperties
  propertyNames unevaluatedProperties minProperties maxProperties dependencies dependentRequired dependentSchemas
  nullable format items prefixItems contains minItems maxItems uniqueItems unevaluatedItems pattern allOf anyOf oneOf not
  if then else minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf contentEncoding
  contentMediaType discriminator`.split(/\s+/)

describe.each([
  ['tools[0].parameters', withTool],
  ['responseFormat.schema', withFormat],
])('%s', (setting, send) => {
  it.each(none)('is refused if it is %s', async (_what, schema, at, problem) => {
    const before = requests
    const error = (await failure(send(schema))) as ConfigurationError
    expect(error).toBeInstanceOf(ConfigurationError)
    expect([error.setting, error.message]).toEqual([`${setting}${at}`, `\`${setting}${at}\` ${problem}.`])
    expect(requests).toBe(before)
  })

  it.each(['properties', 'patternProperties', '$defs', 'definitions'])(
    'has a schema for each name of %s',
    async (keyword) => {
      const wrong = { [keyword]: { a: { type: 'string' }, b: 'string' } }
      expect(await failure(send(wrong))).toMatchObject({ setting: `${setting}.${keyword}.b` })
      expect(await failure(send({ [keyword]: ['a'] }))).toMatchObject({ setting: `${setting}.${keyword}` })
    },
  )

  it.each(['items', 'prefixItems', 'anyOf', 'oneOf', 'allOf', 'not', 'additionalProperties'])(
    'has a schema, or a list of them, at %s',
    async (keyword) => {
      for (const wrong of ['string', [{ type: 'string' }, 'string']]) {
        expect(await failure(send({ [keyword]: wrong }))).toMatchObject({ setting: `${setting}.${keyword}` })
      }
    },
  )

  it('is searched for schemas of libraries in its first 2 000 parts, each counted once', async () => {
    const found = { setting: expect.stringContaining('.inner.a') }
    const parts = (count: number): object[] => Array.from({ length: count }, () => ({}))
    const inner = { inner: { a: () => 1 } }
    // The schema, the list and the object with the function in it are parts too.
    expect(await failure(send({ type: 'object', examples: [...parts(1_997), inner] }))).toMatchObject(found)
    expect(await send({ type: 'object', examples: [...parts(1_998), inner] })).toMatchObject({ text: 'Hi' })
    const same = {}
    const repeated = Array.from({ length: 3_000 }, () => same)
    expect(await failure(send({ type: 'object', examples: [...repeated, inner] }))).toMatchObject(found)
  })

  it.each(keywords)('may consist of %s', async (keyword) => {
    expect(await send({ [keyword]: undefined })).toMatchObject({ text: 'Hi' })
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
