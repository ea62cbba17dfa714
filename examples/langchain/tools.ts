// Tools, called by hand: the model asks for a call, your code runs it, and the model answers from the result.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { type BaseMessage, HumanMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { z } from 'zod'

const getWeather = tool(({ city }) => `18 degrees and a light wind in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  schema: z.object({ city: z.string() }),
})
const model = new AzureMLChatOnlineEndpoint().bindTools([getWeather], { parallelToolCalls: false })

const messages: BaseMessage[] = [new HumanMessage('What is the weather like in Oslo? Ask get_weather.')]
const request = await model.invoke(messages)
messages.push(request)
for (const call of request.tool_calls ?? []) messages.push(await getWeather.invoke(call))
console.log((await model.invoke(messages)).text)
