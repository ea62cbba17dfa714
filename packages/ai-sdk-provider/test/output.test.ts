import { ConfigurationError, ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { generateText, Output, streamText } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { emulate, routes } from './emulator.ts'
import { callWith } from './picky-formatter.ts'
import { hello } from './prompt.ts'

const schema = z.object({ city: z.string(), degrees: z.number() })

describe.each(Object.entries(routes))('the output of a %s endpoint', (_type, route) => {
  it('is an object that matches a schema', async () => {
    const emulator = await emulate()
    const { output } = await generateText({
      model: emulator.provider(route)(),
      prompt: 'Weather?',
      output: Output.object({ schema, name: 'weather' }),
    })
    expect(schema.safeParse(output).success).toBe(true)
    expect(JSON.stringify(await emulator.body())).toContain('"type":"json_schema","json_schema":{"name":"weather"')
  })

  it('is an array, a choice, or any JSON', async () => {
    const emulator = await emulate()
    const model = emulator.provider(route)()
    await emulator.reply(
      { text: '{"elements":[{"city":"Rome","degrees":21}]}' },
      { text: '{"result":"mild"}' },
      { text: '[1]' },
    )
    const list = await generateText({ model, prompt: '?', output: Output.array({ element: schema }) })
    const choice = await generateText({ model, prompt: '?', output: Output.choice({ options: ['mild', 'cold'] }) })
    const json = await generateText({ model, prompt: '?', output: Output.json() })
    expect([list.output, choice.output, json.output]).toEqual([[{ city: 'Rome', degrees: 21 }], 'mild', [1]])
    expect(JSON.stringify(await emulator.body())).toContain('"response_format":{"type":"json_object"}')
  })

  it('streams', async () => {
    const emulator = await emulate()
    await emulator.reply({ pieces: ['{"city":"Ro', 'me","deg', 'rees":21}'] })
    const result = streamText({ model: emulator.provider(route)(), prompt: '?', output: Output.object({ schema }) })
    let last: unknown
    for await (const partial of result.partialOutputStream) last = partial
    expect(last).toEqual({ city: 'Rome', degrees: 21 })
  })

  it('has its schema in the prompt with jsonSchema: prompt', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: '{"city":"Rome","degrees":21}' })
    const { output } = await generateText({
      model: emulator.provider(route)(),
      instructions: 'Be brief.',
      prompt: 'Weather?',
      output: Output.object({ schema }),
      providerOptions: { azureML: { jsonSchema: 'prompt' } },
    })
    expect(output).toEqual({ city: 'Rome', degrees: 21 })
    const body = JSON.stringify(await emulator.body())
    expect(body).toContain('"response_format":{"type":"json_object"}')
    expect(body).toMatch(/Be brief\.\\n\\nAnswer with JSON only.*JSON Schema.*degrees/)
  })
})

describe('a schema', () => {
  it('is enforced with strictJsonSchema', async () => {
    const emulator = await emulate()
    await generateText({
      model: emulator.provider(routes.serverless)(),
      prompt: 'Weather?',
      output: Output.object({ schema }),
      providerOptions: { azureML: { strictJsonSchema: true } },
    })
    expect(await emulator.body()).toMatchObject({ response_format: { json_schema: { strict: true } } })
  })

  it('is sent without `strict`, with a warning, if it is moved into the prompt', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: '{"city":"Rome","degrees":21}' })
    const { output, warnings } = await generateText({
      model: emulator.provider(routes.serverless)(),
      prompt: 'Weather?',
      output: Output.object({ schema }),
      providerOptions: { azureML: { strictJsonSchema: true, jsonSchema: 'prompt' } },
    })
    expect(output).toEqual({ city: 'Rome', degrees: 21 })
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'responseFormat.strict' }])
    expect(JSON.stringify(await emulator.body())).toContain('"response_format":{"type":"json_object"}')
  })

  it('is moved into the prompt, with a warning, if the formatter has no response format', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: '{"city":"Rome","degrees":21}' })
    const { output, warnings } = await generateText({
      model: emulator.provider(routes.serverless, { contentFormatter: Plain })(),
      prompt: 'Weather?',
      output: Output.object({ schema }),
    })
    expect(output).toEqual({ city: 'Rome', degrees: 21 })
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'responseFormat' }])
    expect(await emulator.body()).not.toHaveProperty('response_format')
    expect(JSON.stringify(await emulator.body())).toContain('JSON Schema')
  })
})

describe('a schema in the prompt', () => {
  const place = { type: 'object' as const, properties: { city: { type: 'string' as const } } }
  const instruction =
    'Answer with JSON only, without any other text and without a code fence. The JSON must match this JSON Schema:\n' +
    JSON.stringify(place)
  const described = `The answer is: A place.\n${instruction}`
  const [question] = hello
  const format = { type: 'json' as const, schema: place, description: 'A place.' }
  const user = { role: 'user', content: 'Hello' }
  const system = (content: string) => ({ role: 'system' as const, content })

  it.each([
    ['alone', [], described],
    ['after a system message', ['Be brief.'], `Be brief.\n\n${described}`],
    ['after the first of two system messages', ['Be brief.', 'Be kind.'], `Be brief.\n\n${described}`],
  ])('stands %s', async (_where, systems, first) => {
    const prompt = [...systems.map(system), ...(question === undefined ? [] : [question])]
    const messages = [first, ...systems.slice(1)].map(system)
    const { request } = await callWith('responseFormat', { prompt, responseFormat: format })
    expect(request.messages).toEqual([...messages, user])
    const asked = await callWith(undefined, {
      prompt,
      responseFormat: format,
      providerOptions: { azureML: { jsonSchema: 'prompt' } },
    })
    expect(asked.request).toMatchObject({ messages: [...messages, user], responseFormat: { type: 'json' } })
    expect(asked.warnings).toEqual([])
  })

  it('is none if there is no schema', async () => {
    const providerOptions = { azureML: { jsonSchema: 'prompt' } }
    const { request } = await callWith(undefined, { responseFormat: { type: 'json' }, providerOptions })
    expect(request).toMatchObject({ messages: [user], responseFormat: { type: 'json' } })
  })

  it.each([Object.assign(Object.create(null) as object, place), place])(
    'is there if the formatter rejects that of the request',
    async (rejected) => {
      const responseFormat = { type: 'json' as const, schema: rejected as typeof place }
      const { request, warnings } = await callWith('responseFormat.schema', { responseFormat })
      const details = 'responseFormat.schema is beyond this model.'
      expect(warnings).toEqual([{ type: 'unsupported', feature: 'responseFormat', details }])
      expect(request.messages).toEqual([{ role: 'system', content: instruction }, user])
    },
  )

  it.each([
    ['needs no description', { schema: place }, instruction],
    ['need not exist', {}, 'Answer with JSON only, without any other text and without a code fence.'],
  ])('%s', async (_what, rest, content) => {
    const { request } = await callWith('responseFormat', { responseFormat: { type: 'json', ...rest } })
    expect(request.messages).toEqual([{ role: 'system', content }, user])
  })
})

const openAI = new CustomOpenAIChatContentFormatter().codecs.serverless

class Plain extends ContentFormatterBase {
  readonly name = 'plain'
  readonly codecs = {
    serverless: {
      ...openAI,
      formatRequest: (...[request, context]: Parameters<typeof openAI.formatRequest>) => {
        if (request.responseFormat === undefined) return openAI.formatRequest(request, context)
        throw new ConfigurationError('Text only.', { setting: 'responseFormat' })
      },
    },
  }
}
