// Hono with LangChain: streams an answer as server-sent events, and stops when the client leaves.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

const model = new AzureMLChatOnlineEndpoint()

const app = new Hono()
app.post('/chat', async (context) => {
  const { messages } = await context.req.json()
  context.header('X-Accel-Buffering', 'no') // no buffering in nginx
  return streamSSE(context, async (stream) => {
    const controller = new AbortController()
    stream.onAbort(() => controller.abort())
    try {
      for await (const { text } of await model.stream(messages, { signal: controller.signal })) {
        if (text) await stream.writeSSE({ data: JSON.stringify({ text }) })
      }
    } catch (error) {
      if (controller.signal.aborted) return
      console.error(error) // for you: it names the endpoint, but holds no key
      await stream.writeSSE({ data: JSON.stringify({ error: 'The model is not available.' }) }) // for the client
    }
  })
})
export const server = serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) })
