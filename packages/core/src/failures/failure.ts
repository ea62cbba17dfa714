import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { SentRequest } from '../messages/chat.ts'
import { withoutSecrets } from '../endpoint/endpoint-url.ts'
import { EndpointError } from '../errors/errors.ts'
import { type FailureBody, readFailureBody, readFailureValue } from './failure-body.ts'
import { printable } from '../errors/printable.ts'
import { remedyFor } from './remedy.ts'
import { isRetryable, readRetryAfter } from './retryability.ts'
import type { Secrets } from '../redaction/secrets.ts'

/** An answer that says that something failed. */
export interface Failure {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Whether `text` is only the beginning of the body. */
  readonly isCut?: boolean | undefined
  readonly secrets: Secrets
  readonly url: URL
  readonly apiType: AzureMLEndpointApiType
  readonly request: SentRequest
}

/** Makes the error of an answer whose status is not a success. */
export function readFailure(failure: Failure): EndpointError {
  const { status, headers } = failure
  const reason = headers.get('ms-azureml-model-error-reason')
  return failureError(failure, readFailureBody(failure.text), {
    // The header also stands on hosts that keep the model's status; only behind 424 does it say more.
    modelStatus: status === 424 ? statusIn(headers.get('ms-azureml-model-error-statuscode')) : undefined,
    reason: reason === null ? undefined : printable(reason),
  })
}

/** Makes the error of a failure that came under a success status, whole or as an event of a stream. */
export function readFailureUnder200(failure: Failure, value: unknown): EndpointError {
  const read = readFailureValue(value)
  // A body that is too long to keep whole is kept as the beginning of its text.
  const body = failure.isCut ? failure.text : value
  return failureError(failure, { body, text: failure.text, ...read }, { modelStatus: read.status, reason: undefined })
}

/**
 * Tells whether a body or an event under a success status is a failure, by the shapes that every format shares:
 * an `error` that is not null, or `"object":"error"`. Text may be such a body that was encoded twice.
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
  const read = safeToShow(body, failure.secrets)
  const facts = { ...model, status, code: read.code, text: read.text, message: read.message ?? '' }
  const requestId = requestIdIn(headers)
  const said = read.message ?? statusWords[model.modelStatus ?? status] ?? 'no reason was given'
  const remedy = remedyFor({ ...facts, url, apiType: failure.apiType, location: headers.get('location') })
  const head = `${who(facts)} (${numbers(facts)}): ${said}`
  const parts = [/[.!?]$/.test(head) ? head : `${head}.`, remedy, requestId && `Request id: ${requestId}.`]
  return new EndpointError(
    printable([...parts, `[${withoutSecrets(url)}]`].filter((part) => part !== undefined && part !== '').join(' ')),
    {
      ...model,
      status,
      code: read.code,
      requestId,
      headers,
      body: read.body,
      request: failure.request,
      contentFilter: read.contentFilter,
      retryable: isRetryable(status === 200 ? { ...facts, status: model.modelStatus ?? status } : facts),
      retryAfterMs: readRetryAfter(headers, read.message ?? read.text),
    },
  )
}

/** Redacts what was decoded: in the text of a body, a secret may have been escaped in more ways than are undone there. */
function safeToShow(read: FailureBody, secrets: Secrets): FailureBody {
  const { message, code } = read
  return {
    ...read,
    body: secrets.redactValue(read.body),
    message: message === undefined ? undefined : printable(secrets.redact(message)),
    code: code === undefined ? undefined : printable(secrets.redact(code)),
    contentFilter: secrets.redactValue(read.contentFilter),
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

/** Says whose failure it is. */
function who({ status, modelStatus, reason, code, message }: Facts): string {
  if (/content_?filter|ResponsibleAI/i.test(`${code} ${message}`)) return 'The content filter stopped the call'
  if (status === 401) return 'The endpoint refused the key or token'
  if (status === 403) return 'The endpoint denied access'
  if (status === 429 || modelStatus === 429) return 'Too many requests, or the quota is used up'
  if (reason === 'model_not_ready') return "The model's container is not ready"
  if (status === 424) return "The model's container failed"
  if (status === 408 || modelStatus === 408) return 'The model ran out of time'
  if (status >= 300 && status < 400) return 'The endpoint redirects'
  if (status >= 500) return 'The endpoint failed'
  if (status < 300) return 'The endpoint answered with an error'
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

/** What a status means where the body says nothing (azure-wire §2.4). */
const statusWords: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'no permission, or the key or token is wrong or expired',
  403: 'forbidden',
  404: 'nothing is served at this URL',
  405: 'the route takes no POST',
  408: 'the model ran past `request_timeout_ms`',
  413: 'the request is too large',
  415: 'the container does not take JSON',
  424: 'the container answered with an error, or no replica is ready',
  429: 'too many pending requests, or the rate limit of the endpoint',
  431: 'a header is too long, or there are too many',
  500: 'an internal error',
  502: 'the container crashed or could not be reached',
  503: 'no capacity at the moment',
  504: 'the container did not answer in time',
}
