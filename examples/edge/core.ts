// A route with core for Cloudflare Workers, Deno and Bun: the key stays on the server.

import { AzureMLEndpointClient, type ChatChunk } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { toEventStream } from './event-stream.ts'

export default {
  async fetch(request: Request, environment: Record<string, string | undefined> = {}): Promise<Response> {
    const client = new AzureMLEndpointClient({
      endpointUrl: environment['AZUREML_ENDPOINT_URL'], // Cloudflare passes it; elsewhere, the client reads process.env
      endpointApiKey: environment['AZUREML_ENDPOINT_API_KEY'],
      contentFormatter: CustomOpenAIChatContentFormatter,
    })
    const { messages } = await request.json()
    return toEventStream(pieces(client.stream({ messages }, { signal: request.signal }), request.signal))
  },
}

async function* pieces(chunks: AsyncIterable<ChatChunk>, signal: AbortSignal) {
  try {
    for await (const { text } of chunks) if (text) yield { text }
  } catch (error) {
    if (signal.aborted) return // the client has left
    console.error(String(error)) // for you
    yield { error: 'The model is not available.' } // for the client
  }
}
