import { EventSourceParserStream } from 'eventsource-parser/stream'
import { type JsonObject, asList, asNumber, asString, isObject } from '../json/json-value.ts'
import { findExcessDepth } from '../json/json-depth.ts'
import { hashText } from '../random/seeded-random.ts'
import type { EngineDelta, EngineHead, EngineUsage } from './engine.ts'

/** Limits the bytes of a complete upstream response, and the characters of one event in a stream. */
export const maxResponseLength = 64 * 1024 * 1024

/** Parses JSON; rejects nesting so deep that serializing it would overflow the stack. */
export function parseShallow(json: string): unknown {
  if (findExcessDepth(json) !== undefined) throw new SyntaxError('The JSON is nested too deeply')
  return JSON.parse(json)
}

/** Converts a complete answer to deltas. */
export function* parseCompletion(answer: JsonObject): Generator<EngineDelta> {
  for (const choice of asList(answer['choices']).filter(isObject)) {
    const message = isObject(choice['message']) ? choice['message'] : {}
    yield* parsePart(choice, message)
    yield { choice: indexOf(choice), finishReason: asString(choice['finish_reason']) ?? 'stop' }
  }
  yield { head: parseHead(answer), usage: parseUsage(answer) }
}

/** Converts a stream of events to deltas as they arrive. */
export async function* parseStream(body: ReadableStream<Uint8Array>): AsyncGenerator<EngineDelta> {
  const decoded = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
  const events = decoded.pipeThrough(
    new EventSourceParserStream({ maxBufferSize: maxResponseLength, onError: 'terminate' }),
  )
  let finished = false
  let head: EngineHead | undefined
  for await (const { data } of events) {
    if (data === '[DONE]') return
    const chunk = parseShallow(data)
    if (!isObject(chunk)) continue
    if (isError(chunk)) {
      yield { error: chunk }
      return
    }
    // Later chunks repeat the first one's.
    if (head === undefined) yield { head: (head = parseHead(chunk)) }
    for (const choice of asList(chunk['choices']).filter(isObject)) {
      yield* parsePart(choice, isObject(choice['delta']) ? choice['delta'] : {})
      const finishReason = asString(choice['finish_reason'])
      if (finishReason !== undefined) {
        finished = true
        yield { choice: indexOf(choice), finishReason }
      }
    }
    const usage = parseUsage(chunk)
    if (usage) yield { usage }
  }
  if (!finished) yield { interrupted: true }
}

/** Tells whether a value is an error, in any of the forms in which engines send one under status 200. */
export function isError(value: JsonObject): boolean {
  return (value['error'] !== undefined && value['error'] !== null) || value['object'] === 'error'
}

function* parsePart(choice: JsonObject, part: JsonObject): Generator<EngineDelta> {
  const index = indexOf(choice)
  const reasoning = asString(part['reasoning_content']) ?? asString(part['reasoning'])
  if (reasoning) yield { choice: index, reasoning }
  const text = asString(part['content']) ?? asString(choice['text'])
  const messageFields = otherFields(part, messageNames)
  const choiceFields = otherFields(choice, choiceNames)
  if (text || messageFields || choiceFields)
    yield { choice: index, text: text || undefined, messageFields, choiceFields }
  for (const [position, call] of asList(part['tool_calls']).entries()) {
    yield { choice: index, ...parseToolCall(call, position) }
  }
}

const messageNames = new Set(['role', 'content', 'reasoning', 'reasoning_content', 'tool_calls'])
const choiceNames = new Set(['index', 'delta', 'message', 'text', 'finish_reason'])
const headNames = new Set(['id', 'object', 'created', 'model', 'choices', 'usage'])

/** The fields that have no place in a delta; those that are null say nothing. */
function otherFields(value: JsonObject, known: ReadonlySet<string>): JsonObject | undefined {
  let found: Record<string, unknown> | undefined
  for (const name in value) {
    if (known.has(name) || value[name] === null) continue
    found ??= {}
    found[name] = value[name]
  }
  return found
}

function parseHead(answer: JsonObject): EngineHead {
  return {
    id: asString(answer['id']),
    created: asNumber(answer['created']),
    model: asString(answer['model']),
    fields: otherFields(answer, headNames) ?? {},
  }
}

function indexOf(choice: JsonObject): number {
  return Math.max(0, Math.trunc(asNumber(choice['index']) ?? 0))
}

function parseToolCall(call: unknown, position: number): EngineDelta {
  const made = isObject(call) ? call : {}
  const target = isObject(made['function']) ? made['function'] : {}
  const name = asString(target['name'])
  const json =
    typeof target['arguments'] === 'object' ? JSON.stringify(target['arguments']) : asString(target['arguments'])
  const index = Math.max(0, Math.trunc(asNumber(made['index']) ?? position))
  const id = asString(made['id']) ?? (name ? `call_${hashText(`${name}${index}`).toString(36)}` : undefined)
  return { toolCall: { index, id, name, arguments: json ?? '' } }
}

function parseUsage(answer: JsonObject): EngineUsage | undefined {
  const usage = answer['usage']
  if (!isObject(usage)) return undefined
  const prompt = asNumber(usage['prompt_tokens']) ?? 0
  const completion = asNumber(usage['completion_tokens']) ?? 0
  return {
    ...usage,
    prompt_tokens: prompt,
    total_tokens: asNumber(usage['total_tokens']) ?? prompt + completion,
    completion_tokens: completion,
  }
}
