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

/** A key that is unique enough to search for. */
export const key = 'key-that-must-not-show'

/** Both API types. */
export const apiTypes = [AzureMLEndpointApiType.dedicated, AzureMLEndpointApiType.serverless] as const

/** The emulator's path for each API type. */
export const paths = { dedicated: '/score', serverless: '/v1/chat/completions' } as const

/** Starts an endpoint that is closed after the test. */
export async function endpoint(options: EndpointEmulatorOptions = {}): Promise<RunningEndpointEmulator> {
  const emulator = await startEndpointEmulator(options)
  onTestFinished(() => emulator.close())
  return emulator
}

/** Creates a chat model on an endpoint, serverless by default. */
export function chatOn(
  emulator: { readonly url: string },
  fields: AzureMLChatOnlineEndpointFields = {},
  apiType: keyof typeof paths = 'serverless',
): AzureMLChatOnlineEndpoint {
  return new AzureMLChatOnlineEndpoint({ endpointUrl: emulator.url + paths[apiType], endpointApiKey: key, ...fields })
}

/** Creates a chat model and its endpoint. */
export async function chat(
  options: EndpointEmulatorOptions = {},
  fields: AzureMLChatOnlineEndpointFields = {},
  apiType: keyof typeof paths = 'serverless',
): Promise<{ emulator: RunningEndpointEmulator; model: AzureMLChatOnlineEndpoint }> {
  const emulator = await endpoint(options)
  return { emulator, model: chatOn(emulator, fields, apiType) }
}

/** Collects the chunks of a stream. */
export async function collect<T>(stream: AsyncIterable<T> | Promise<AsyncIterable<T>>): Promise<T[]> {
  const chunks: T[] = []
  // LangChain's event stream is also a promise of the message, so it must not be awaited.
  for await (const chunk of stream instanceof Promise ? await stream : stream) chunks.push(chunk)
  return chunks
}

/** Joins the chunks of a stream with `concat`, as users do. */
export async function joined<T extends BaseMessageChunk>(
  stream: AsyncIterable<T> | Promise<AsyncIterable<T>>,
): Promise<T> {
  return (await collect(stream)).reduce((sum, chunk) => sum.concat(chunk) as T)
}

/** Returns the error that a promise rejects with. */
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

/** Returns the bodies of the requests to an emulator. */
export function bodies(emulator: RunningEndpointEmulator): Record<string, unknown>[] {
  return emulator.requests.map(({ body }) => body as Record<string, unknown>)
}

/** Returns the messages of the last request. */
export function sentMessages(emulator: RunningEndpointEmulator): Record<string, unknown>[] {
  const { messages, input_data } = bodies(emulator).at(-1) as {
    messages?: Record<string, unknown>[]
    input_data?: { input_string: Record<string, unknown>[] }
  }
  return messages ?? input_data?.input_string ?? []
}

/** Formats events as a server sends them, with `[DONE]` by default. */
function sse(events: readonly object[], end: string = 'data: [DONE]\n\n'): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('') + end
}

/** Creates an event of a chat completion stream. */
export function delta(fields: object, finishReason: string | null = null, event: object = {}): object {
  return {
    id: 'chatcmpl-1',
    model: 'my-model',
    choices: [{ index: 0, delta: fields, finish_reason: finishReason }],
    ...event,
  }
}

/** Creates a reply with exactly this stream. */
export function streamOf(
  events: readonly object[],
  end?: string,
): { raw: { headers: Record<string, string>; body: string } } {
  return { raw: { headers: { 'content-type': 'text/event-stream' }, body: sse(events, end) } }
}
