import { HumanMessage, RemoveMessage } from '@langchain/core/messages'
import { Annotation, MemorySaver, MessagesAnnotation, Send, START, StateGraph } from '@langchain/langgraph'
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt'
import { describe, expect, it } from 'vitest'
import { collect } from '../endpoint.ts'
import { getWeather, outline, sentTexts, start, textsByBranch, weatherCall, wires } from './wires.ts'

const thread = { configurable: { thread_id: '1' } }
const asks = (text: string) => ({ messages: [new HumanMessage(text)] })

describe.each(wires)('a graph on %s', (wire) => {
  it('summarizes its own state and goes on', async () => {
    const { model, emulator } = await start(wire, [weatherCall('Oslo'), 'Sunny.', 'SUMMARY', 'Bye.'])
    const bound = model.bindTools([getWeather])
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('shorten', async ({ messages }) => {
        if (messages.length < 5) return {}
        const [last, ...older] = messages.toReversed()
        const { text } = await model.invoke([...older.toReversed(), new HumanMessage('Summarize.')])
        const removed = messages.map(({ id }) => new RemoveMessage({ id: id! }))
        return { messages: [...removed, new HumanMessage(text), new HumanMessage(last!.text)] }
      })
      .addNode('model', async ({ messages }) => ({ messages: [await bound.invoke(messages)] }))
      .addNode('tools', new ToolNode([getWeather]))
      .addEdge(START, 'shorten')
      .addEdge('shorten', 'model')
      .addConditionalEdges('model', toolsCondition)
      .addEdge('tools', 'model')
      .compile({ checkpointer: new MemorySaver() })
    await graph.invoke(asks('FIRST: Oslo?'), thread)
    const { messages } = await graph.invoke(asks('Thanks.'), thread)
    expect(outline(messages)).toEqual(['human: SUMMARY', 'human: Thanks.', 'ai: Bye.'])
    expect(sentTexts(emulator).at(-1)).not.toContain('FIRST')
  })

  it('asks in parallel branches and streams their tokens', async () => {
    const { model } = await start(wire, [({ text }) => /City \d/.exec(text)?.[0]])
    const State = Annotation.Root({
      cities: Annotation<string[]>,
      answers: Annotation<string[]>({ reducer: (one, other) => [...one, ...other], default: () => [] }),
    })
    const graph = new StateGraph(State)
      .addNode('ask', async ({ city }: { city: string }) => ({ answers: [(await model.invoke(city)).text] }))
      .addConditionalEdges(START, ({ cities }) => cities.map((city) => new Send('ask', { city })), ['ask'])
      .compile()
    const cities = Array.from({ length: 8 }, (_, index) => `City ${index}`)
    const parts = await collect(graph.stream({ cities }, { streamMode: ['messages', 'values'] }))
    const { answers } = parts.at(-1)![1] as unknown as typeof State.State
    expect(answers.toSorted()).toEqual(cities)
    const streamed = parts.filter(([mode]) => mode === 'messages').map(([, part]) => part)
    expect(textsByBranch(streamed)).toEqual(cities)
  })

  it('resumes from its last checkpoint after a failure, and forks from an earlier one', async () => {
    const { model, emulator } = await start(wire, ['One.', { raw: { status: 400, body: 'no' } }, 'Two.', 'Other.'])
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('one', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
      .addNode('ask', () => ({ messages: [new HumanMessage('More.')] }))
      .addNode('two', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
      .addEdge(START, 'one')
      .addEdge('one', 'ask')
      .addEdge('ask', 'two')
      .compile({ checkpointer: new MemorySaver() })
    await expect(graph.invoke(asks('Hello'), thread)).rejects.toThrow('400')
    const { messages } = await graph.invoke(null, thread)
    expect(outline(messages)).toEqual(['human: Hello', 'ai: One.', 'human: More.', 'ai: Two.'])
    expect(emulator.requests).toHaveLength(3)
    const history = await collect(graph.getStateHistory(thread))
    const beforeTwo = history.find(({ next }) => next[0] === 'two')!
    const fork = await graph.invoke(null, beforeTwo.config)
    expect(outline(fork.messages).at(-1)).toBe('ai: Other.')
  })
})
