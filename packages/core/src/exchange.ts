import { BodyReader, describe } from './body-reader.ts'
import type { SentRequest } from './chat.ts'
import { Deadline, type Limits } from './deadline.ts'
import { withoutSecrets } from './endpoint-url.ts'
import { ConfigurationError, EndpointError } from './errors.ts'
import { readFailure } from './failure.ts'
import { notify } from './hooks.ts'
import { retrying } from './retry.ts'
import type { Settings } from './settings.ts'

/** One call as it goes over the wire. */
export interface Call {
  readonly settings: Settings
  readonly request: SentRequest
  /** `request.body` as JSON text. */
  readonly json: string
  readonly accept: string
  readonly headers: Readonly<Record<string, string | undefined>> | undefined
  readonly limits: Limits
  readonly maxRetries: number
}

/** An answer that has begun: its first bytes are here, and no other attempt will be made. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: BodyReader
}

/** Error bodies are kept up to this many bytes. */
const errorBodyLimit = 64 * 1024

/** Sends a call, as often as the rules of retrying allow, until an answer begins. */
export async function openAnswer(call: Call): Promise<Answer> {
  const { settings, limits, maxRetries } = call
  limits.signal?.throwIfAborted()
  return retrying((attempt) => tryOnce(call, attempt), {
    maxRetries,
    signal: limits.signal,
    hooks: settings.hooks,
    renew: settings.authorization.renew,
  })
}

async function tryOnce(call: Call, attempt: number): Promise<Answer> {
  const { settings } = call
  const deadline = new Deadline(call.limits)
  let body: BodyReader | undefined
  try {
    const signed = settings.authorization.headers()
    const headers = requestHeaders(call, signed instanceof Promise ? await deadline.within(signed) : signed)
    const response = await send(call, headers, deadline, attempt)
    if (response.bodyUsed) throw consumed()
    body = new BodyReader(response.body, deadline)
    if (!response.ok) throw await failureOf(call, response, body)
    await body.first()
    return { status: response.status, headers: response.headers, body }
  } catch (error) {
    if (body === undefined) deadline.close('abandon')
    else body.close()
    throw error instanceof EndpointError ? locate(error, call) : error
  }
}

async function send(call: Call, headers: Headers, deadline: Deadline, attempt: number): Promise<Response> {
  const { settings, request } = call
  const { url } = request
  const fetchNow = settings.fetch ?? globalThis.fetch
  const started = Date.now()
  notify(settings.hooks.onRequest, () => ({
    url,
    headers: settings.secrets.redactHeaders(headers),
    body: request.body,
    attempt,
  }))
  let response: Response
  try {
    response = await deadline.within(
      fetchNow(url, { method: 'POST', headers, body: call.json, redirect: 'manual', signal: deadline.signal }),
    )
  } catch (error) {
    deadline.check()
    throw unreachable(error, settings)
  }
  notify(settings.hooks.onResponse, () => ({
    url,
    status: response.status,
    headers: settings.secrets.redactHeaders(response.headers),
    attempt,
    durationMs: Date.now() - started,
  }))
  return response
}

async function failureOf(call: Call, response: Response, body: BodyReader): Promise<EndpointError> {
  const { secrets, url, apiType } = call.settings
  // Whatever ends the body early, the status is known and says more; only the caller's own wish comes before it.
  const { text } = await body.text(errorBodyLimit)
  call.limits.signal?.throwIfAborted()
  return readFailure({
    status: response.status,
    headers: secrets.redactHeaders(response.headers),
    text: secrets.redact(text),
    url,
    apiType,
    request: call.request,
  })
}

function requestHeaders(call: Call, authorization: Readonly<Record<string, string>>): Headers {
  const { settings } = call
  const headers = new Headers({ 'content-type': 'application/json', accept: call.accept, ...authorization })
  for (const [name, value] of [...Object.entries(settings.headers), ...Object.entries(call.headers ?? {})]) {
    if (value === undefined) {
      headers.delete(name)
      continue
    }
    if (/auth|key|token|secret|cookie/i.test(name)) settings.secrets.add(value.replace(/^Bearer /i, ''))
    try {
      headers.set(name, value)
    } catch {
      // Without its cause, whose message shows the value.
      throw new ConfigurationError(`The header ${JSON.stringify(name)} has a name or value that HTTP does not allow.`, {
        setting: 'headers',
      })
    }
  }
  return headers
}

/** Codes of failures that no repetition mends: certificates, and ports that fetch refuses. */
const lasting = /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|bad port/

function unreachable(error: unknown, { url, secrets }: Settings): EndpointError {
  const detail = secrets.redact(describe(error))
  const inner = error instanceof Error ? error.cause : undefined
  const code = inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : undefined
  return new EndpointError(
    `${withoutSecrets(url)} could not be reached: ${detail}. Check the host's name, the network and any proxy or private endpoint in between.`,
    { code, retryable: !lasting.test(`${code} ${detail}`), cause: secrets.cause(error) },
  )
}

function consumed(): ConfigurationError {
  return new ConfigurationError(
    'The `fetch` that was passed gave a response whose body it has read already. Let it read a `response.clone()`.',
    {
      setting: 'fetch',
    },
  )
}

/** Adds the request to an error that was made where it is not known. */
function locate(error: EndpointError, call: Call): EndpointError {
  if (error.request === undefined) Object.assign(error, { request: call.request })
  return error
}
