import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { SentRequest } from '../messages/chat-response.ts'
import { withoutSecrets } from '../endpoint/endpoint-url.ts'
import { type ApiNames, keepMessage } from '../errors/api-names.ts'
import { EndpointError } from '../errors/endpoint-error.ts'
import { type FailureBody, parseFailureBody } from './body/failure-body.ts'
import { type Facts, numbers, statusTexts, summaryOf } from './failure-summary.ts'
import { parseFailureValue } from './body/failure-value.ts'
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
  const parsed = parseFailureValue(failure.secrets.redactValue(value))
  // Of a body that is too long, only the start of its text is kept.
  const body = failure.isCut ? failure.text : value
  return failureError(
    failure,
    { body, text: failure.text, ...parsed },
    { modelStatus: parsed.status, reason: undefined },
  )
}

function failureError(
  failure: Failure,
  body: FailureBody,
  model: Pick<EndpointError, 'modelStatus' | 'reason'>,
): EndpointError {
  const { status, headers, url } = failure
  const safe = redactFailure(body, failure.secrets)
  const facts: Facts = { ...model, status, code: safe.code, text: safe.text, message: safe.message ?? '' }
  const requestId = requestIdIn(headers)
  const retryAfterMs = parseRetryAfter(headers, safe.message ?? safe.text, body.retryAfterMs)
  const message = safe.message ?? statusTexts[model.modelStatus ?? status] ?? 'no reason was given'
  const remedy = remedyFor({
    ...facts,
    url,
    apiType: failure.apiType,
    formatter: failure.formatter,
    headers,
    names: failure.names,
  })
  const head = `${summaryOf(facts)} (${numbers(facts)}): ${message}`
  const parts = [/[.!?]$/.test(head) ? head : `${head}.`, remedy, requestId && `Request id: ${requestId}.`]
  const failed = new EndpointError(
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
      retryable: isRetryable({
        ...facts,
        advice: failure.headers.get('x-should-retry'),
        bodyStatus: body.status,
        labels: body.labels,
        asksToWait: retryAfterMs !== undefined,
      }),
      retryAfterMs,
    },
  )
  return keepMessage(failed)
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
