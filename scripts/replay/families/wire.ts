import { isObject, type JSONObject, parseJson } from '../json.ts'

/** A body as its parts: one value, or the events of a stream. */
export type Wire = WholeBody | EventStream

/** A body that is one JSON value. */
interface WholeBody {
  readonly streamed: false
  /** The value, or `undefined` if the body is not JSON. */
  readonly value: unknown
}

/** A body of server-sent events or of JSON lines. */
interface EventStream {
  readonly streamed: true
  /** The events that are JSON objects. */
  readonly events: readonly JSONObject[]
  /** Whether the stream says that it ended. */
  readonly done: boolean
  /** The media type that a server sends with it. */
  readonly type: 'text/event-stream' | 'application/x-ndjson'
}

/** Splits a body the way a person would: blocks of `data:` lines, lines of JSON, or JSON. */
export function wireOf(body: string): Wire {
  if (/^(data|event|id|retry|:)/.test(body.trimStart())) {
    const blocks = body.split(/\r?\n\r?\n/).map(dataOf)
    const done = blocks.some((data) => data.trim() === '[DONE]')
    return { streamed: true, events: blocks.map(parseJson).filter(isObject), done, type: 'text/event-stream' }
  }
  const value = parseJson(body)
  if (value !== undefined) return { streamed: false, value }
  const lines = body.split(/\r?\n/).filter((line) => line.trim() !== '')
  const events = lines.map(parseJson)
  if (events.length < 2 || !events.every(isObject)) return { streamed: false, value }
  return { streamed: true, events, done: false, type: 'application/x-ndjson' }
}

function dataOf(block: string): string {
  return block
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''))
    .join('\n')
}
