import {
  type ParsedChatResponse,
  type ParsedToolCall,
  type Source,
  isFields,
  type Fields,
} from '@azureml-endpoints/core'
import { objectsOf, textOrUndefined } from '../json/json-object.ts'
import { recordBlocks } from './recorded-blocks.ts'
import { sourceOf } from './sources.ts'
import { readStop } from './stop-reason.ts'
import { usageOf } from './usage.ts'

/** Parses a whole message. */
export function readMessage(body: unknown): ParsedChatResponse {
  if (!isFields(body) || body['type'] !== 'message' || !Array.isArray(body['content'])) {
    throw new Error('Expected a message of the Messages API, but the body has no content or another type.')
  }
  const blocks = objectsOf(body['content'])
  const text = blocks.map(textOf).join('')
  const reasoning = blocks.map(thoughtOf).join('')
  const stop = readStop(body)
  const sources = sourcesOf(blocks)
  const providerData = recordBlocks(blocks)
  if (text === '' && stop === undefined && !blocks.some(isOutput)) {
    throw new Error('Expected a message of the Messages API, but it has neither content nor a stop reason.')
  }
  return {
    text: text === '' ? (stop?.refusal ?? '') : text,
    ...(reasoning !== '' && { reasoning }),
    toolCalls: blocks.filter(({ type }) => type === 'tool_use').map(toolCallOf),
    ...stop,
    ...readEnvelope(body),
    usage: usageOf(body['usage']),
    ...(sources.length > 0 && { sources }),
    ...(providerData !== undefined && { providerData }),
  }
}

/** Parses what a message has beside its content, whole or at the start of a stream. */
export function readEnvelope(message: Fields): Pick<ParsedChatResponse, 'id' | 'model' | 'serviceTier'> {
  const { usage } = message
  const id = textOrUndefined(message['id'])
  const model = textOrUndefined(message['model'])
  const serviceTier = isFields(usage) ? textOrUndefined(usage['service_tier']) : undefined
  return {
    ...(id !== undefined && { id }),
    ...(model !== undefined && { model }),
    ...(serviceTier !== undefined && { serviceTier }),
  }
}

function textOf({ type, text }: Fields): string {
  return type === 'text' && typeof text === 'string' ? text : ''
}

function thoughtOf({ type, thinking }: Fields): string {
  return type === 'thinking' && typeof thinking === 'string' ? thinking : ''
}

function isOutput({ type }: Fields): boolean {
  return type === 'tool_use' || type === 'thinking' || type === 'redacted_thinking'
}

function toolCallOf({ id, name, input }: Fields): ParsedToolCall {
  if (typeof name !== 'string' || name === '') throw new Error('A tool call in the message has no name.')
  const callId = textOrUndefined(id)
  return { ...(callId !== undefined && { id: callId }), name, arguments: JSON.stringify(input ?? {}) }
}

function sourcesOf(blocks: readonly Fields[]): readonly Source[] {
  return blocks.flatMap(({ type, citations }) => {
    if (type !== 'text' || !Array.isArray(citations)) return []
    return citations.map(sourceOf).filter((source) => source !== undefined)
  })
}
