import {
  type EndpointEmulatorOptions,
  type RunningEndpointEmulator,
  startEndpointEmulator,
} from '@azureml-endpoints/endpoint-emulator'
import type { BaseMessageChunk } from '@langchain/core/messages'
import { onTestFinished } from 'vitest'
import {
  AzureMLChatOnlineEndpoint,
  type AzureMLChatOnlineEndpointFields,
  AzureMLEndpointApiType,
} from '../src/index.ts'

/** A key long enough to be recognised wherever it turns up. */
export const key = 'key-that-must-not-show'

/** Both kinds of endpoint. */
export const apiTypes = [AzureMLEndpointApiType.dedicated, AzureMLEndpointApiType.serverless] as const

/** The path of each kind of endpoint on the emulator. */
export const paths = { dedicated: '/score', serverless: '/v1/chat/completions' } as const

/** An endpoint that lasts for one test. */
export async function endpoint(options: EndpointEmulatorOptions = {}): Promise<RunningEndpointEmulator> {
  const emulator = await startEndpointEmulator(options)
  onTestFinished(() => emulator.close())
  return emulator
}

/** A chat model on an endpoint; serverless unless told otherwise. */
export function chatOn(
  emulator: { readonly url: string },
  fields: AzureMLChatOnlineEndpointFields = {},
  apiType: keyof typeof paths = 'serverless',
): AzureMLChatOnlineEndpoint {
  return new AzureMLChatOnlineEndpoint({ endpointUrl: emulator.url + paths[apiType], endpointApiKey: key, ...fields })
}

/** A chat model, and the endpoint that it is on. */
export async function chat(
  options: EndpointEmulatorOptions = {},
  fields: AzureMLChatOnlineEndpointFields = {},
  apiType: keyof typeof paths = 'serverless',
): Promise<{ emulator: RunningEndpointEmulator; model: AzureMLChatOnlineEndpoint }> {
  const emulator = await endpoint(options)
  return { emulator, model: chatOn(emulator, fields, apiType) }
}

/** The chunks of a stream. */
export async function collect<T>(stream: AsyncIterable<T> | Promise<AsyncIterable<T>>): Promise<T[]> {
  const chunks: T[] = []
  // LangChain's stream of events is awaitable as well: awaited, it would be the message.
  for await (const chunk of stream instanceof Promise ? await stream : stream) chunks.push(chunk)
  return chunks
}

/** The chunks of a stream, joined as users join them. */
export async function joined<T extends BaseMessageChunk>(
  stream: AsyncIterable<T> | Promise<AsyncIterable<T>>,
): Promise<T> {
  return (await collect(stream)).reduce((sum, chunk) => sum.concat(chunk) as T)
}

/** What is rejected with. */
export async function failure(
  promise: Promise<unknown> | (() => Promise<unknown>),
): Promise<Error & Record<string, unknown>> {
  try {
    const value = await (typeof promise === 'function' ? promise() : promise)
    throw new Error(`did not fail, but gave ${JSON.stringify(value)}`)
  } catch (error) {
    return error as Error & Record<string, unknown>
  }
}

/** The bodies that an emulator was sent. */
export function bodies(emulator: RunningEndpointEmulator): Record<string, unknown>[] {
  return emulator.requests.map(({ body }) => body as Record<string, unknown>)
}

/** The conversation that the last request carried. */
export function sentMessages(emulator: RunningEndpointEmulator): Record<string, unknown>[] {
  const { messages, input_data } = bodies(emulator).at(-1) as {
    messages?: Record<string, unknown>[]
    input_data?: { input_string: Record<string, unknown>[] }
  }
  return messages ?? input_data?.input_string ?? []
}

/** Events as a server sends them; `[DONE]` unless left out. */
function sse(events: readonly object[], end: string = 'data: [DONE]\n\n'): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('') + end
}

/** An event of a chat completion stream. */
export function delta(fields: object, finishReason: string | null = null, event: object = {}): object {
  return {
    id: 'chatcmpl-1',
    model: 'my-model',
    choices: [{ index: 0, delta: fields, finish_reason: finishReason }],
    ...event,
  }
}

/** A stream to answer with, byte for byte. */
export function streamOf(
  events: readonly object[],
  end?: string,
): { raw: { headers: Record<string, string>; body: string } } {
  return { raw: { headers: { 'content-type': 'text/event-stream' }, body: sse(events, end) } }
}
