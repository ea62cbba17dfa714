// A route with LangChain for Cloudflare Workers, Deno and Bun: the key stays on the server.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import type { AIMessageChunk } from '@langchain/core/messages'
import { toEventStream } from './event-stream.ts'

export default {
  async fetch(request: Request, environment: Record<string, string | undefined> = {}): Promise<Response> {
    const model = new AzureMLChatOnlineEndpoint({
      endpointUrl: environment['AZUREML_ENDPOINT_URL'], // Cloudflare passes it; elsewhere, the model reads process.env
      endpointApiKey: environment['AZUREML_ENDPOINT_API_KEY'],
    })
    const { messages } = await request.json()
    return toEventStream(pieces(model.stream(messages, { signal: request.signal }), request.signal))
  },
}

async function* pieces(chunks: Promise<AsyncIterable<AIMessageChunk>>, signal: AbortSignal) {
  try {
    for await (const { text } of await chunks) if (text) yield { text }
  } catch (error) {
    if (signal.aborted) return // the client has left
    console.error(String(error)) // for you
    yield { error: 'The model is not available.' } // for the client
  }
}
