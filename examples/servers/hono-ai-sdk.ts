// Hono with the AI SDK: answers `useChat`, and stops when the client leaves.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { serve } from '@hono/node-server'
import { convertToModelMessages, createUIMessageStreamResponse, streamText, toUIMessageStream } from 'ai'
import { Hono } from 'hono'

const app = new Hono()
app.post('/chat', async (context) => {
  const { messages } = await context.req.json()
  const { stream } = streamText({
    model: azureML(),
    messages: await convertToModelMessages(messages),
    abortSignal: context.req.raw.signal,
  })
  return createUIMessageStreamResponse({
    stream: toUIMessageStream({
      stream,
      onError: () => 'The model is not available.', // for the client; by default "An error occurred."
    }),
  })
})
export const server = serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) })
