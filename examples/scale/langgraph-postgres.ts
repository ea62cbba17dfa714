// A LangGraph agent whose state is in PostgreSQL: after a crash, the same command continues at the interrupted step.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'
import { createAgent, tool } from 'langchain'
import { z } from 'zod'

const getWeather = tool(async ({ city }) => (await fetch(`${process.env['WEATHER_URL']}/${city}`)).text(), {
  name: 'get_weather',
  description: 'Returns the weather in a city.',
  schema: z.object({ city: z.string() }),
})

const checkpointer = PostgresSaver.fromConnString(process.env['POSTGRES_URL'] ?? 'postgres://localhost/agents')
await checkpointer.setup()
const agent = createAgent({ model: new AzureMLChatOnlineEndpoint(), tools: [getWeather], checkpointer })

// `sync` saves each step before the next one begins.
const options = { configurable: { thread_id: 'question-1' }, durability: 'sync' as const }
const begun = await checkpointer.getTuple(options)
const { messages } = await agent.invoke(begun ? null : { messages: 'How warm is it in Oslo?' }, options)
console.log(messages.at(-1)?.text)
await checkpointer.end()
