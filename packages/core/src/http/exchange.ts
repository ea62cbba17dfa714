import { Answer } from './answer.ts'
import { BodyReader, describe } from './body-reader.ts'
import { type Call, knownError } from './call.ts'
import { Deadline, throwIfCancelled } from './deadline.ts'
import { withoutSecrets } from '../endpoint/endpoint-url.ts'
import { AzureMLError, ConfigurationError, EndpointError, withFacts } from '../errors/errors.ts'
import { readFailure } from '../failures/failure.ts'
import { notify } from '../endpoint/hooks.ts'
import { retrying } from './retry.ts'
import { limits } from '../errors/limits.ts'
import { printable } from '../errors/printable.ts'
import { requestHeaders } from '../endpoint/request-headers.ts'
import type { SignedHeaders } from '../endpoint/authorization.ts'
import { secretsInHeaders } from '../redaction/secret-values.ts'

/** Sends a call, as often as the rules of retrying allow, until an answer begins. */
export function openAnswer(call: Call): Promise<Answer> {
  const { settings, maxRetries } = call
  throwIfCancelled(call.limits)
  const { renew } = settings.authorization
  let signed: SignedHeaders | undefined
  const remember = (headers: SignedHeaders): SignedHeaders => {
    // Where tokens change, the endpoint may echo this one when the client has long forgotten it.
    if (renew !== undefined) for (const secret of secretsInHeaders(headers)) call.secrets.add(secret)
    return (signed = headers)
  }
  return retrying((attempt) => tryOnce(call, remember, attempt), {
    maxRetries,
    limits: call.limits,
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
    return new Answer(call, response, body)
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
  throwIfCancelled(call.limits)
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
