import type { LanguageModelV4CallOptions } from '@ai-sdk/provider'
import type { ParsedChatChunk } from '@azureml-endpoints/core'
import { type AzureMLProviderSettings, createAzureML } from '../src/index.ts'
import { PlainFormatter } from './plain-formatter.ts'
import { events, hello } from './prompt.ts'

/** Creates the stream of an endpoint that sends nothing by itself. */
export function fedStream(options: Partial<LanguageModelV4CallOptions>, settings: AzureMLProviderSettings = {}) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({ start: (own) => void (controller = own) })
  const fetch = async (): Promise<Response> => new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  const endpoint = { endpointUrl: 'https://e.x/v1/chat/completions', endpointApiKey: 'key', fetch }
  const model = createAzureML({ ...endpoint, ...settings, contentFormatter: PlainFormatter })()
  return {
    send: (chunks: readonly ParsedChatChunk[]) => controller?.enqueue(new TextEncoder().encode(events(...chunks))),
    close: () => controller?.close(),
    open: async () => (await model.doStream({ prompt: hello, ...options })).stream.getReader(),
    openWhole: async () => model.doStream({ prompt: hello, ...options }),
  }
}
