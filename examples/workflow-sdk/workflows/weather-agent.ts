// A durable agent: its model calls and its tool are steps, and the model crosses from step to step without its key.

import { WorkflowAgent } from '@ai-sdk/workflow'
import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { z } from 'zod'

/** Answers a question about the weather. */
export async function askAboutWeather(question: string): Promise<string> {
  'use workflow'
  const agent = new WorkflowAgent({
    model: azureML('blue'),
    tools: {
      get_weather: {
        description: 'Returns the weather in a city.',
        inputSchema: z.object({ city: z.string() }),
        execute: getWeather,
      },
    },
  })
  const { steps } = await agent.stream({ messages: [{ role: 'user', content: question }] })
  return steps.at(-1)?.text ?? ''
}

async function getWeather({ city }: { city: string }): Promise<string> {
  'use step'
  return await (await fetch(`${process.env['WEATHER_URL']}/${city}`)).text()
}
