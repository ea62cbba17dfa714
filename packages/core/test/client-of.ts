import { AzureMLEndpointClient, type ChatChunk, type ChatRequest, type EndpointOptions } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

/** The request that tests send. */
export const hello: ChatRequest = { messages: [{ role: 'user', content: 'Hello?' }] }

/** A key long enough to be recognized anywhere. */
export const key = 'key-that-must-not-show'

/** Creates a client of a serverless endpoint with the same answer for every request. */
export function clientOf(
  answer: () => Response | Promise<Response>,
  options: Partial<EndpointOptions> = {},
): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions',
    endpointApiKey: key,
    contentFormatter: CustomOpenAIChatContentFormatter,
    fetch: async () => answer(),
    maxRetries: 0,
    ...options,
  })
}

/** Creates a body of these pieces, one for each read. */
export function bodyOf(pieces: Iterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = pieces[Symbol.iterator]()
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
  })
}

/** Serializes server-sent events, with `[DONE]` at the end. */
export function sse(...events: readonly unknown[]): string {
  return [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n'].join('')
}

/** Creates an event of a chat completion stream. */
export function delta(fields: object, choice: object = {}, event: object = {}): object {
  return { id: 'c1', model: 'm', choices: [{ index: 0, delta: fields, finish_reason: null, ...choice }], ...event }
}

/** Collects all chunks of a stream, and its error. */
export async function collect(chunks: AsyncIterable<ChatChunk>): Promise<{ chunks: ChatChunk[]; error: unknown }> {
  const collected: ChatChunk[] = []
  try {
    for await (const chunk of chunks) collected.push(chunk)
    return { chunks: collected, error: undefined }
  } catch (error) {
    return { chunks: collected, error }
  }
}

/** Returns the reason of a rejection. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`did not fail, but gave ${JSON.stringify(value)}`)
    },
    (error: unknown) => error,
  )
}
