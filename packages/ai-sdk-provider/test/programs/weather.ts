import type { ScriptedReply } from '@azureml-endpoints/endpoint-emulator'
import { tool } from 'ai'
import { z } from 'zod'

/** A tool that runs at once. */
export const weather = tool({
  description: 'Tells the weather in a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, degrees: 21 }),
})

/** A reply that calls the tool for each city. */
export function weatherCalls(...cities: readonly string[]): ScriptedReply {
  return {
    text: 'Let me see.',
    toolCalls: cities.map((city) => ({ id: `call_${city}`, name: 'weather', arguments: { city } })),
  }
}
