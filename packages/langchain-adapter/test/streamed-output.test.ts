import { OutputParserException } from '@langchain/core/output_parsers'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { z as z3 } from 'zod-3'
import { chat, collect, delta, failure, streamOf } from './endpoint.ts'

const schemas = {
  'zod 4': z.object({ city: z.string() }),
  'zod 3': z3.object({ city: z3.string() }),
  'JSON Schema': { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const methods = ['functionCalling', 'jsonSchema', 'jsonMode'] as const
const cases = methods.flatMap((method) => Object.entries(schemas).map(([kind, schema]) => ({ method, kind, schema })))

/** A stream of an answer in pieces of three characters. */
function answer(method: (typeof methods)[number], json: string): ReturnType<typeof streamOf> {
  const pieces = json.match(/.{1,3}/g) ?? []
  const isCall = method === 'functionCalling'
  const events = pieces.map((args, index) => {
    const call = {
      index: 0,
      ...(index === 0 && { id: 'c1' }),
      function: { arguments: args, ...(index === 0 && { name: 'extract' }) },
    }
    return delta(isCall ? { tool_calls: [call] } : { content: args })
  })
  return streamOf([...events, delta({}, isCall ? 'tool_calls' : 'stop')])
}

describe.each(cases)('the streamed output of $method with $kind', ({ method, schema }) => {
  const stream = async (json: string): Promise<unknown[]> => {
    const { model } = await chat({ replies: [answer(method, json)] })
    return collect<unknown>(model.withStructuredOutput(schema, { method }).stream('Hi'))
  }

  it('ends with what `invoke()` returns, once', async () => {
    const outputs = await stream('{"city":"Bern"}')
    expect(outputs.at(-1)).toEqual({ city: 'Bern' })
    expect(outputs.filter((output) => JSON.stringify(output) === '{"city":"Bern"}')).toHaveLength(1)
  })

  it.each(['{"city":5}', '{"town":"Bern"}'])('is refused at its end if it does not match: %s', async (json) => {
    expect(await failure(stream(json))).toBeInstanceOf(OutputParserException)
  })
})

it('the last output is the one that the schema makes', async () => {
  const schema = z.object({ day: z.string().transform((day) => new Date(day)), unit: z.string().default('C') })
  const { model } = await chat({ replies: [answer('functionCalling', '{"day":"2026-01-02"}')] })
  const outputs = await collect<unknown>(model.withStructuredOutput(schema).stream('Hi'))
  expect(outputs.at(-1)).toEqual({ day: new Date('2026-01-02'), unit: 'C' })
})

it.each([
  [{ content: 'Sorry.' }, 'stop', 'its text is: "Sorry."'],
  [{ content: '' }, 'content_filter', 'A content filter of the endpoint removed the answer'],
  [{ content: '' }, 'length', 'increase `maxTokens`'],
])('a stream without the call is refused: %j, %s', async (fields, reason, problem) => {
  const { model } = await chat({ replies: [streamOf([delta(fields), delta({}, reason)])] })
  const error = await failure(collect(model.withStructuredOutput(schemas['zod 4']).stream('Hi')))
  expect(error.message).toContain(problem)
})
