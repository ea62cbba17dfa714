// Express with the AI SDK: answers `useChat`, and stops when the client leaves.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { convertToModelMessages, pipeUIMessageStreamToResponse, streamText, toUIMessageStream } from 'ai'
import express from 'express'

const app = express().use(express.json())
app.post('/chat', async (request, response) => {
  const controller = new AbortController()
  response.on('close', () => controller.abort())
  const { stream } = streamText({
    model: azureML(),
    messages: await convertToModelMessages(request.body.messages),
    abortSignal: controller.signal,
  })
  await pipeUIMessageStreamToResponse({
    response,
    headers: { 'Cache-Control': 'no-cache, no-transform' },
    stream: toUIMessageStream({
      stream,
      onError: () => 'The model is not available.', // for the client; by default "An error occurred."
    }),
  })
})
export const server = app.listen(Number(process.env['PORT'] ?? 3000))
