import type { ScriptedReply } from '@azureml-endpoints/endpoint-emulator'
import { ChatAnthropic } from '@langchain/anthropic'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { HumanMessage } from '@langchain/core/messages'
import { MemorySaver } from '@langchain/langgraph'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent, modelFallbackMiddleware } from 'langchain'
import { describe, expect, it } from 'vitest'
import { collect, endpoint, key } from '../endpoint.ts'
import { getWeather, outline, sentTexts, start, weatherCall, wires } from './wires.ts'

const others: Readonly<Record<'ChatOpenAI' | 'ChatAnthropic', (url: string) => BaseChatModel>> = {
  ChatOpenAI: (url) =>
    new ChatOpenAI({ model: 'gpt', apiKey: key, maxRetries: 0, configuration: { baseURL: `${url}/v1` } }),
  ChatAnthropic: (url) =>
    new ChatAnthropic({ model: 'claude', apiKey: key, maxRetries: 0, anthropicApiUrl: `${url}/anthropic` }),
}

const pairs = wires.flatMap((wire) =>
  (Object.keys(others) as (keyof typeof others)[]).map((other) => ({ wire, other })),
)
const down: ScriptedReply = { raw: { status: 503, body: 'down' } }
const asks = (text: string) => ({ messages: [new HumanMessage(text)] })
const thread = { configurable: { thread_id: '1' } }

describe.each(pairs)('$wire with $other as its fallback', ({ wire, other }) => {
  /** Starts both providers, each with its own replies. */
  async function both(ours: readonly (string | ScriptedReply)[], theirs: readonly (string | ScriptedReply)[]) {
    const { model, emulator } = await start(wire, ours)
    const theirEmulator = await endpoint({ replies: theirs })
    return { model, emulator, fallback: others[other](theirEmulator.url), theirEmulator }
  }

  it.each([false, true])(
    'changes providers between the steps of a tool loop and back, streamed: %s',
    async (streams) => {
      const ours = [{ reasoning: 'Hm.', text: 'I look.', ...weatherCall('Oslo') }, down, down, 'Bring a coat to Rome.']
      const { model, fallback, emulator, theirEmulator } = await both(ours, [
        'Sunny in Oslo.',
        { text: 'One moment.', ...weatherCall('Rome') },
      ])
      const middleware = [modelFallbackMiddleware(fallback)]
      const agent = createAgent({ model, tools: [getWeather], middleware, checkpointer: new MemorySaver() })
      for (const text of ['How is the weather in Oslo?', 'And in Rome?']) {
        if (streams) await collect(agent.stream(asks(text), { ...thread, streamMode: 'messages' }))
        else await agent.invoke(asks(text), thread)
      }
      const { messages } = (await agent.graph.getState(thread)).values
      expect(outline(messages)).toEqual([
        'human: How is the weather in Oslo?',
        'ai: I look. get_weather({"city":"Oslo"})',
        'tool: Sunny in Oslo',
        'ai: Sunny in Oslo.',
        'human: And in Rome?',
        'ai: One moment. get_weather({"city":"Rome"})',
        'tool: Sunny in Rome',
        'ai: Bring a coat to Rome.',
      ])
      expect([emulator.requests.length, theirEmulator.requests.length]).toEqual([4, 2])
      for (const said of ['I look.', 'Sunny in Oslo.', 'One moment.', 'Sunny in Rome']) {
        expect(sentTexts(emulator).at(-1)).toContain(said)
      }
    },
  )

  it('changes providers in a chain, for answers, streams and bound tools', async () => {
    const { model, fallback } = await both([down, down, down], ['One.', 'Two.', weatherCall('Bern')])
    const chain = model.withFallbacks([fallback])
    expect((await chain.invoke('Hello')).text).toBe('One.')
    expect((await collect(chain.stream('Hello'))).map(({ text }) => text).join('')).toBe('Two.')
    const bound = model.bindTools([getWeather]).withFallbacks([fallback.bindTools!([getWeather])])
    expect((await bound.invoke('Bern?')).tool_calls).toMatchObject([{ name: 'get_weather', args: { city: 'Bern' } }])
  })

  it('is the fallback of the other provider, too', async () => {
    const { model, fallback: first } = await both([weatherCall('Oslo'), 'Sunny.'], [down, down])
    const agent = createAgent({ model: first, tools: [getWeather], middleware: [modelFallbackMiddleware(model)] })
    const { messages } = await agent.invoke(asks('Oslo?'))
    expect(outline(messages).slice(1)).toEqual([
      'ai: get_weather({"city":"Oslo"})',
      'tool: Sunny in Oslo',
      'ai: Sunny.',
    ])
  })
})
