// An agent with a model, instructions and a tool.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { ToolLoopAgent, tool } from 'ai'
import { z } from 'zod'

const agent = new ToolLoopAgent({
  model: azureML(),
  instructions: 'Be brief.',
  tools: {
    get_weather: tool({
      description: 'Tells the weather in a city.',
      inputSchema: z.object({ city: z.string() }),
      execute: ({ city }) => `18 degrees and a light wind in ${city}`,
    }),
  },
})
const { text } = await agent.generate({ prompt: 'What is the weather like in Oslo? Ask get_weather.' })
console.log(text)
