import { arrayOf, isObject, objectOf, parseJson } from '../json.ts'
import { interactionsOf, readArchive } from './cassette.ts'
import type { RecordedResponse } from './exchange.ts'

/** Reads a JSON file: a cassette, an HTTP archive, a body, the chunks of a stream, or several bodies. */
export function readJsonFile(text: string): RecordedResponse[] | undefined {
  const value = parseJson(text)
  if (value === undefined) return readTextFile(text)
  const recorded = readArchive(value) ?? interactionsOf(value)
  if (recorded !== undefined) return recorded
  if (isChunk(value)) return [{ status: 200, body: eventStream([value]) }]
  if (!Array.isArray(value)) return isObject(value) ? [{ status: 200, body: text }] : undefined
  if (isStream(value)) return [{ status: 200, body: eventStream(value) }]
  return value.every(isObject) ? value.map((body) => ({ status: 200, body: JSON.stringify(body) })) : undefined
}

/** Checks whether a snapshot is of one stream, and not of several answers to the same request. */
function isStream(values: readonly unknown[]): boolean {
  if (values.length === 0) return false
  if (values.every(isChunk)) return true
  const choices = values.map((value) => objectOf(arrayOf(objectOf(value)['choices'])[0]))
  return choices.every(({ text }) => typeof text === 'string') && choices.some((choice) => !choice['finish_reason'])
}

function isChunk(value: unknown): boolean {
  const chunk = objectOf(value)
  const choice = objectOf(arrayOf(chunk['choices'])[0])
  return isObject(chunk['token']) || String(chunk['object']).endsWith('.chunk') || 'delta' in choice
}

/** Reads server-sent events, or a file with one JSON event a line. */
export function readTextFile(text: string): RecordedResponse[] | undefined {
  if (/^(data|event|id|retry)?:/m.test(text.slice(0, 1000))) return [{ status: 200, body: text }]
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const events = lines.map(parseJson)
  return events.length > 0 && events.every(isObject) ? [{ status: 200, body: eventStream(events) }] : undefined
}

function eventStream(events: readonly unknown[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
}
