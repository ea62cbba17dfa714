import type { RecordedRequest, ScriptedReply } from '@azureml-endpoints/endpoint-emulator'
import { HumanMessage } from '@langchain/core/messages'
import { createDeepAgent } from 'deepagents'
import { createAgent, providerStrategy, toolStrategy } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AzureMLChatOnlineEndpoint as Model } from '../../src/index.ts'
import { getWeather, start, weatherCall, wires } from './wires.ts'

const report = z.object({ city: z.string(), isSunny: z.boolean() })
const expected = { city: 'Oslo', isSunny: true }
const question = { messages: [new HumanMessage('How is the weather in Oslo?')] }

/** A call of the tool that LangChain makes of the schema; its name has a number. */
function toolReply(text: string, args: object): ScriptedReply {
  return { toolCalls: [{ name: /extract-\d+/.exec(text)?.[0] ?? 'none', arguments: args }] }
}

const tools = [getWeather]

/** Calls the weather tool unless its result is there. */
const weatherOnce = ({ text }: RecordedRequest): ScriptedReply | undefined =>
  text.includes('Sunny in Oslo') ? undefined : weatherCall('Oslo')

/** The agents of each strategy, and a reply in the form that it asks for. */
const kinds = {
  tool: {
    agents: (model: Model) => [
      createAgent({ model, tools, responseFormat: toolStrategy(report) }),
      createDeepAgent({ model, tools, responseFormat: toolStrategy(report) }),
    ],
    reply: ({ text }: RecordedRequest) => toolReply(text, expected),
  },
  provider: {
    agents: (model: Model) => [
      createAgent({ model, tools, responseFormat: providerStrategy(report) }),
      createDeepAgent({ model, tools, responseFormat: providerStrategy(report) }),
    ],
    reply: () => JSON.stringify(expected),
  },
}

const ways = wires.flatMap((wire) => (['tool', 'provider'] as const).map((kind) => ({ wire, kind })))

it.each(ways)('an agent returns structured output by the $kind strategy on $wire', async ({ wire, kind }) => {
  const { agents, reply } = kinds[kind]
  const { model } = await start(wire, [weatherOnce, reply])
  for (const agent of agents(model)) {
    expect(await agent.invoke(question)).toMatchObject({ structuredResponse: expected })
  }
})

describe.each(wires)('structured output on %s', (wire) => {
  it('is asked for again by the tool strategy when it does not match', async () => {
    let calls = 0
    const { model, emulator } = await start(wire, [
      ({ text }) => toolReply(text, calls++ === 0 ? { city: 1 } : expected),
    ])
    const { structuredResponse } = await createAgent({ model, tools: [], responseFormat: toolStrategy(report) }).invoke(
      question,
    )
    expect(structuredResponse).toEqual(expected)
    expect(emulator.requests).toHaveLength(2)
  })

  it('is chosen by the profile of the model', async () => {
    for (const structuredOutput of [true, false]) {
      const { model, emulator } = await start(wire, [structuredOutput ? kinds.provider.reply : kinds.tool.reply], {
        profile: { structuredOutput },
      })
      const { structuredResponse } = await createAgent({ model, tools: [], responseFormat: report }).invoke(question)
      expect(structuredResponse).toEqual(expected)
      expect(emulator.requests[0]!.text.includes('extract-')).toBe(!structuredOutput)
    }
  })

  it.each(['functionCalling', 'jsonSchema', 'jsonMode'] as const)('is what the model returns by %s', async (method) => {
    const { model } = await start(wire, [
      method === 'functionCalling'
        ? { toolCalls: [{ name: 'report', arguments: expected }] }
        : { text: JSON.stringify(expected) },
    ])
    const structured = model.withStructuredOutput(report, { name: 'report', method })
    expect(await structured.invoke('How is the weather in Oslo? Answer in JSON.')).toEqual(expected)
  })
})
