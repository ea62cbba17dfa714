import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { type AIMessage, HumanMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import type { AzureMLChatOnlineEndpoint } from '../src/index.ts'
import { bodies, chat, collect } from './endpoint.ts'
import { ways } from './ways.ts'

const reply = {
  reasoning: 'Hm.',
  text: 'Let me see.',
  toolCalls: [
    { id: '1', name: 'add', arguments: '{"a":1}' },
    { id: '2', name: 'add', arguments: '{}' },
  ],
  usage: { inputTokens: 7, outputTokens: 5 },
}

const allWays: typeof ways = {
  ...ways,
  'streamEvents()': async (model) => model.streamEvents('Hi'),
  'streamEvents(), version 2': async (model) => {
    const events = await collect(model.streamEvents('Hi', { version: 'v2' }))
    return events.at(-1)?.data.output as AIMessage
  },
}

describe.each([
  [{ disableStreaming: true }, false],
  [{ streaming: false }, false],
  [{ streaming: true, disableStreaming: true }, false],
  [{ streaming: true }, true],
  [{ disableStreaming: false }, undefined],
])('a model with %j', (fields, streams) => {
  it.each(Object.entries(allWays))('gives the same answer with tool calls: %s', async (name, way) => {
    const { model, emulator } = await chat({ replies: [reply] }, fields)
    const message = await (way as (model: AzureMLChatOnlineEndpoint) => Promise<AIMessage>)(model)
    expect(message.text).toBe('Let me see.')
    expect(message.tool_calls).toEqual([
      { type: 'tool_call', id: '1', name: 'add', args: { a: 1 } },
      { type: 'tool_call', id: '2', name: 'add', args: {} },
    ])
    expect(message.usage_metadata).toMatchObject({ input_tokens: 7, output_tokens: 5, total_tokens: 12 })
    expect(message.contentBlocks).toContainEqual(expect.objectContaining({ type: 'reasoning', reasoning: 'Hm.' }))
    const isStreamed = streams ?? !['invoke()', 'generate()'].includes(name)
    expect(bodies(emulator).map(({ stream }) => stream ?? false)).toEqual([isStreamed])
  })

  it('reports tokens one by one only if it streams', async () => {
    const { model, emulator } = await chat({ replies: [reply] }, fields)
    const tokens: string[] = []
    const callbacks = [BaseCallbackHandler.fromMethods({ handleLLMNewToken: (token) => void tokens.push(token) })]
    const { llmOutput } = await model.generate([[new HumanMessage('Hi')]], { callbacks })
    expect(tokens.join('')).toBe(streams ? 'Let me see.' : '')
    expect(llmOutput).toEqual({ tokenUsage: { promptTokens: 7, completionTokens: 5, totalTokens: 12 } })
    expect(emulator.requests).toHaveLength(1)
  })
})
