import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { SentRequest } from '../messages/chat-response.ts'
import { withoutSecrets } from '../endpoint/endpoint-url.ts'
import { EndpointError } from '../errors/errors.ts'
import { type FailureBody, parseFailureBody, parseFailureValue } from './failure-body.ts'
import { printable } from '../errors/printable.ts'
import { remedyFor } from './remedy.ts'
import { isRetryable, parseRetryAfter } from './retryability.ts'
import type { Secrets } from '../redaction/secrets.ts'

/** A response that reports a failure. */
export interface Failure {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Whether `text` is only the start of the body. */
  readonly isCut?: boolean | undefined
  readonly secrets: Secrets
  readonly url: URL
  readonly apiType: AzureMLEndpointApiType
  readonly request: SentRequest
}

/** Creates the error for a response with an error status. */
export function toEndpointError(failure: Failure): EndpointError {
  const { status, headers } = failure
  const reason = headers.get('ms-azureml-model-error-reason')
  return failureError(failure, parseFailureBody(failure.text), {
    // Hosts that pass the model's status through send this header too; it adds information only with 424.
    modelStatus: status === 424 ? statusIn(headers.get('ms-azureml-model-error-statuscode')) : undefined,
    reason: reason === null ? undefined : printable(reason),
  })
}

/** Creates the error for a failure with a success status, sent as a whole body or as an event of a stream. */
export function toEndpointErrorUnder200(failure: Failure, value: unknown): EndpointError {
  // Redacted first: parsing cuts texts, and the start of a secret is harder to find than all of it.
  const parsed = parseFailureValue(failure.secrets.redactValue(value))
  // Of a body that is too long, only the start of its text is kept.
  const body = failure.isCut ? failure.text : value
  return failureError(
    failure,
    { body, text: failure.text, ...parsed },
    { modelStatus: parsed.status, reason: undefined },
  )
}

/**
 * Returns whether a body or an event with a success status is a failure, by the shapes that all formats share: a non-empty
 * `error`, or `"object":"error"`. A text may be such a body that was JSON-encoded twice.
 */
export function isFailure(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('error') && isFailure(parsedObject(value))
  if (typeof value !== 'object' || value === null) return false
  const { error, object } = value as { readonly error?: unknown; readonly object?: unknown }
  return (error !== undefined && error !== null && error !== false && error !== '') || object === 'error'
}

function failureError(
  failure: Failure,
  body: FailureBody,
  model: Pick<EndpointError, 'modelStatus' | 'reason'>,
): EndpointError {
  const { status, headers, url } = failure
  const safe = redactFailure(body, failure.secrets)
  const facts = { ...model, status, code: safe.code, text: safe.text, message: safe.message ?? '' }
  const requestId = requestIdIn(headers)
  const message = safe.message ?? statusTexts[model.modelStatus ?? status] ?? 'no reason was given'
  const remedy = remedyFor({ ...facts, url, apiType: failure.apiType, location: headers.get('location') })
  const head = `${summaryOf(facts)} (${numbers(facts)}): ${message}`
  const parts = [/[.!?]$/.test(head) ? head : `${head}.`, remedy, requestId && `Request id: ${requestId}.`]
  return new EndpointError(
    printable([...parts, `[${withoutSecrets(url)}]`].filter((part) => part !== undefined && part !== '').join(' ')),
    {
      ...model,
      status,
      code: safe.code,
      requestId,
      headers,
      body: safe.body,
      request: failure.request,
      contentFilter: safe.contentFilter,
      retryable: isRetryable(status === 200 ? { ...facts, status: model.modelStatus ?? status } : facts),
      retryAfterMs: parseRetryAfter(headers, safe.message ?? safe.text),
    },
  )
}

/** Redacts the parsed values too: in the text of the body, a secret may be escaped more often than `redact` decodes. */
function redactFailure(parsed: FailureBody, secrets: Secrets): FailureBody {
  const { message, code } = parsed
  return {
    ...parsed,
    body: secrets.redactValue(parsed.body),
    message: message === undefined ? undefined : printable(secrets.redactCut(message)),
    code: code === undefined ? undefined : printable(secrets.redactCut(code)),
    contentFilter: secrets.redactValue(parsed.contentFilter),
  }
}

interface Facts {
  readonly status: number
  readonly modelStatus: number | undefined
  readonly reason: string | undefined
  readonly code: string | undefined
  readonly text: string
  readonly message: string
}

/** Describes what failed, as the start of a message. */
function summaryOf({ status, modelStatus, reason, code, message }: Facts): string {
  if (/content_?filter|ResponsibleAI/i.test(`${code} ${message}`)) return 'The content filter blocked the call'
  if (status === 401) return 'The endpoint refused the key or token'
  if (status === 403) return 'The endpoint denied access'
  if (status === 429 || modelStatus === 429) return 'Too many requests, or the quota is used up'
  if (reason === 'model_not_ready') return "The model's container is not ready"
  if (status === 424) return "The model's container failed"
  if (status === 408 || modelStatus === 408) return 'The model timed out'
  if (status >= 300 && status < 400) return 'The endpoint sent a redirect'
  if (status >= 500) return 'The endpoint failed'
  if (status < 300) return 'The endpoint returned an error'
  return 'The endpoint refused the request'
}

function numbers({ status, modelStatus, code }: Facts): string {
  const parts = [`HTTP ${status}`]
  if (modelStatus !== undefined && modelStatus !== status) parts.push(`model status ${modelStatus}`)
  if (code !== undefined && code !== String(status) && code !== String(modelStatus)) parts.push(`code ${code}`)
  return parts.join(', ')
}

/** Returns Azure's id of a request, from whichever header the host puts it in; `undefined` if none has it. */
export function requestIdIn(headers: Headers): string | undefined {
  for (const name of requestIdNames) {
    const id = headers.get(name)
    if (id) return printable(id)
  }
  return undefined
}

const requestIdNames = ['x-request-id', 'apim-request-id', 'x-ms-request-id', 'x-ms-client-request-id']

function statusIn(value: string | null): number | undefined {
  return value !== null && /^\d{3}$/.test(value.trim()) ? Number(value) : undefined
}

function parsedObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}

/** What a status means, for responses without a message. */
const statusTexts: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'no permission, or the key or token is wrong or expired',
  403: 'forbidden',
  404: 'nothing is served at this URL',
  405: 'the route does not accept POST',
  408: 'the model exceeded `request_timeout_ms`',
  413: 'the request is too large',
  415: 'the container does not accept JSON',
  424: 'the container returned an error, or no replica is ready',
  429: 'too many pending requests, or the rate limit of the endpoint',
  431: 'a header is too long, or there are too many',
  500: 'an internal error',
  502: 'the container crashed or could not be reached',
  503: 'no capacity at the moment',
  504: 'the container did not respond in time',
}
