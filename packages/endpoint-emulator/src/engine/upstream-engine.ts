import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { EngineDelta, EngineOutput, EngineRequest, EngineUsage } from './engine.ts'
import { ModelFailure } from '../failures/failure.ts'
import { type JsonObject, asList, asNumber, asString, isObject } from '../json/json-value.ts'
import { findExcessDepth } from '../json/json-depth.ts'
import { hashText } from '../random/seeded-random.ts'

/** An OpenAI-compatible server whose model answers. */
export interface Upstream {
  /** The base URL, without `/chat/completions`. */
  readonly url: string
  /** The key, sent as a bearer token. @default none */
  readonly apiKey?: string | undefined
  /** The model to request. @default the model in the caller's request */
  readonly model?: string | undefined
  /** Additional headers; they override the others. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Calls the upstream; returns its stream as a stream, any other response as a list. */
export async function callUpstream(request: EngineRequest, upstream: Upstream, stream: boolean): Promise<EngineOutput> {
  const route = request.prompt === undefined ? 'chat/completions' : 'completions'
  const options = stream ? { stream: true, stream_options: { include_usage: true } } : { stream: false }
  const { stream: _stream, stream_options: _options, ...body } = request.body
  const model = upstream.model ?? request.model
  const response = await post(route, { ...body, model, ...options }, upstream, request.signal)
  if (!stream || !response.headers.get('content-type')?.includes('text/event-stream')) {
    return [...parseCompletion(await readJson(response, upstream))]
  }
  return parseStream(response)
}

/** Posts a body to a route of the upstream and returns the parsed JSON response. */
export async function postUpstream(
  route: string,
  body: JsonObject,
  upstream: Upstream,
  signal: AbortSignal,
): Promise<unknown> {
  return readJson(await post(route, { ...body, model: upstream.model ?? body['model'] }, upstream, signal), upstream)
}

async function post(route: string, body: JsonObject, upstream: Upstream, signal: AbortSignal): Promise<Response> {
  const url = `${upstream.url.replace(/\/+$/, '')}/${route}`
  const authorization: Record<string, string> = upstream.apiKey ? { authorization: `Bearer ${upstream.apiKey}` } : {}
  const headers = { 'content-type': 'application/json', ...authorization, ...upstream.headers }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal }).catch(
    () => undefined,
  )
  if (!response) throw new ModelFailure({ kind: 'upstream-down', url })
  if (response.ok) return response
  const contentType = response.headers.get('content-type') ?? 'text/plain'
  const failure = { kind: 'upstream-failed', status: response.status, contentType } as const
  throw new ModelFailure({ ...failure, body: await readText(response, url) })
}

async function readJson(response: Response, upstream: Upstream): Promise<unknown> {
  const text = await readText(response, upstream.url)
  try {
    return parseShallow(text)
  } catch {
    throw new ModelFailure({ kind: 'upstream-down', url: upstream.url })
  }
}

async function readText(response: Response, url: string): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > maxResponseLength) throw new ModelFailure({ kind: 'upstream-down', url })
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

/** Parses JSON; rejects nesting so deep that serializing it would overflow the stack. */
function parseShallow(json: string): unknown {
  if (findExcessDepth(json) !== undefined) throw new SyntaxError('The JSON is nested too deeply.')
  return JSON.parse(json)
}

/** Limits the bytes of a complete upstream response, and the characters of one event in a stream. */
const maxResponseLength = 64 * 1024 * 1024

function* parseCompletion(answer: unknown): Generator<EngineDelta> {
  const choice = firstChoice(answer)
  const message = isObject(choice?.['message']) ? choice['message'] : {}
  const reasoning = asString(message['reasoning_content']) ?? asString(message['reasoning'])
  if (reasoning) yield { reasoning }
  const text = asString(message['content']) ?? asString(choice?.['text'])
  if (text) yield { text }
  for (const [index, call] of asList(message['tool_calls']).entries()) yield parseToolCall(call, index)
  yield { finishReason: asString(choice?.['finish_reason']) ?? 'stop', usage: parseUsage(answer) }
}

async function* parseStream(response: Response): AsyncGenerator<EngineDelta> {
  if (!response.body) return
  const decoded = response.body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
  const events = decoded.pipeThrough(
    new EventSourceParserStream({ maxBufferSize: maxResponseLength, onError: 'terminate' }),
  )
  for await (const { data } of events) {
    if (data === '[DONE]') return
    const chunk = parseShallow(data)
    const choice = firstChoice(chunk)
    const delta = isObject(choice?.['delta']) ? choice['delta'] : {}
    const reasoning = asString(delta['reasoning_content']) ?? asString(delta['reasoning'])
    if (reasoning) yield { reasoning }
    const text = asString(delta['content']) ?? asString(choice?.['text'])
    if (text) yield { text }
    for (const call of asList(delta['tool_calls'])) yield parseToolCall(call, 0)
    const finishReason = asString(choice?.['finish_reason'])
    const usage = parseUsage(chunk)
    if (finishReason || usage) yield { finishReason, usage }
  }
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

function firstChoice(answer: unknown): JsonObject | undefined {
  const choice = isObject(answer) ? asList(answer['choices'])[0] : undefined
  return isObject(choice) ? choice : undefined
}

function parseUsage(answer: unknown): EngineUsage | undefined {
  const usage = isObject(answer) && isObject(answer['usage']) ? answer['usage'] : undefined
  if (!usage) return undefined
  const prompt = asNumber(usage['prompt_tokens']) ?? 0
  const completion = asNumber(usage['completion_tokens']) ?? 0
  return {
    prompt_tokens: prompt,
    total_tokens: asNumber(usage['total_tokens']) ?? prompt + completion,
    completion_tokens: completion,
  }
}
