// Claude thinks and calls a tool through the AI SDK: signed thoughts go back with the result.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { generateText, isStepCount, tool } from 'ai'
import { z } from 'zod'

const foundry = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 8000 }),
})
const getWeather = tool({
  description: 'Tells the weather in a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => `18 degrees and a light wind in ${city}`,
})
const { text } = await generateText({
  model: foundry('my-claude'),
  reasoning: 'medium',
  prompt: 'What is the weather like in Oslo? Ask get_weather.',
  tools: { get_weather: getWeather },
  stopWhen: isStepCount(5),
})
console.log(text)
