import { ConfigurationError } from '@azureml-endpoints/core'
import type { Reply } from '@azureml-endpoints/endpoint-emulator'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { AIMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { z as z3 } from 'zod-3'
import { collect, apiTypes, bodies, chat, failure } from './endpoint.ts'

const json = {
  title: 'person',
  description: 'A person.',
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
} as const
const zod4 = z.object({ name: z.string(), age: z.int() }).describe('A person.')
const standard = {
  '~standard': {
    version: 1 as const,
    vendor: 'made up',
    validate: (value: unknown) => {
      const { success, data, error } = zod4.safeParse(value)
      return success ? { value: data } : { issues: error.issues.map(({ message }) => ({ message })) }
    },
    jsonSchema: { input: () => json, output: () => json },
    types: undefined as unknown as { input: { name: string; age: number }; output: { name: string; age: number } },
  },
}
const schemas = {
  'Zod 4': zod4,
  'Zod 3': z3.object({ name: z3.string(), age: z3.number().int() }).describe('A person.'),
  'Standard Schema': standard,
  'JSON Schema': json,
  'an OpenAI function': { name: 'person', description: 'A person.', parameters: json },
  'an OpenAI tool': { type: 'function', function: { name: 'person', description: 'A person.', parameters: json } },
} as object as Record<string, typeof zod4>

const ada = { name: 'Ada', age: 36 }
const methods = ['functionCalling', 'jsonSchema', 'jsonMode'] as const
const answer = (method: string, value: unknown): Reply => {
  const written = typeof value === 'string' ? value : JSON.stringify(value)
  return method === 'functionCalling' ? { toolCalls: [{ name: 'person', arguments: written }] } : written
}
const asReply = (reply: Reply): object => (typeof reply === 'string' ? { text: reply } : reply)
const ways = methods.flatMap((method) => Object.keys(schemas).map((schema) => ({ method, schema })))

describe.each(ways)('structured output by $method from $schema', ({ method, schema }) => {
  it("does not depend on the format of the model's messages", async () => {
    const replies = [{ ...asReply(answer(method, ada)), times: 3 }]
    const { model } = await chat({ replies }, { outputVersion: 'v1' })
    const plain = model.withStructuredOutput(schemas[schema]!, { method, name: 'person' })
    expect(await plain.invoke('Who?')).toEqual(ada)
    expect((await collect(plain.stream('Who?'))).at(-1)).toEqual(ada)
    const raw = model.withStructuredOutput(schemas[schema]!, { method, name: 'person', includeRaw: true })
    expect(await raw.invoke('Who?')).toMatchObject({ parsed: ada })
  })

  it('returns an answer that matches', async () => {
    for (const apiType of apiTypes) {
      const { model } = await chat({ replies: [answer(method, ada)] }, {}, apiType)
      const structured = model.withStructuredOutput(schemas[schema]!, { method, name: 'person' })
      expect(await structured.invoke('Who?')).toEqual(ada)
    }
  })

  it('rejects an answer that does not match', async () => {
    const { model } = await chat({ replies: [{ ...toObject(answer(method, { name: 'Ada', age: 'old' })), times: 2 }] })
    await expect(
      model.withStructuredOutput(schemas[schema]!, { method, name: 'person' }).invoke('Who?'),
    ).rejects.toThrow('Failed to parse')
    const raw = model.withStructuredOutput(schemas[schema]!, { method, name: 'person', includeRaw: true })
    expect(await raw.invoke('Who?')).toEqual({ raw: expect.any(AIMessage), parsed: null })
  })

  it('reports an incomplete answer', async () => {
    const cut = { ...toObject(answer(method, '{"name":"Ad')), finishReason: 'length', times: 2 }
    const { model } = await chat({ replies: [cut] })
    const structured = model.withStructuredOutput(schemas[schema]!, { method, name: 'person' })
    const error = await failure(structured.invoke('Who?'))
    expect(error.message).toMatch(
      method === 'functionCalling' ? /cut off: increase `maxTokens`/ : /Failed to parse|not valid JSON/,
    )
    const raw = model.withStructuredOutput(schemas[schema]!, { method, name: 'person', includeRaw: true })
    expect(await raw.invoke('Who?')).toMatchObject({ parsed: null })
  })
})

describe('structured output', () => {
  it.each([
    ['functionCalling', { strict: true }],
    ['jsonSchema', { strict: true }],
    ['jsonMode', {}],
  ] as const)('is requested with %s', async (method, options) => {
    const { model, emulator } = await chat()
    await failure(model.withStructuredOutput(json, { method, ...options }).invoke('Who?'))
    const { tools, tool_choice, response_format } = bodies(emulator)[0]!
    const described = { name: 'person', description: 'A person.', strict: true }
    const expected = {
      functionCalling: {
        tools: [{ type: 'function', function: { ...described, parameters: json } }],
        tool_choice: { type: 'function', function: { name: 'person' } },
      },
      jsonSchema: { response_format: { type: 'json_schema', json_schema: { ...described, schema: json } } },
      jsonMode: { response_format: { type: 'json_object' } },
    }[method]
    expect({ tools, tool_choice, response_format }).toEqual({ ...expected })
  })

  it('says what to do if the deployment does not support tools', async () => {
    const { model } = await chat({ replies: ['I am only a text model.'] }, {}, 'dedicated')
    const error = await failure(model.withStructuredOutput(zod4).invoke('Who?'))
    expect(error.message).toMatchInlineSnapshot(`
      "The answer does not call "extract"; its text is: "I am only a text model.". If the deployment does not support tools, use the method 'jsonSchema' or 'jsonMode'.

      Troubleshooting URL: https://docs.langchain.com/oss/javascript/langchain/errors/OUTPUT_PARSING_FAILURE/
      "
    `)
  })

  it('streams partial output', async () => {
    for (const method of ['functionCalling', 'jsonSchema'] as const) {
      const { model } = await chat({ replies: [answer(method, ada)] })
      const parts = await collect(model.withStructuredOutput(json, { method }).stream('Who?'))
      expect(parts.at(-1)).toEqual(ada)
      expect(parts.length).toBeGreaterThan(1)
    }
  })

  it.each([
    [undefined, {}, 'schema', '`schema` is undefined, which is not a schema'],
    ['a person', {}, 'schema', '`schema` is "a person", which is not a schema'],
    [[], {}, 'schema', '`schema` is [], which is not a schema'],
    [json, { method: 'magic' }, 'method', "`method` is \"magic\"; pass 'functionCalling', 'jsonSchema' or 'jsonMode'."],
    [
      json,
      { method: 'jsonMode', strict: true },
      'strict',
      "`strict` has no effect with method 'jsonMode', which does not",
    ],
  ])('is rejected for %j with %j', async (schema, config, setting, message) => {
    const { model } = await chat()
    const error = await failure(async () => model.withStructuredOutput(schema as typeof json, config).invoke('Who?'))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ setting, message: expect.stringContaining(message) })
  })

  it.each([
    ['functionCalling', 'JsonOutputKeyToolsParser'],
    ['jsonSchema', 'JsonOutputParser'],
  ] as const)("has the name of LangChain's parser in traces: %s", async (method, name) => {
    const { model } = await chat({ replies: [answer(method, ada)] })
    const runs: unknown[] = []
    const handler = BaseCallbackHandler.fromMethods({ handleChainStart: (...started) => void runs.push(started[7]) })
    await model.withStructuredOutput(json, { method }).invoke('Who?', { callbacks: [handler] })
    expect(runs).toEqual(['StructuredOutput', name])
  })
})

describe('`response_format`', () => {
  it.each([
    [
      { type: 'json_schema', json_schema: { name: 'person', schema: json, strict: true } },
      { type: 'json_schema', json_schema: { name: 'person', schema: json, strict: true } },
    ],
    [{ type: 'json_object' }, { type: 'json_object' }],
    [{ type: 'text' }, { type: 'text' }],
    [
      { type: 'json', schema: json, name: 'person' },
      { type: 'json_schema', json_schema: { name: 'person', schema: json } },
    ],
  ])('is converted from %j', async (format, sent) => {
    const { model, emulator } = await chat({}, { responseFormat: { type: 'text' } })
    await model.invoke('Who?', { response_format: format })
    await model.invoke('Who?')
    expect(bodies(emulator).map((body) => body['response_format'])).toEqual([sent, { type: 'text' }])
  })

  it.each([[{ type: 'xml' }], ['json'], [{ type: 'json_schema', json_schema: { schema: 5 } }]])(
    'is refused as %j',
    async (format) => {
      const { model } = await chat()
      const error = await failure(
        model.invoke('Who?', { response_format: format as object as Record<string, unknown> }),
      )
      expect(error).toBeInstanceOf(ConfigurationError)
      expect(error.message).toContain('response_format')
    },
  )
})

function toObject(reply: Reply): object {
  return typeof reply === 'string' ? { text: reply } : (reply as object)
}

describe('an option of withStructuredOutput that does not exist', () => {
  it.each([
    ['include_raw', '`includeRaw`'],
    ['Name', '`name`'],
    ['maxTokens', '`withConfig()`'],
  ])('%s is refused with the right name', async (name, right) => {
    const { model } = await chat()
    const bind = (): unknown => model.withStructuredOutput(zod4, { [name]: true } as object)
    expect(bind).toThrow(ConfigurationError)
    expect(bind).toThrow(right)
  })
})
