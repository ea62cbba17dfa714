// The arguments of tool calls as the model writes them: show them early, parse them at the end.

import { AzureMLEndpointClient, type ToolCallDelta } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })
const getWeather = {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}

const calls: { id: string; name: string; arguments: string }[] = []
function add({ index, id = '', name = '', arguments: piece = '' }: ToolCallDelta): void {
  const call = (calls[index] ??= { id, name, arguments: '' }) // id and name come with the first piece
  call.arguments += piece
}

const messages = [{ role: 'user', content: 'Compare the weather in Oslo and Bergen.' }] as const
for await (const { toolCalls = [] } of client.stream({ messages, tools: [getWeather] })) {
  for (const delta of toolCalls) add(delta)
}
for (const { name, arguments: text } of calls) console.log(name, JSON.parse(text))
