// A route with the AI SDK for Cloudflare Workers, Deno and Bun, which answers `useChat`: the key stays on the server.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { convertToModelMessages, createUIMessageStreamResponse, streamText, toUIMessageStream } from 'ai'

export default {
  async fetch(request: Request, environment: Record<string, string | undefined> = {}): Promise<Response> {
    const azureML = createAzureML({
      endpointUrl: environment['AZUREML_ENDPOINT_URL'], // Cloudflare passes it; elsewhere, the provider reads process.env
      endpointApiKey: environment['AZUREML_ENDPOINT_API_KEY'],
    })
    const { messages } = await request.json()
    const { stream } = streamText({
      model: azureML(),
      messages: await convertToModelMessages(messages),
      abortSignal: request.signal,
    })
    return createUIMessageStreamResponse({
      stream: toUIMessageStream({ stream, onError: () => 'The model is not available.' }),
    })
  },
}
