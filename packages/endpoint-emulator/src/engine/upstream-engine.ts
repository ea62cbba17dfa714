import type { EngineOutput, EngineRequest } from './engine.ts'
import { ModelFailure } from '../failures/failure.ts'
import { type JsonObject, isObject } from '../json/json-value.ts'
import { isError, maxResponseLength, parseCompletion, parseShallow, parseStream } from './upstream-answer.ts'
import type { Upstream } from './upstream.ts'
import { shownUrl, upstreamBody, upstreamUrl } from './upstream-request.ts'

/** Calls the upstream; returns its stream as a stream, any other response as a list. */
export async function callUpstream(request: EngineRequest, upstream: Upstream, stream: boolean): Promise<EngineOutput> {
  const route = request.prompt === undefined ? 'chat/completions' : 'completions'
  const response = await post(route, upstreamBody(request, upstream, stream), upstream, request.signal)
  if (response.body && stream && response.headers.get('content-type')?.includes('text/event-stream')) {
    return parseStream(response.body)
  }
  return [...parseCompletion(await readJson(response, upstream))]
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
  const { url, basic } = upstreamUrl(upstream, route)
  const authorization = upstream.apiKey ? `Bearer ${upstream.apiKey}` : basic
  const headers = {
    'content-type': 'application/json',
    ...(authorization === undefined ? {} : { authorization }),
    ...upstream.headers,
  }
  let response: Response
  try {
    response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
  } catch (error) {
    throw upstreamDown(upstream, `cannot be reached: ${causeOf(error)}`)
  }
  if (response.ok) return response
  throw await upstreamFailure(response, await readText(response, upstream))
}

async function readJson(response: Response, upstream: Upstream): Promise<JsonObject> {
  const text = await readText(response, upstream)
  let value: unknown
  try {
    value = parseShallow(text)
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    throw upstreamDown(upstream, `does not answer with JSON: ${cause}`)
  }
  if (!isObject(value)) throw upstreamDown(upstream, 'does not answer with a JSON object')
  if (isError(value)) throw upstreamFailure(response, text)
  return value
}

async function readText(response: Response, upstream: Upstream): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const part of response.body ?? []) {
      length += part.length
      if (length > maxResponseLength) break
      parts.push(part)
    }
  } catch (error) {
    throw upstreamDown(upstream, `broke off its answer: ${causeOf(error)}`)
  }
  if (length > maxResponseLength) throw upstreamDown(upstream, `answers with more than ${maxResponseLength} bytes`)
  return Buffer.concat(parts).toString()
}

function upstreamDown({ url }: Upstream, problem: string): ModelFailure {
  return new ModelFailure({ kind: 'upstream-down', cause: `The upstream ${shownUrl(url)} ${problem}.` })
}

/** A failure of the upstream's own: its status and body, and what its headers say about trying again. */
function upstreamFailure({ status, headers }: Response, body: string): ModelFailure {
  const passed = [...headers].filter(([name]) => passedHeaders.test(name))
  const contentType = headers.get('content-type') ?? 'text/plain'
  return new ModelFailure({ kind: 'upstream-failed', status, contentType, headers: Object.fromEntries(passed), body })
}

const passedHeaders = /^(retry-after|retry-after-ms|x-ms-retry-after-ms|x-should-retry|x-ratelimit-.+)$/

/** `fetch` hides the reason in the cause of its error; a name with several addresses has one for each. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError) return error.errors.map(causeOf).join(', ')
  return error.cause === undefined ? error.message : causeOf(error.cause)
}
