import { tool } from '@langchain/core/tools'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import type { AzureMLChatOnlineEndpoint } from '../src/index.ts'
import { apiTypes, bodies, chat, collect, delta, streamOf } from './endpoint.ts'

const schema = z.object({ city: z.string() })
const look = tool(() => 'Rain.', { name: 'look', description: 'Look.', schema })
const find = tool(() => 'Found.', { name: 'find', description: 'Find.', schema })

type Bound = ReturnType<AzureMLChatOnlineEndpoint['bindTools']>

interface Sent {
  readonly tools?: readonly { readonly function: { readonly name: string } }[]
  readonly [name: string]: unknown
}

/** Chains of bindings, and what of them is sent. */
const chains: Record<string, { bind: (model: AzureMLChatOnlineEndpoint) => Bound; tools?: string[]; sent: object }> = {
  'withConfig().bindTools()': {
    bind: (model) => model.withConfig({ temperature: 0.1 }).bindTools([look]),
    tools: ['look'],
    sent: { temperature: 0.1 },
  },
  'bindTools().withConfig()': {
    bind: (model) =>
      model.bindTools([look], { parallel_tool_calls: false }).withConfig({ tool_choice: 'any', seed: 1 }),
    tools: ['look'],
    sent: { parallel_tool_calls: false, tool_choice: 'required', seed: 1 },
  },
  'bindTools().bindTools()': {
    bind: (model) => model.bindTools([look]).bindTools([find], { tool_choice: 'find' }),
    tools: ['find'],
    sent: { tool_choice: { type: 'function', function: { name: 'find' } } },
  },
  'withConfig().withConfig()': {
    bind: (model) => model.withConfig({ temperature: 0.1, seed: 1 }).withConfig({ temperature: 0.2 }),
    sent: { temperature: 0.2, seed: 1 },
  },
}

describe.each(apiTypes)('on a %s endpoint', (apiType) => {
  it.each(Object.entries(chains))('%s sends the options of both', async (_name, { bind, tools, sent }) => {
    const { model, emulator } = await chat({}, {}, apiType)
    const bound = bind(model)
    await bound.invoke('Hello')
    await collect(bound.stream('Hello'))
    await bound.streamEvents('Hello')
    await collect(bound.streamEvents('Hello', { version: 'v2' }))
    expect(emulator.requests).toHaveLength(4)
    for (const body of bodies(emulator)) {
      const { parameters } = (body['input_data'] ?? {}) as { parameters?: Sent }
      const found = parameters ?? (body as Sent)
      expect(found).toMatchObject(sent)
      expect(found.tools?.map(({ function: { name } }) => name)).toEqual(tools)
    }
  })
})

it('bindTools().withStructuredOutput() forces its own tool, and sends those of the conversation', async () => {
  const { model, emulator } = await chat({
    replies: [{ toolCalls: [{ name: 'extract', arguments: '{"city":"Bern"}' }] }],
  })
  const structured = model.bindTools([look]).withStructuredOutput(schema)
  expectTypeOf<Awaited<ReturnType<typeof structured.invoke>>>().toEqualTypeOf<{ city: string }>()
  expect(await structured.invoke('Hello')).toEqual({ city: 'Bern' })
  const [body] = bodies(emulator) as Sent[]
  expect(body?.tools?.map(({ function: { name } }) => name)).toEqual(['look', 'extract'])
  expect(body?.['tool_choice']).toEqual({ type: 'function', function: { name: 'extract' } })
})

it('withConfig().withStructuredOutput() keeps the bound options, with every method', async () => {
  const { model, emulator } = await chat({ replies: ['{"city":"Bern"}', '{"city":"Bern"}'] })
  for (const method of ['jsonSchema', 'jsonMode'] as const) {
    const structured = model.withConfig({ seed: 7 }).withStructuredOutput(schema, { method })
    expect(await structured.invoke('Hello')).toEqual({ city: 'Bern' })
  }
  expect(bodies(emulator)).toMatchObject([
    { seed: 7, response_format: { type: 'json_schema' } },
    { seed: 7, response_format: { type: 'json_object' } },
  ])
})

it('the events of a bound model are those of a chat model, with the message at their end', async () => {
  const { model } = await chat({
    replies: [streamOf([delta({ content: 'It ' }), delta({ content: 'rains.' }, 'stop')])],
  })
  const message = await model.withConfig({ seed: 1 }).streamEvents('Hello')
  expect(message.text).toBe('It rains.')
})

it('a bound model shows the profile of its model, and no secret of its options', async () => {
  const { model } = await chat({}, { profile: { maxInputTokens: 9 } })
  const bound = model.withConfig({ seed: 1 }).withConfig({ headers: { 'x-api-key': 'must-not-show' } })
  expect(bound.profile).toEqual({ maxInputTokens: 9 })
  expect(JSON.stringify([bound, bound.bindTools([look])])).not.toContain('must-not-show')
})
