// Tool calling, repeated until the model answers.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText, isStepCount, tool } from 'ai'
import { z } from 'zod'

const getWeather = tool({
  description: 'Tells the weather in a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => `18 degrees and a light wind in ${city}`,
})
const { text, steps } = await generateText({
  model: azureML(),
  prompt: 'What is the weather like in Oslo? Ask get_weather.',
  tools: { get_weather: getWeather },
  stopWhen: isStepCount(5),
})
console.log(steps.length, text)
