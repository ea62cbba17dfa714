import { ConfigurationError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { z as z3 } from 'zod-3'
import { bodies, chat, failure } from './endpoint.ts'

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const named = { type: 'json_schema', json_schema: { name: 'place', schema } }

/** The forms of `response_format` that LangChain's models and servers take, and what is sent. */
const forms: [string, object, object][] = [
  ["OpenAI's", { type: 'json_schema', json_schema: { name: 'place', schema } }, named],
  ["that of OpenAI's Responses API", { type: 'json_schema', name: 'place', schema }, named],
  ["core's", { type: 'json', name: 'place', schema }, named],
  ['an object with a schema', { type: 'json_object', schema }, { type: 'json_schema', json_schema: { schema } }],
  ['an object', { type: 'json_object' }, { type: 'json_object' }],
  [
    'zod 4',
    { type: 'json_schema', json_schema: { name: 'place', schema: z.object({ city: z.string() }), strict: true } },
    { type: 'json_schema', json_schema: { name: 'place', strict: true, schema } },
  ],
  [
    'zod 3',
    { type: 'json_schema', json_schema: { name: 'place', schema: z3.object({ city: z3.string() }) } },
    { type: 'json_schema', json_schema: { name: 'place', schema } },
  ],
]

describe('a response format', () => {
  it.each(forms)('is sent in the form of the endpoint: %s', async (_name, given, sent) => {
    const { model, emulator } = await chat()
    await model.invoke('Hello', { response_format: given as Record<string, unknown> })
    await model.withConfig({ responseFormat: given as Record<string, unknown> }).invoke('Hello')
    for (const body of bodies(emulator)) expect(body).toMatchObject({ response_format: sent })
  })

  it.each([
    [{ type: 'json_schema' }, 'no schema. Pass it as `json_schema.schema`'],
    [{ type: 'json_schema', json_schema: { name: 'place' } }, 'no schema'],
    [{ type: 'grammar' }, 'must be'],
    ['json', 'must be'],
    [z.object({}), 'Pass a schema alone to `withStructuredOutput()`.'],
  ])('is refused if it is none: %j', async (given, problem) => {
    const { model, emulator } = await chat()
    const error = await failure(model.invoke('Hello', { response_format: given as Record<string, unknown> }))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toContain(problem)
    expect(emulator.requests).toEqual([])
  })
})
