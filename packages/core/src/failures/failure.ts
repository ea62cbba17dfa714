import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { SentRequest } from '../messages/chat-response.ts'
import { withoutSecrets } from '../endpoint/endpoint-url.ts'
import { requestIdIn } from '../endpoint/request-id.ts'
import { type ApiNames, keepMessage } from '../errors/api-names.ts'
import { EndpointError, withDetails } from '../errors/endpoint-error.ts'
import { FormatError } from '../errors/format-error.ts'
import { createdError } from '../errors/later-error.ts'
import { jsonProblem } from '../json/json-problem.ts'
import { failureWithin, looksLikeFailure } from './failure-shape.ts'
import { type FailureBody, parseFailureBody } from './body/failure-body.ts'
import { type Facts, numbers, statusTexts, summaryOf } from './failure-summary.ts'
import { parseFailureValue } from './body/failure-value.ts'
import { printable } from '../errors/printable.ts'
import { remedyFor } from './remedy.ts'
import { isRetryable, parseRetryAfter } from './retryability.ts'
import { redactCut, redactValue } from '../redaction/redact-values.ts'
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
  /** The `name` of the formatter. */
  readonly formatter: string
  readonly request: SentRequest
  /** How the remedy names options. */
  readonly names: ApiNames
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
  const parsed = parseFailureValue(redactValue(failure.secrets, value))
  // Of a body that is too long, only the start of its text is kept.
  const body = failure.isCut ? failure.text : value
  return failureError(
    failure,
    { body, text: failure.text, ...parsed },
    { modelStatus: parsed.status, reason: undefined },
  )
}

/** Redacts the text of a failure. */
export function redactedText({ text, isCut }: Pick<Failure, 'text' | 'isCut'>, secrets: Secrets): string {
  return isCut ? redactCut(secrets, text) : secrets.redact(text)
}

/** An answer that a formatter rejected. */
export interface Rejection {
  /** What the formatter threw. */
  readonly error: unknown
  readonly body: unknown
  /** The whole text of the body. */
  readonly text: string
}

/** Returns the error for a rejected body: that of the failure which the body reports, or else the formatter's own. */
export async function toRejection(failure: Failure, { error, body, text }: Rejection): Promise<unknown> {
  const rejected = await createdError(error)
  if (EndpointError.isInstance(rejected)) {
    return withDetails(rejected, { status: failure.status, body: redactValue(failure.secrets, body) })
  }
  if (!FormatError.isInstance(rejected)) return rejected
  if (looksLikeFailure(body)) return toEndpointErrorUnder200(failure, failureWithin(body))
  // A formatter gets a string for a JSON string and for text that is not JSON.
  const isNamed = typeof body !== 'string' || /\bNaN\b|valid JSON|Python|body is empty/.test(rejected.message)
  const problem = isNamed ? undefined : jsonProblem(text)
  return problem === undefined ? rejected : new FormatError(`${problem} ${rejected.message}`, rejected)
}

function failureError(
  failure: Failure,
  body: FailureBody,
  model: Pick<EndpointError, 'modelStatus' | 'reason'>,
): EndpointError {
  const { status, headers } = failure
  const safe = redactFailure(body, failure.secrets)
  const facts: Facts = { ...model, status, code: safe.code, text: safe.text, message: safe.message ?? '' }
  const retryAfterMs = parseRetryAfter(headers, safe.message ?? safe.text, body.retryAfterMs)
  const message = safe.message ?? statusTexts[model.modelStatus ?? status] ?? 'no reason was given'
  const failed = new EndpointError(failureMessage(failure, facts, message), {
    ...model,
    status,
    code: safe.code,
    requestId: requestIdIn(headers),
    headers,
    body: safe.body,
    request: failure.request,
    contentFilter: safe.contentFilter,
    retryable: isRetryable({
      ...facts,
      advice: failure.headers.get('x-should-retry'),
      bodyStatus: body.status,
      labels: body.labels,
      asksToWait: retryAfterMs !== undefined && retryAfterMs > 0,
    }),
    retryAfterMs,
  })
  return keepMessage(failed)
}

function failureMessage(failure: Failure, facts: Facts, message: string): string {
  const { url, apiType, formatter, headers, names } = failure
  const head = `${summaryOf(facts)} (${numbers(facts)}): ${message}`
  const remedy = remedyFor({ ...facts, url, apiType, formatter, headers, names })
  const requestId = requestIdIn(headers)
  const parts = [/[.!?]$/.test(head) ? head : `${head}.`, remedy, requestId && `Request id: ${requestId}.`]
  const present = [...parts, `[${withoutSecrets(url)}]`].filter((part) => part !== undefined && part !== '')
  return printable(present.join(' '))
}

/** Redacts the parsed values too: in the text of the body, a secret may be escaped more often than `redact` decodes. */
function redactFailure(parsed: FailureBody, secrets: Secrets): FailureBody {
  const { message, code } = parsed
  return {
    ...parsed,
    body: redactValue(secrets, parsed.body),
    message: message === undefined ? undefined : printable(redactCut(secrets, message)),
    code: code === undefined ? undefined : printable(redactCut(secrets, code)),
    contentFilter: redactValue(secrets, parsed.contentFilter),
  }
}

function statusIn(value: string | null): number | undefined {
  return value !== null && /^\d{3}$/.test(value.trim()) ? Number(value) : undefined
}
