import { AIMessage, HumanMessage } from '@langchain/core/messages'
import type { RunnableConfig } from '@langchain/core/runnables'
import {
  entrypoint,
  InMemoryStore,
  type LangGraphRunnableConfig,
  MemorySaver,
  MessagesAnnotation,
  START,
  StateGraph,
  task,
} from '@langchain/langgraph'
import {
  createAgent,
  createMiddleware,
  modelCallLimitMiddleware,
  modelFallbackMiddleware,
  modelRetryMiddleware,
  providerStrategy,
  summarizationMiddleware,
  tool,
  toolStrategy,
} from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AzureMLChatOnlineEndpoint } from '../src/index.ts'
import { apiTypes, bodies, chat, collect } from './endpoint.ts'

const schema = z.object({ city: z.string() })
const look = tool(() => 'Rain.', { name: 'look', description: 'Look.', schema })
const input = { messages: [new HumanMessage('Hello')] }
const config = { configurable: { thread_id: '1' }, context: { user: 'u' } }

/** The types know only the newer versions. */
const version1 = { version: 'v1' } as unknown as { version: 'v2' }

/** A model whose options LangChain's parts fill in their own ways; none of them may be taken for a mistake. */
const uses: Record<string, (model: AzureMLChatOnlineEndpoint) => Promise<unknown>> = {
  'a config with everything': (model) =>
    model.invoke('Hello', {
      tags: ['a'],
      metadata: { a: 1 },
      runName: 'r',
      configurable: { x: 1 },
      recursionLimit: 3,
      maxConcurrency: 1,
      timeout: 10_000,
      callbacks: [],
      signal: new AbortController().signal,
      maxRetries: 0,
      outputVersion: 'v1',
    }),
  'structured output': (model) => model.withStructuredOutput(schema, { includeRaw: true }).invoke('Hello'),
  'batches, retries and fallbacks': async (model) => {
    await model.batch(['a', 'b'], { maxConcurrency: 2 })
    await model.withRetry().invoke('Hello')
    await model.withFallbacks([model]).invoke('Hello')
  },
  'events of every version': async (model) => {
    await collect(model.streamEvents('Hello'))
    await collect(model.streamEvents('Hello', { version: 'v2' }, { includeNames: ['x'] }))
    await collect(model.streamEvents('Hello', version1))
    await collect(model.streamLog('Hello'))
  },
  'an agent with middleware': (model) => {
    const middleware = [
      modelRetryMiddleware({ maxRetries: 1 }),
      modelFallbackMiddleware(model),
      modelCallLimitMiddleware({ runLimit: 5 }),
      createMiddleware({
        name: 'settings',
        wrapModelCall: (request, handler) =>
          handler({
            ...request,
            modelSettings: { parallel_tool_calls: false, cache_control: { type: 'ephemeral' }, temperature: 0 },
          }),
      }),
      createMiddleware({
        name: 'own-calls',
        async beforeModel(_state, runtime) {
          await model.invoke('Hello', runtime as RunnableConfig)
        },
      }),
    ]
    const agent = createAgent({
      model,
      tools: [look],
      middleware,
      checkpointer: new MemorySaver(),
      store: new InMemoryStore(),
    })
    return agent.invoke(input, config)
  },
  'an agent in every mode': async (model) => {
    const agent = createAgent({ model, tools: [look] })
    for (const streamMode of ['messages', 'updates', 'values', 'custom', 'debug', 'tasks', 'checkpoints'] as const) {
      await collect(await agent.stream(input, { streamMode, subgraphs: true }))
    }
    await collect(agent.streamEvents(input, { version: 'v2' }))
    await (
      await agent.streamEvents(input, { version: 'v3' })
    ).output
  },
  'structured agents': async (model) => {
    await createAgent({ model, tools: [], responseFormat: toolStrategy(schema) })
      .invoke(input)
      .catch(onlyParsing)
    await createAgent({ model, tools: [look], responseFormat: providerStrategy(schema) })
      .invoke(input)
      .catch(onlyParsing)
  },
  'an agent that summarizes': (model) => {
    const middleware = [summarizationMiddleware({ model, trigger: { messages: 1 }, keep: { messages: 1 } })]
    const messages = [new HumanMessage('a'), new AIMessage('b'), new HumanMessage('c')]
    return createAgent({ model, tools: [], middleware }).invoke({ messages })
  },
  'a graph whose nodes pass their config': async (model) => {
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('a', async ({ messages }, node: LangGraphRunnableConfig) => ({
        messages: [await model.invoke(messages, node), await model.invoke(messages, { ...node, tags: ['x'] })],
      }))
      .addNode('b', async ({ messages }) => {
        await collect(model.stream(messages))
        return {}
      })
      .addEdge(START, 'a')
      .addEdge('a', 'b')
      .compile({ checkpointer: new MemorySaver(), store: new InMemoryStore() })
    const run = { ...config, interruptBefore: [], interruptAfter: [], debug: false, durability: 'sync' as const }
    await graph.invoke(input, run)
    await collect(await graph.stream(input, { ...run, streamMode: 'messages' }))
    await collect(graph.streamEvents(input, { ...run, version: 'v2' }))
  },
  'tools that pass their config': async (model) => {
    const ask = tool(async (_input, passed: RunnableConfig) => (await model.invoke('Hello', passed)).text, {
      name: 'ask',
      description: 'Ask.',
      schema,
    })
    await ask.invoke({ city: 'x' })
    await ask.invoke({ id: '1', type: 'tool_call', name: 'ask', args: { city: 'x' } })
    await createAgent({ model, tools: [ask], store: new InMemoryStore() }).invoke(input, config)
  },
  'an entrypoint with tasks': (model) => {
    const answer = task('answer', async (text: string) => (await model.invoke(text)).text)
    const flow = entrypoint({ name: 'flow', checkpointer: new MemorySaver() }, async (text: string, passed) => {
      await model.invoke(text, passed as RunnableConfig)
      return answer(text)
    })
    return flow.invoke('Hello', { configurable: { thread_id: '2' } })
  },
}

/** The emulator's text does not match the schema, which is not the question here. */
function onlyParsing(error: unknown): void {
  if (!(error instanceof Error) || !/pars|structured|schema/i.test(error.message)) throw error
}

describe.each(apiTypes)('on a %s endpoint, no option is taken for a mistake that comes from', (apiType) => {
  it.each(Object.entries(uses))('%s', async (_name, use) => {
    const { model, emulator } = await chat({}, {}, apiType)
    await use(model)
    expect(emulator.requests.length).toBeGreaterThan(0)
    const names = bodies(emulator).flatMap((body) => Object.keys(body))
    expect(names.filter((name) => !wireNames.has(name))).toEqual([])
  })
})

/** Nothing of the framework's own may reach the endpoint. */
const wireNames: ReadonlySet<string> = new Set(
  `input_data messages stream stream_options tools tool_choice response_format parallel_tool_calls temperature`.split(
    ' ',
  ),
)
