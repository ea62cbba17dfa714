import { load } from '@langchain/core/load'
import {
  type AIMessage,
  type BaseMessage,
  coerceMessageLikeToMessage,
  HumanMessage,
  mapChatMessagesToStoredMessages,
  mapStoredMessagesToChatMessages,
  ToolMessage,
} from '@langchain/core/messages'
import { MemorySaver } from '@langchain/langgraph'
import { createAgent, tool } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AzureMLChatOnlineEndpoint } from '../src/index.ts'
import { plainChat } from './plain-formatter.ts'
import { ways } from './ways.ts'

const providerData = { thoughts: [{ index: 0, id: 'x', signature: 'S' }], created: 7, type: 'thinking' }

/** What stores conversations, and what it gives back. */
const stores: Record<string, (message: AIMessage) => Promise<BaseMessage> | BaseMessage> = {
  nothing: (message) => message,
  "LangChain's serialization": (message) => load<BaseMessage>(JSON.stringify(message)),
  'a message history': (message) =>
    mapStoredMessagesToChatMessages(
      JSON.parse(JSON.stringify(mapChatMessagesToStoredMessages([message]))) as never[],
    )[0] as BaseMessage,
  'a plain object': (message) => {
    const { content, tool_calls, additional_kwargs, response_metadata } = message
    return coerceMessageLikeToMessage(
      JSON.parse(JSON.stringify({ type: 'ai', content, tool_calls, additional_kwargs, response_metadata })) as never,
    )
  },
}

const signedCalls = [
  { id: 'c1', name: 'look', arguments: '{}', providerData: { extraContent: { google: { thought_signature: 'T1' } } } },
  { id: 'constructor', name: 'look', arguments: '{}', providerData: 'T2' },
  { id: 'c3', name: 'look', arguments: '{}' },
]
const callEvents = [
  ...signedCalls.map((toolCall, index) => ({ toolCalls: [{ index, ...toolCall }] })),
  { finishReason: 'tool-calls', providerData: providerData },
]

describe.each(Object.entries(stores))('what the endpoint needs back, kept in %s', (_name, store) => {
  const cases = [...Object.keys(ways), 'streamEvents()'].flatMap((way) =>
    [undefined, 'v1' as const].map((v) => [way, v] as const),
  )

  it.each(cases)('is sent back unchanged, after %s (output version %s)', async (way, outputVersion) => {
    const whole = { text: '', toolCalls: signedCalls, providerData: providerData }
    const { model: plain, requests } = await plainChat(({ stream }) => (stream ? callEvents : whole), { outputVersion })
    const ask = ways[way] ?? (async (one: AzureMLChatOnlineEndpoint) => one.streamEvents('Hi'))
    const message = await store(await ask(plain))
    expect(message.text).toBe('')
    const results = signedCalls.map(({ id }) => new ToolMessage({ content: 'x', tool_call_id: id }))
    await plain.invoke([new HumanMessage('Hi'), message, ...results])
    expect(requests.at(-1)?.messages[1]).toEqual({
      role: 'assistant',
      content: '',
      toolCalls: signedCalls,
      providerData: providerData,
    })
  })
})

it.each(['invoke', 'stream', 'streamEvents'] as const)(
  'what the endpoint needs back survives an agent with a checkpointer (%s)',
  async (way) => {
    const first = { text: '', toolCalls: signedCalls.slice(0, 1), providerData: providerData }
    const firstEvents = [
      { toolCalls: [{ index: 0, ...signedCalls[0] }] },
      { finishReason: 'tool-calls', providerData: providerData },
    ]
    const { model: plain, requests } = await plainChat(({ stream, request }) => {
      const isFirst = request.messages.at(-1)?.role === 'user'
      if (stream) return isFirst ? firstEvents : [{ text: 'Done.' }, { finishReason: 'stop' }]
      return isFirst ? first : { text: 'Done.' }
    })
    const look = tool(() => 'Rain.', { name: 'look', description: 'Look.', schema: z.object({}) })
    const agent = createAgent({ model: plain, tools: [look], checkpointer: new MemorySaver() })
    const config = { configurable: { thread_id: '1' } }
    const input = { messages: [new HumanMessage('Hi')] }
    if (way === 'invoke') await agent.invoke(input, config)
    else if (way === 'stream') for await (const _ of await agent.stream(input, { ...config, streamMode: 'messages' }));
    else await (await agent.streamEvents(input, { ...config, version: 'v3' })).output
    await agent.invoke({ messages: [new HumanMessage('And now?')] }, config)
    const { toolCalls, ...said } = (requests.at(-1)?.messages[1] ?? {}) as { toolCalls?: unknown }
    expect(toolCalls).toEqual(signedCalls.slice(0, 1))
    expect(said).toEqual({ role: 'assistant', content: '', providerData: providerData })
  },
)
