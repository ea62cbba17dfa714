import { Answer } from './answer.ts'
import { BodyReader } from './body-reader.ts'
import { type Call, toKnownError } from './call.ts'
import { connectionError } from './connection-error.ts'
import { Deadline, throwIfCancelled } from './deadline.ts'
import { describedBy } from './described-by.ts'
import { EndpointError, withDetails } from '../errors/endpoint-error.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { notify } from '../endpoint/hooks.ts'
import { type Attempt, Retries } from './retry.ts'
import { limits } from '../errors/limits.ts'
import { requestHeaders } from '../endpoint/request-headers.ts'
import type { SignedHeaders } from '../endpoint/authorization.ts'
import { secretsInHeaders } from '../redaction/secret-values.ts'

/**
 * Sends a call, with retries, and reads its answer. While it is read, only a failure that the endpoint reports with a success status
 * is retried: nothing of an answer has arrived then.
 */
export async function withAnswer<T>(call: Call, read: (answer: Answer) => Promise<T>): Promise<T> {
  throwIfCancelled(call.limits)
  let attempt: Attempt = { number: 0, rejected: undefined, signed: undefined }
  let retries: Retries | undefined
  for (;;) {
    let answer: Answer | undefined
    try {
      answer = await tryOnce(call, attempt)
      const result = await read(answer)
      call.json = ''
      return result
    } catch (error) {
      // The formatter may have thrown before the body was read.
      answer?.body.close()
      const hasReported = EndpointError.isInstance(error) && error.status !== undefined
      if (answer !== undefined && !hasReported) throw error
      retries ??= new Retries(call)
      attempt = await retries.next(attempt, error)
    }
  }
}

async function tryOnce(call: Call, attempt: Attempt): Promise<Answer> {
  const { settings, secrets } = call
  const deadline = new Deadline(call.limits)
  let body: BodyReader | undefined
  try {
    const { authorization } = settings
    const pending = authorization.headers(attempt.rejected)
    const signed = pending instanceof Promise ? await awaitToken(pending, call, deadline) : pending
    attempt.signed = signed
    // The endpoint may echo this token after the client has replaced it.
    if (authorization.renew !== undefined) for (const secret of secretsInHeaders(signed)) secrets.add(secret)
    // The caller may have cancelled while the token was awaited, or since the last attempt failed.
    throwIfCancelled(call.limits)
    const headers = requestHeaders(call.accept, signed, [settings.headers, call.headers])
    const response = await send(call, headers, deadline, attempt.number)
    body = new BodyReader(response.body, deadline, secrets)
    if (!response.ok) {
      deadline.errorStatusReceived()
      throw await failureOf(call, response, body)
    }
    body.unread(await body.read())
    return new Answer(call, response, body)
  } catch (error) {
    if (body === undefined) deadline.close('abort')
    else body.close()
    const known = await toKnownError(error, call)
    throw EndpointError.isInstance(known) ? withDetails(known, { request: call.request }) : known
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
    const pending = fetchNow(settings.url.href, {
      method: 'POST',
      headers,
      body: call.json,
      redirect: 'manual',
      signal: deadline.signal,
    })
    response = await deadline.within(pending, discard)
  } catch (error) {
    deadline.check()
    throw await connectionError((errors) => errors.unreachable(error, settings.url, call.secrets))
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

/** Cancels a response that arrived after the attempt was over, since some fetch implementations ignore their signal. */
function discard(late: Response | undefined): void {
  // The response of a custom fetch has not been checked yet.
  if (typeof late?.body?.cancel === 'function') Promise.resolve(late.body.cancel()).catch(() => {})
}

/** Milliseconds to wait for the end of an error body; the status is reported without it too. */
const errorBodyTimeout = 10_000

async function failureOf(call: Call, response: Response, body: BodyReader): Promise<EndpointError> {
  // If the body ends early, the status is still worth more than that error; only a cancellation takes precedence.
  let isSilent = false
  const timer = setTimeout(() => {
    isSilent = true
    body.stop()
  }, errorBodyTimeout)
  const { text, end } = await body.text({ bytes: limits.errorBody, milliseconds: errorBodyTimeout })
  clearTimeout(timer)
  throwIfCancelled(call.limits)
  const { status, headers } = response
  const received = { status, headers: call.secrets.redactHeaders(headers), text, isCut: isSilent || end !== 'complete' }
  return describedBy(received, call, (failures, failure) => failures.toEndpointError(failure))
}

/** Checks the response, since a custom `fetch` may return anything. */
function checkResponse(response: Partial<Response> | undefined): void {
  const { status, headers, body, bodyUsed } = response ?? {}
  const problem =
    typeof status !== 'number' || typeof headers?.get !== 'function'
      ? 'returned no `Response`'
      : bodyUsed || body?.locked
        ? 'returned a response whose body it has already read; make it read a `response.clone()` instead'
        : body !== null && typeof body?.getReader !== 'function'
          ? 'returned a response whose body is not a web stream'
          : undefined
  if (problem !== undefined) throw new ConfigurationError(`The \`fetch\` option ${problem}.`, { setting: 'fetch' })
}

/** Waits for a token, within the time limits of the attempt. */
async function awaitToken(pending: Promise<SignedHeaders>, call: Call, deadline: Deadline): Promise<SignedHeaders> {
  const limit = Math.min(call.limits.timeout, tokenTimeout)
  let timer: ReturnType<typeof setTimeout> | undefined
  let failed = false
  pending.catch(() => (failed = true))
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new EndpointError('', { retryable: true })), limit)
  })
  try {
    return await deadline.within(Promise.race([pending, tooLate]))
  } catch (error) {
    if (failed || !EndpointError.isInstance(error)) throw error
    // The next call must not wait for the same hanging request.
    call.settings.authorization.renew?.(undefined)
    throw new EndpointError(`No token arrived within ${limit} ms.`, { retryable: true })
  } finally {
    clearTimeout(timer)
  }
}

/** Milliseconds to wait for a token, if `timeout` is not shorter: an identity service answers soon or not at all. */
const tokenTimeout = 60_000
