import type { EndpointEmulatorOptions, Reply } from '@azureml-endpoints/endpoint-emulator'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { END, MemorySaver, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph'
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt'
import { createAgent, modelFallbackMiddleware, modelRetryMiddleware } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AzureMLChatOnlineEndpointFields } from '../src/index.ts'
import { collect, apiTypes, bodies, chat, chatOn, endpoint, sentMessages } from './endpoint.ts'

const getWeather = tool(({ city }) => `Sunny in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather.',
  schema: z.object({ city: z.string() }),
})
const question = { messages: [new HumanMessage('How is the weather in Oslo?')] }
const thread = { configurable: { thread_id: '1' } }

/** A model that calls the weather tool, and then repeats the result. */
const weatherReplies: readonly Reply[] = [
  { text: 'Let me see.', toolCalls: [{ id: 'call_0', name: 'get_weather', arguments: { city: 'Oslo' } }] },
  'It is sunny.',
]

const ways = apiTypes.flatMap((apiType) => [
  { apiType, fields: {} },
  { apiType, fields: { disableStreaming: true } },
])

describe.each(ways)('agents on a $apiType endpoint with $fields', ({ apiType, fields }) => {
  const make = (
    options: EndpointEmulatorOptions = { replies: weatherReplies },
    more: AzureMLChatOnlineEndpointFields = {},
  ): ReturnType<typeof chat> => chat(options, { ...fields, ...more }, apiType)

  it('call tools and remember the conversation', async () => {
    const { model, emulator } = await make({ replies: [...weatherReplies, ...weatherReplies] })
    const checkpointer = new MemorySaver()
    const agent = createAgent({ model, tools: [getWeather], systemPrompt: 'Be brief.', checkpointer })
    const { messages } = await agent.invoke(question, thread)
    expect(outline(messages)).toEqual(['human', 'ai: get_weather', 'tool: Sunny in Oslo', 'ai: It is sunny.'])
    expect(sentMessages(emulator)[0]).toEqual({ role: 'system', content: 'Be brief.' })
    // The server gives every call the id call_0; the second round must still run its own call.
    const again = await agent.invoke({ messages: [new HumanMessage('And now?')] }, thread)
    expect(outline(again.messages)).toEqual([
      ...outline(messages),
      'human',
      'ai: get_weather',
      'tool: Sunny in Oslo',
      'ai: It is sunny.',
    ])
  })

  it.each(['messages', 'updates', 'values', 'debug', 'custom'] as const)('stream their %s', async (streamMode) => {
    const { model } = await make()
    const agent = createAgent({ model, tools: [getWeather] })
    const parts = await collect(agent.stream(question, { streamMode }))
    if (streamMode === 'custom') expect(parts).toEqual([])
    else expect(JSON.stringify(parts)).toContain('sunny')
    if (streamMode !== 'messages') return
    const texts = (parts as unknown as [AIMessage][]).map(([message]) => message.text)
    expect(texts.join('')).toContain('It is sunny.')
    // One chunk per token if the endpoint streams.
    const isStreamed = apiType === 'serverless' && !('disableStreaming' in fields)
    expect(texts.filter((text) => text.includes('It is sunny.'))).toHaveLength(isStreamed ? 0 : 1)
  })

  it('emit all of their events', async () => {
    for (const version of ['v2', 'v3'] as const) {
      const { model } = await make()
      const agent = createAgent({ model, tools: [getWeather] })
      if (version === 'v2') {
        const events = await collect(agent.streamEvents(question, { version }))
        expect(events.filter(({ event }) => event === 'on_chat_model_end')).toHaveLength(2)
        expect(events.filter(({ event }) => event === 'on_tool_end')).toHaveLength(1)
        continue
      }
      const run = await agent.streamEvents(question, { version })
      const texts: string[] = []
      for await (const message of run.messages) for await (const text of message.text) texts.push(text)
      expect(texts.join('')).toContain('It is sunny.')
      const { messages } = await run.output
      expect(outline(messages)).toEqual(['human', 'ai: get_weather', 'tool: Sunny in Oslo', 'ai: It is sunny.'])
    }
  })

  it('return a response in the requested format', async () => {
    const form = z.object({ city: z.string(), sunny: z.boolean() })
    for (const profile of [{}, { structuredOutput: true }]) {
      const { model, emulator } = await make({}, { profile })
      const agent = createAgent({ model, tools: [], responseFormat: form })
      const { structuredResponse } = await agent.invoke(question)
      expect(form.safeParse(structuredResponse).success).toBe(true)
      const sent = JSON.stringify(bodies(emulator)[0])
      expect(sent.includes('json_schema')).toBe('structuredOutput' in profile)
      expect(sent).not.toContain('responseSchema')
    }
  })

  it('run as a graph that resumes from a checkpoint', async () => {
    const { model } = await make()
    const bound = model.bindTools([getWeather])
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('agent', async ({ messages }) => ({ messages: [await bound.invoke(messages)] }))
      .addNode('tools', new ToolNode([getWeather]))
      .addEdge(START, 'agent')
      .addConditionalEdges('agent', toolsCondition, ['tools', END])
      .addEdge('tools', 'agent')
      .compile({ checkpointer: new MemorySaver(), interruptBefore: ['tools'] })
    const { messages } = await graph.invoke(question, thread)
    expect(outline(messages)).toEqual(['human', 'ai: get_weather'])
    const parts = await collect(graph.stream(null, { ...thread, streamMode: 'messages' }))
    expect(parts.map(([message]) => (message as AIMessage).text).join('')).toContain('It is sunny.')
    const state = (await graph.getState(thread)).values as { messages: BaseMessage[] }
    expect(outline(state.messages).at(-1)).toBe('ai: It is sunny.')
  })
})

describe('middleware', () => {
  it('retries instead of the model, not in addition', async () => {
    const { model, emulator } = await chat({ faults: [{ status: 503 }] })
    const middleware = [modelRetryMiddleware({ maxRetries: 2, initialDelayMs: 1, onFailure: 'error' })]
    await expect(createAgent({ model, tools: [], middleware }).invoke(question)).rejects.toThrow('HTTP 503')
    expect(emulator.requests).toHaveLength(3)
  })

  it('does not retry errors that are not retryable', async () => {
    const { model, emulator } = await chat({ faults: [{ status: 400 }] })
    const middleware = [modelRetryMiddleware({ maxRetries: 2, initialDelayMs: 1, onFailure: 'error' })]
    await expect(createAgent({ model, tools: [], middleware }).invoke(question)).rejects.toThrow('HTTP 400')
    expect(emulator.requests).toHaveLength(1)
  })

  it('does not retry calls that cannot be converted', async () => {
    let tries = 0
    const callbacks = [BaseCallbackHandler.fromMethods({ handleChatModelStart: () => void tries++ })]
    const { model, emulator } = await chat({}, { callbacks })
    const middleware = [modelRetryMiddleware({ maxRetries: 2, initialDelayMs: 1, onFailure: 'error' })]
    const hologram = new HumanMessage({ content: [{ type: 'hologram', url: 'https://a.b/c.mp4' }] })
    await expect(createAgent({ model, tools: [], middleware }).invoke({ messages: [hologram] })).rejects.toThrow(
      '"hologram"',
    )
    expect([tries, emulator.requests.length]).toEqual([1, 0])
  })

  it('falls back to another deployment', async () => {
    const emulator = await endpoint({ faults: [{ status: 400, when: { deployment: 'blue' } }] })
    const [blue, green] = ['blue', 'green'].map((deploymentName) => chatOn(emulator, { deploymentName }))
    const agent = createAgent({ model: blue!, tools: [], middleware: [modelFallbackMiddleware(green!)] })
    const { messages } = await agent.invoke(question)
    expect(messages.at(-1)!.response_metadata).toMatchObject({ deployment: 'green' })
    expect((await blue!.withFallbacks([green!]).invoke('Hello')).response_metadata).toMatchObject({
      deployment: 'green',
    })
  })
})

/** Formats a conversation, one message per line. */
function outline(messages: readonly BaseMessage[]): string[] {
  return messages.map((message) => {
    if (message.type === 'human') return 'human'
    const [call] = AIMessage.isInstance(message) ? (message.tool_calls ?? []) : []
    return `${message.type}: ${call?.name ?? message.text}`
  })
}
