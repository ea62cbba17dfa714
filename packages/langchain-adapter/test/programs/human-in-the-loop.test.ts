import { HumanMessage } from '@langchain/core/messages'
import { Command, interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph'
import { createDeepAgent } from 'deepagents'
import { createAgent, humanInTheLoopMiddleware } from 'langchain'
import { describe, expect, it } from 'vitest'
import { collect } from '../endpoint.ts'
import { getWeather, outline, start, weatherCall, wires } from './wires.ts'

const thread = { configurable: { thread_id: '1' } }
const question = { messages: [new HumanMessage('How is the weather in Oslo?')] }

const decisions = [
  { decision: { type: 'approve' }, tool: 'Sunny in Oslo' },
  {
    decision: { type: 'edit', editedAction: { name: 'get_weather', args: { city: 'Rome' } } },
    tool: 'Sunny in Rome',
  },
  { decision: { type: 'reject', message: 'Not today.' }, tool: 'Not today.' },
] as const

describe.each(wires)('a person in the loop on %s', (wire) => {
  it.each(decisions)('decides about a tool call: $decision.type', async ({ decision, tool }) => {
    const { model, emulator } = await start(wire, [weatherCall('Oslo'), 'Understood.'])
    const middleware = [humanInTheLoopMiddleware({ interruptOn: { get_weather: true } })]
    const agent = createAgent({ model, tools: [getWeather], middleware, checkpointer: new MemorySaver() })
    const { __interrupt__: interrupts } = (await agent.invoke(question, thread)) as { __interrupt__?: unknown[] }
    expect(interrupts).toHaveLength(1)
    expect(emulator.requests).toHaveLength(1)
    const { messages } = await agent.invoke(new Command({ resume: { decisions: [decision] } }), thread)
    expect(outline(messages).slice(2)).toEqual([`tool: ${tool}`, 'ai: Understood.'])
  })

  it('decides about a tool call of a deep agent, streamed', async () => {
    const { model } = await start(wire, [weatherCall('Oslo'), 'Understood.'])
    const agent = createDeepAgent({
      model,
      tools: [getWeather],
      interruptOn: { get_weather: true },
      checkpointer: new MemorySaver(),
    })
    const parts = await collect(agent.stream(question, { ...thread, streamMode: 'updates' }))
    expect(parts.at(-1)).toHaveProperty('__interrupt__')
    const { messages } = await agent.invoke(new Command({ resume: { decisions: [{ type: 'approve' }] } }), thread)
    expect(outline(messages).slice(2)).toEqual(['tool: Sunny in Oslo', 'ai: Understood.'])
  })

  it('answers a question of a graph', async () => {
    const { model, emulator } = await start(wire, ['Draft.', 'Final.'])
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('draft', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
      .addNode('review', () => ({ messages: [new HumanMessage(interrupt<string, string>('Is this right?'))] }))
      .addNode('rewrite', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
      .addEdge(START, 'draft')
      .addEdge('draft', 'review')
      .addEdge('review', 'rewrite')
      .compile({ checkpointer: new MemorySaver() })
    await graph.invoke(question, thread)
    expect(emulator.requests).toHaveLength(1)
    const { messages } = await graph.invoke(new Command({ resume: 'Make it shorter.' }), thread)
    expect(outline(messages).slice(1)).toEqual(['ai: Draft.', 'human: Make it shorter.', 'ai: Final.'])
  })
})
