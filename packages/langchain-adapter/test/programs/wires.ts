import type { EndpointEmulatorOptions, RunningEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { AIMessage, type BaseMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { z } from 'zod'
import { AnthropicContentFormatter } from '../../../formatters-anthropic/src/index.ts'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../../src/index.ts'
import { endpoint, key } from '../endpoint.ts'

/** A kind of deployment: its route on the emulator, and the fields of its model. */
interface Wire {
  readonly path: string
  readonly fields: AzureMLChatOnlineEndpointFields
}

const wiresByName: Readonly<Record<'dedicated' | 'serverless' | 'Claude', Wire>> = {
  dedicated: { path: '/score', fields: {} },
  serverless: { path: '/v1/chat/completions', fields: {} },
  Claude: {
    path: '/anthropic/v1/messages',
    fields: {
      deploymentName: 'my-claude',
      contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 1000 }),
    },
  },
}

/** The name of a kind of deployment. */
export type WireName = keyof typeof wiresByName

/** Every program runs on each of them. */
export const wires = Object.keys(wiresByName) as readonly WireName[]

/** Creates a model on an emulator; it does not retry. */
export function modelOn(
  wire: WireName,
  emulator: { readonly url: string },
  fields: AzureMLChatOnlineEndpointFields = {},
): AzureMLChatOnlineEndpoint {
  const { path, fields: own } = wiresByName[wire]
  const endpointUrl = emulator.url + path
  return new AzureMLChatOnlineEndpoint({ endpointUrl, endpointApiKey: key, maxRetries: 0, ...own, ...fields })
}

/** Starts an emulator with these replies and creates a model on it. */
export async function start(
  wire: WireName,
  replies: NonNullable<EndpointEmulatorOptions['replies']>,
  fields: AzureMLChatOnlineEndpointFields = {},
): Promise<{ model: AzureMLChatOnlineEndpoint; emulator: RunningEndpointEmulator }> {
  const emulator = await endpoint({ replies })
  return { model: modelOn(wire, emulator, fields), emulator }
}

/** A tool of most programs. */
export const getWeather = tool(({ city }) => `Sunny in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather.',
  schema: z.object({ city: z.string() }),
})

/** A reply that calls the weather tool; every one has the same id, as servers do it. */
export const weatherCall = (city: string) =>
  ({ toolCalls: [{ id: 'call_0', name: 'get_weather', arguments: { city } }] }) as const

/** Formats a conversation, one message per line. */
export function outline(messages: readonly BaseMessage[]): string[] {
  return messages.map((message) => {
    const calls = AIMessage.isInstance(message) ? (message.tool_calls ?? []) : []
    const said = [message.text, ...calls.map(({ name, args }) => `${name}(${JSON.stringify(args)})`)]
    return `${message.type}: ${said.filter((text) => text !== '').join(' ')}`
  })
}

/** The texts of the requests, for what must or must not have been sent. */
export function sentTexts(emulator: RunningEndpointEmulator): string[] {
  return emulator.requests.map(({ text }) => text)
}

/** Joins the texts of a stream of messages, branch by branch, in alphabetical order. */
export function textsByBranch(parts: readonly unknown[]): string[] {
  const texts = new Map<string, string>()
  for (const part of parts) {
    const [{ text }, { langgraph_checkpoint_ns: branch }] = part as [BaseMessage, { langgraph_checkpoint_ns: string }]
    texts.set(branch, (texts.get(branch) ?? '') + text)
  }
  return [...texts.values()].toSorted()
}
