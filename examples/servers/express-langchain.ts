// Express with LangChain: streams an answer as server-sent events, and stops when the client leaves.

import { once } from 'node:events'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import express from 'express'

const model = new AzureMLChatOnlineEndpoint()
const headers = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform', // no compression
  'X-Accel-Buffering': 'no', // no buffering in nginx
}

const app = express().use(express.json())
app.post('/chat', async (request, response) => {
  const controller = new AbortController()
  const { signal } = controller
  response.on('close', () => controller.abort())
  response.set(headers)
  const send = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`)
  try {
    for await (const { text } of await model.stream(request.body.messages, { signal })) {
      if (text && !send({ text })) await once(response, 'drain', { signal })
    }
  } catch (error) {
    if (signal.aborted) return
    console.error(error) // for you: it names the endpoint, but holds no key
    send({ error: 'The model is not available.' }) // for the client
  }
  response.end()
})
export const server = app.listen(Number(process.env['PORT'] ?? 3000))
