// The arguments of tool calls as the model writes them, then the parsed call and its result.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { streamText, tool } from 'ai'
import { z } from 'zod'

const getWeather = tool({
  description: 'Tells the weather in a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => `18 degrees in ${city}`,
})
const { stream } = streamText({
  model: azureML(),
  prompt: 'Compare the weather in Oslo and Bergen.',
  tools: { get_weather: getWeather },
})
for await (const part of stream) {
  if (part.type === 'tool-input-start') process.stdout.write(`${part.toolName} `)
  if (part.type === 'tool-input-delta') process.stdout.write(part.delta)
  if (part.type === 'tool-call') console.log('\ncalled with', part.input)
  if (part.type === 'tool-result') console.log('returned', part.output)
}
