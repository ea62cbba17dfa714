import type { ChatMessage, ChatRequest, ContentPart, ToolCall } from '@azureml-endpoints/core'
import { convertToModelMessages, type FilePart, type ModelMessage } from 'ai'
import { z } from 'zod'
import { mediaKindOf } from '../../contract/media-kind.ts'
import type { PlaygroundMessage, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { sendableMessages } from '../../contract/sendable-messages.ts'
import { playgroundTools } from './tools.ts'

/** Converts the page's messages and settings to a core request. */
export async function toChatRequest(
  messages: readonly PlaygroundMessage[],
  settings: PlaygroundSettings,
): Promise<ChatRequest> {
  const { system, temperature, topP, maxTokens, stop, seed, reasoningEffort, schema } = settings
  const converted = (await toModelMessages(messages)).flatMap(toCoreMessages)
  const tools = playgroundTools.map(({ name, description, input }) => {
    return { name, description, parameters: z.toJSONSchema(input) }
  })
  return {
    messages: system === '' ? converted : [{ role: 'system', content: system }, ...converted],
    temperature,
    topP,
    maxTokens,
    ...(stop.length > 0 && { stop }),
    seed,
    reasoningEffort,
    ...(settings.tools && { tools }),
    ...(schema !== '' && { responseFormat: { type: 'json', name: 'answer', schema: parseSchema(schema) } }),
  }
}

/** Converts the page's messages to AI SDK model messages, without turns that failed. */
export async function toModelMessages(messages: readonly PlaygroundMessage[]): Promise<ModelMessage[]> {
  return convertToModelMessages([...sendableMessages(messages)], { ignoreIncompleteToolCalls: true })
}

/** Parses the JSON Schema from the form. */
export function parseSchema(schema: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(schema))
}

function toCoreMessages(message: ModelMessage): ChatMessage[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }]
    case 'user':
      return [{ role: 'user', content: userContent(message.content) }]
    case 'assistant':
      return [assistantMessage(message.content)]
    case 'tool':
      return message.content.flatMap((part) =>
        part.type === 'tool-result'
          ? [{ role: 'tool' as const, toolCallId: part.toolCallId, content: resultText(part.output) }]
          : [],
      )
  }
}

function userContent(content: (ModelMessage & { role: 'user' })['content']): string | ContentPart[] {
  if (typeof content === 'string') return content
  const parts = content.flatMap((part): ContentPart[] => {
    if (part.type === 'text') return [{ type: 'text', text: part.text }]
    return part.type === 'file' ? [toMedia(part)] : []
  })
  const [only] = parts
  return parts.length === 1 && only?.type === 'text' ? only.text : parts
}

function toMedia({ mediaType, filename, data }: FilePart): ContentPart {
  return { type: mediaKindOf(mediaType), url: dataUrl(data), mediaType, filename }
}

/** Returns the URL of a file; the page sends only `data:` URLs. */
function dataUrl(data: FilePart['data']): string {
  if (typeof data === 'string') return data
  if (data instanceof URL) return data.href
  return 'type' in data && data.type === 'url' ? String(data.url) : ''
}

function assistantMessage(content: (ModelMessage & { role: 'assistant' })['content']): ChatMessage {
  if (typeof content === 'string') return { role: 'assistant', content }
  const textOf = (type: 'text' | 'reasoning'): string =>
    content.map((part) => (part.type === type && 'text' in part ? part.text : '')).join('')
  const toolCalls = content.flatMap((part): ToolCall[] =>
    part.type === 'tool-call'
      ? [{ id: part.toolCallId, name: part.toolName, arguments: JSON.stringify(part.input) }]
      : [],
  )
  const reasoning = textOf('reasoning') || undefined
  return { role: 'assistant', content: textOf('text'), reasoning, ...(toolCalls.length > 0 && { toolCalls }) }
}

function resultText(output: { readonly type: string; readonly value?: unknown }): string {
  return typeof output.value === 'string' ? output.value : JSON.stringify(output.value)
}
