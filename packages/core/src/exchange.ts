import { BodyReader, describe } from './body-reader.ts'
import type { SentRequest } from './chat.ts'
import { Deadline, type TimeLimits, throwIfCalledOff } from './deadline.ts'
import { withoutSecrets } from './endpoint-url.ts'
import { AzureMLError, ConfigurationError, EndpointError, withFacts } from './errors.ts'
import { readFailure } from './failure.ts'
import type { CodecOwner } from './formatter-guard.ts'
import { notify } from './hooks.ts'
import { retrying } from './retry.ts'
import { limits } from './limits.ts'
import { printable } from './printable.ts'
import { requestHeaders } from './request-headers.ts'
import type { SignedHeaders } from './authorization.ts'
import { secretsInHeaders } from './secret-values.ts'
import type { Secrets } from './secrets.ts'
import type { Settings } from './settings.ts'

/** One call as it goes over the wire. */
export interface Call {
  readonly settings: Settings
  /** Whose codec it is, with the secrets of this call. */
  readonly owner: CodecOwner
  /** The client's and this call's own. */
  readonly secrets: Secrets
  /** What the caller sees of the request, without secrets. */
  readonly request: SentRequest
  /** The body as the formatter made it. */
  readonly body: unknown
  /** `body` as JSON text. */
  readonly json: string
  readonly accept: string
  readonly headers: Readonly<Record<string, string | undefined>> | undefined
  readonly limits: TimeLimits
  readonly maxRetries: number
}

/** An answer that has begun: its first bytes are here, and no other attempt will be made. */
export class Answer {
  readonly status: number
  readonly body: BodyReader
  readonly #response: Response
  readonly #secrets: Secrets
  #headers: Headers | undefined

  constructor(response: Response, body: BodyReader, secrets: Secrets) {
    this.status = response.status
    this.body = body
    this.#response = response
    this.#secrets = secrets
  }

  get contentType(): string {
    return this.#response.headers.get('content-type') ?? ''
  }

  /** The headers, without what the endpoint may have echoed; looked through only when they are asked for, since few look at them. */
  get headers(): Headers {
    return (this.#headers ??= this.#secrets.redactHeaders(this.#response.headers))
  }
}

/** Sends a call, as often as the rules of retrying allow, until an answer begins. */
export function openAnswer(call: Call): Promise<Answer> {
  const { settings, limits, maxRetries } = call
  throwIfCalledOff(limits)
  const { renew } = settings.authorization
  let signed: SignedHeaders | undefined
  const remember = (headers: SignedHeaders): SignedHeaders => {
    // Where tokens change, the endpoint may echo this one when the client has long forgotten it.
    if (renew !== undefined) for (const secret of secretsInHeaders(headers)) call.secrets.add(secret)
    return (signed = headers)
  }
  return retrying((attempt) => tryOnce(call, remember, attempt), {
    maxRetries,
    limits,
    hooks: settings.hooks,
    renew: renew === undefined ? undefined : () => renew(signed),
  })
}

async function tryOnce(
  call: Call,
  remember: (headers: SignedHeaders) => SignedHeaders,
  attempt: number,
): Promise<Answer> {
  const deadline = new Deadline(call.limits)
  let body: BodyReader | undefined
  try {
    deadline.check()
    const given = call.settings.authorization.headers()
    const signed = remember(given instanceof Promise ? await awaited(given, call, deadline) : given)
    const headers = requestHeaders(call.accept, signed, [call.settings.headers, call.headers])
    const response = await send(call, headers, deadline, attempt)
    body = new BodyReader(response.body, deadline, call.secrets)
    if (!response.ok) {
      deadline.refused()
      throw await failureOf(call, response, body)
    }
    await body.first()
    return new Answer(response, body, call.secrets)
  } catch (error) {
    if (body === undefined) deadline.close('abandon')
    else body.close()
    const known = knownError(error, call)
    throw known instanceof EndpointError ? withFacts(known, { request: call.request }) : known
  }
}

async function send(
  call: Call,
  headers: Record<string, string>,
  deadline: Deadline,
  attempt: number,
): Promise<Response> {
  const { settings, request } = call
  const { url } = request
  const fetchNow = settings.fetch ?? globalThis.fetch
  const started = performance.now()
  notify(settings.hooks.onRequest, () => ({
    url,
    headers: call.secrets.redactRequestHeaders(new Headers(headers)),
    body: request.body,
    attempt,
  }))
  let response: Response
  try {
    const asked = fetchNow(settings.url.href, {
      method: 'POST',
      headers,
      body: call.json,
      redirect: 'manual',
      signal: deadline.signal,
    })
    response = await deadline.within(asked, discard)
  } catch (error) {
    deadline.check()
    throw unreachable(error, call)
  }
  checkResponse(response)
  notify(settings.hooks.onResponse, () => ({
    url,
    status: response.status,
    headers: call.secrets.redactHeaders(response.headers),
    attempt,
    durationMs: performance.now() - started,
  }))
  return response
}

/** Closes the connection of an answer that came when nobody waited any more: not every fetch minds its signal. */
function discard(late: Response | undefined): void {
  // Nobody has looked yet at what a caller's own fetch gave.
  if (typeof late?.body?.cancel === 'function') Promise.resolve(late.body.cancel()).catch(() => {})
}

/** Milliseconds in which an error body has to come; the status alone says enough. */
const longestErrorBody = 10_000

async function failureOf(call: Call, response: Response, body: BodyReader): Promise<EndpointError> {
  const { secrets } = call
  const { url, apiType } = call.settings
  // Whatever ends the body early, the status is known and says more; only the caller's own wish comes before it.
  const { text, end } = await body.text({ bytes: limits.errorBody, milliseconds: longestErrorBody })
  throwIfCalledOff(call.limits)
  return readFailure({
    status: response.status,
    headers: secrets.redactHeaders(response.headers),
    text: end === 'complete' ? secrets.redact(text) : secrets.redactCut(text),
    secrets,
    url,
    apiType,
    request: call.request,
  })
}

/** Codes of failures that a retry does not change: certificates. */
const lasting = /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL/

/** Returns an error of this library, or the caller's own reason to abort; anything else that was thrown becomes an `EndpointError`. */
export function knownError(error: unknown, { limits: { signal }, secrets }: Call): unknown {
  if (error instanceof AzureMLError || (signal?.aborted && error === signal.reason)) return error
  const words = printable(secrets.redact(error instanceof Error ? error.message : String(error)))
  return new EndpointError(`The answer could not be read: ${words}.`, { cause: secrets.cause(error) })
}

function unreachable(error: unknown, { secrets, settings: { url } }: Call): AzureMLError {
  const detail = printable(secrets.redact(describe(error)))
  const inner = error instanceof Error ? error.cause : undefined
  const code = inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : undefined
  if (detail === 'bad port') {
    throw new ConfigurationError(
      `\`endpointUrl\` names port ${url.port}, which \`fetch\` refuses because another protocol owns it. Serve the model on another port.`,
      { setting: 'endpointUrl' },
    )
  }
  return new EndpointError(
    `${withoutSecrets(url)} could not be reached: ${detail}. Check the host's name, the network and any proxy or private endpoint in between.`,
    { code, retryable: !lasting.test(`${code} ${detail}`), cause: secrets.cause(error) },
  )
}

/** Looks at what a `fetch` of the caller's own gave. */
function checkResponse(response: Partial<Response> | undefined): void {
  const { status, headers, body, bodyUsed } = response ?? {}
  const wrong =
    typeof status !== 'number' || typeof headers?.get !== 'function'
      ? 'gave no `Response`'
      : bodyUsed || body?.locked
        ? 'gave a response whose body it has read already; let it read a `response.clone()`'
        : body !== null && typeof body?.getReader !== 'function'
          ? 'gave a response whose body is no web stream'
          : undefined
  if (wrong !== undefined) throw new ConfigurationError(`The \`fetch\` that was passed ${wrong}.`, { setting: 'fetch' })
}

/** Waits for a token, though not for one that hangs. */
async function awaited(asked: Promise<SignedHeaders>, call: Call, deadline: Deadline): Promise<SignedHeaders> {
  try {
    return await deadline.within(asked)
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    // One that hangs must not be waited for by the next call too.
    call.settings.authorization.renew?.(undefined)
    throw new EndpointError(`No token came within ${call.limits.timeout} ms (\`timeout\`).`, { retryable: true })
  }
}
