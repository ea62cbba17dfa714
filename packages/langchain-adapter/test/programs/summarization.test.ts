import type { ScriptedReply } from '@azureml-endpoints/endpoint-emulator'
import { ContextOverflowError } from '@langchain/core/errors'
import { HumanMessage } from '@langchain/core/messages'
import { MemorySaver } from '@langchain/langgraph'
import { createDeepAgent } from 'deepagents'
import { createAgent, modelFallbackMiddleware, summarizationMiddleware } from 'langchain'
import { describe, expect, it } from 'vitest'
import { endpoint, failure } from '../endpoint.ts'
import { getWeather, modelOn, outline, sentTexts, start, weatherCall, wires, type WireName } from './wires.ts'

const thread = { configurable: { thread_id: '1' } }
const asks = (text: string) => ({ messages: [new HumanMessage(text)] })

/** The middleware of both packages asks for a summary in these words. */
const summary: ScriptedReply = { when: ({ text }) => /to summarize/.test(text), times: Infinity, text: 'SUMMARY' }

/** How each server says that a conversation is too long. */
const overflow: Readonly<Record<WireName, { status: number; code?: string; message: string }>> = {
  dedicated: {
    status: 400,
    message: "This model's maximum context length is 512 tokens. However, you requested 900 tokens.",
  },
  serverless: {
    status: 400,
    code: 'context_length_exceeded',
    message: 'Your input exceeds the context window of this model.',
  },
  Claude: { status: 400, message: 'prompt is too long: 208310 tokens > 200000 maximum' },
}

describe.each(wires)('summarization on %s', (wire) => {
  it.each([
    ['a number of messages', { messages: 6 }],
    ['a fraction of the context window', { fraction: 0.9 }],
  ])('shortens the conversation after %s', async (_name, trigger) => {
    const replies = [summary, weatherCall('Oslo'), 'Sunny.', 'Take no coat.', 'Bye.']
    const { model, emulator } = await start(wire, replies, { profile: { maxInputTokens: 40 } })
    const middleware = [summarizationMiddleware({ model, trigger, keep: { messages: 1 } })]
    const agent = createAgent({ model, tools: [getWeather], middleware, checkpointer: new MemorySaver() })
    await agent.invoke(asks('FIRST: how is the weather in Oslo?'), thread)
    await agent.invoke(asks('Do I need a coat?'), thread)
    const { messages } = await agent.invoke(asks('Thanks.'), thread)
    expect(outline(messages).join('\n')).toMatch(/^human: Here is a summary of[^]*SUMMARY/)
    expect(outline(messages).slice(-2)).toEqual(['human: Thanks.', 'ai: Bye.'])
    const texts = sentTexts(emulator)
    expect(texts.filter((text) => text.includes('to summarize'))).toHaveLength(1)
    expect(texts.at(-1)).not.toContain('FIRST')
    expect(texts.at(-1)).toContain('SUMMARY')
  })

  it.each([{}, { maxInputTokens: 10_000 }])(
    'goes on after the endpoint rejects a conversation, with %j',
    async (profile) => {
      const emulator = await endpoint({
        replies: [
          summary,
          { when: ({ text }) => text.includes('FIRST'), times: Infinity, error: overflow[wire] },
          'Here I am.',
        ],
      })
      const notes = Array.from({ length: 29 }, (_, index) => `Note ${index}: ${'a few words '.repeat(20)}`)
      const history = ['FIRST', ...notes].map((text) => new HumanMessage(text))
      const agent = createDeepAgent({ model: modelOn(wire, emulator, { profile }) })
      const { messages } = await agent.invoke({ messages: history })
      expect(outline(messages).at(-1)).toBe('ai: Here I am.')
    },
  )

  it('throws an error that LangChain knows as a context overflow', async () => {
    const { model } = await start(wire, [{ error: overflow[wire], times: Infinity }])
    const error = await failure(model.invoke('Hello'))
    expect(ContextOverflowError.isInstance(error)).toBe(true)
    expect(error['lc_error_code']).toBe('CONTEXT_OVERFLOW')
    expect(
      ContextOverflowError.isInstance(
        await failure(async () => {
          for await (const _ of await model.stream('Hello')) continue
        }),
      ),
    ).toBe(true)
  })

  it('falls back to a model with a longer context', async () => {
    const { model } = await start(wire, [{ error: overflow[wire], times: Infinity }])
    const { model: longer } = await start(wire, ['I can read it all.'])
    const agent = createAgent({ model, tools: [], middleware: [modelFallbackMiddleware(longer)] })
    expect(outline((await agent.invoke(asks('Hello'))).messages).at(-1)).toBe('ai: I can read it all.')
  })
})
