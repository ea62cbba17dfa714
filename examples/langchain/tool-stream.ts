// The arguments of tool calls as the model writes them: adding the chunks up gives parsed calls at any time.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import type { AIMessageChunk } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { z } from 'zod'

const getWeather = tool(({ city }) => `18 degrees in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  schema: z.object({ city: z.string() }),
})
const model = new AzureMLChatOnlineEndpoint().bindTools([getWeather])

let whole: AIMessageChunk | undefined
for await (const chunk of await model.stream('Compare the weather in Oslo and Bergen.')) {
  for (const { name, args } of chunk.tool_call_chunks ?? []) process.stdout.write(name ?? args ?? '')
  whole = whole?.concat(chunk) ?? chunk
}
for (const { name, args } of whole?.tool_calls ?? []) console.log(`\n${name}`, args)
