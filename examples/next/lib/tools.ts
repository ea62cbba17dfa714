import { type InferUITools, tool, type UIDataTypes, type UIMessage } from 'ai'
import { z } from 'zod'

/** What the model may call. */
export const tools = {
  get_weather: tool({
    description: 'Tells the weather in a city.',
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => `18 degrees and a light wind in ${city}`,
  }),
  send_email: tool({
    description: 'Sends an email.',
    inputSchema: z.object({ to: z.string(), text: z.string() }),
    execute: async ({ to }) => `Sent to ${to}.`,
  }),
}

/** Which calls wait for the user. */
export const toolApproval = { send_email: 'user-approval' } as const

export type ChatMessage = UIMessage<unknown, UIDataTypes, InferUITools<typeof tools>>
