import { type ChatStreamReader, type ParsedChatChunk, printable, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { readEnd, toolCallsOf } from '../response/answer.ts'
import { sourcesOf } from '../response/sources.ts'

/** Creates a reader for the events of one stream, from `stream-start` to `stream-end`; skips other kinds of events. */
export function openChatStream(): ChatStreamReader {
  // Some models send text, tool calls and documents only in the last event; others repeat them there.
  const seen: Seen = { text: false, toolCalls: false, sources: false }
  let unknown: string | undefined
  let isCohere = false
  return (event) => {
    if (event === undefined) {
      if (!isCohere && unknown !== undefined) throw foreign(`only events such as "${unknown}"`)
      return undefined
    }
    const type = isFields(event) ? event['event_type'] : undefined
    if (!isFields(event) || typeof type !== 'string') throw foreign('no event_type')
    if (EVENTS.has(type)) isCohere = true
    else unknown ??= printable(type.slice(0, MAX_TYPE_LENGTH))
    const chunk = readEvent(event, seen)
    if (chunk?.text !== undefined) seen.text = true
    if (chunk?.toolCalls !== undefined && chunk.toolCalls.length > 0) seen.toolCalls = true
    if (chunk?.sources !== undefined) seen.sources = true
    return chunk
  }
}

/** What a stream has contained so far. */
interface Seen {
  text: boolean
  toolCalls: boolean
  sources: boolean
}

/** The events of Cohere's chat; new ones may be added, but a stream without any of these is another service's. */
const EVENTS: ReadonlySet<string> = new Set(
  (
    'stream-start search-queries-generation search-results text-generation citation-generation tool-calls-generation ' +
    'tool-calls-chunk stream-end debug'
  ).split(' '),
)

const MAX_TYPE_LENGTH = 60

function foreign(problem: string): Error {
  return new Error(`Expected an event of Cohere's chat, but it has ${problem}.`)
}

function readEvent(event: Fields, seen: Readonly<Seen>): ParsedChatChunk | undefined {
  switch (event['event_type']) {
    case 'stream-start':
      return { id: textOrUndefined(event['response_id']) ?? textOrUndefined(event['generation_id']) }
    case 'text-generation':
      return { text: textOrUndefined(event['text']) }
    case 'tool-calls-chunk':
      return { text: textOrUndefined(event['text']), toolCalls: pieceOf(event['tool_call_delta']) }
    case 'tool-calls-generation':
      return seen.toolCalls ? undefined : { toolCalls: toolCallsOf(event['tool_calls']) }
    case 'search-results':
      return seen.sources ? undefined : sourcesOf(event['documents'])
    case 'stream-end':
      return readLast(event, seen)
    default:
      return undefined
  }
}

function pieceOf(delta: unknown): ParsedChatChunk['toolCalls'] {
  if (!isFields(delta)) return undefined
  const { index, name, parameters } = delta
  return [
    {
      ...(typeof index === 'number' && { index }),
      ...(typeof name === 'string' && { name }),
      ...(typeof parameters === 'string' && { arguments: parameters }),
    },
  ]
}

function readLast(event: Fields, seen: Readonly<Seen>): ParsedChatChunk {
  const response = isFields(event['response']) ? event['response'] : {}
  return {
    text: seen.text ? undefined : textOrUndefined(response['text']),
    toolCalls: seen.toolCalls ? undefined : toolCallsOf(response['tool_calls']),
    ...(seen.sources ? undefined : sourcesOf(response['documents'])),
    ...readEnd({ ...response, finish_reason: event['finish_reason'] ?? response['finish_reason'] }),
  }
}
