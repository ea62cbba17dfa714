import type { SentRequest } from '../messages/chat-response.ts'
import { AzureMLError, causeOf, classOf, type StoredError } from './azureml-error.ts'

/** Details of an `EndpointError`; those that are not known are absent. */
export interface EndpointErrorDetails {
  /** The HTTP status; absent if there was no response, as with a lost connection or a timeout. */
  readonly status?: number | undefined
  /** The status of the model's container, which a managed endpoint hides behind 424. */
  readonly modelStatus?: number | undefined
  /** The reason that a managed endpoint gives for a failure: `model_error`, `model_not_ready`, `too_many_pending_request`. */
  readonly reason?: string | undefined
  /** The error code of the response body, or that of the system, such as `ECONNREFUSED`. */
  readonly code?: string | undefined
  /** Azure's id of the request, to quote to its support. */
  readonly requestId?: string | undefined
  /** The response headers, with echoed secrets redacted. */
  readonly headers?: Headers | undefined
  /** The response body: parsed JSON, or its text; cut at 64 KiB. */
  readonly body?: unknown
  /** The request that failed, without its headers. */
  readonly request?: SentRequest | undefined
  /** The findings of the content filter, as the endpoint sent them. */
  readonly contentFilter?: unknown
  /** Whether the same request may succeed later. @default false */
  readonly retryable?: boolean | undefined
  /** Milliseconds to wait before a retry, as the endpoint asked; core's own retries wait at most 60 000. */
  readonly retryAfterMs?: number | undefined
  /** The error that caused this one, redacted. */
  readonly cause?: unknown
}

/** Thrown if the endpoint, its container or the connection to it fails. */
export class EndpointError extends AzureMLError {
  override name = 'EndpointError'
  /** The HTTP status; absent if there was no response, as with a lost connection or a timeout. */
  readonly status: number | undefined
  /** The status of the model's container, which a managed endpoint hides behind 424. */
  readonly modelStatus: number | undefined
  /** The reason that a managed endpoint gives for a failure: `model_error`, `model_not_ready`, `too_many_pending_request`. */
  readonly reason: string | undefined
  /** The error code of the response body, or that of the system, such as `ECONNREFUSED`. */
  readonly code: string | undefined
  /** Azure's id of the request, to quote to its support. */
  readonly requestId: string | undefined
  /** The response headers, with echoed secrets redacted. */
  readonly headers: Headers | undefined
  /** The response body: parsed JSON, or its text; cut at 64 KiB. */
  readonly body: unknown
  /** The request that failed, without its headers. */
  readonly request: SentRequest | undefined
  /** The findings of the content filter, as the endpoint sent them. */
  readonly contentFilter: unknown
  /** Whether the same request may succeed later. */
  readonly retryable: boolean
  /** Milliseconds to wait before a retry, as the endpoint asked; core's own retries wait at most 60 000. */
  readonly retryAfterMs: number | undefined

  constructor(message: string, details: EndpointErrorDetails = {}) {
    super(message, causeOf(details))
    this.status = details.status
    this.modelStatus = details.modelStatus
    this.reason = details.reason
    this.code = details.code
    this.requestId = details.requestId
    this.headers = details.headers
    this.body = details.body
    this.request = details.request
    this.contentFilter = details.contentFilter
    this.retryable = details.retryable ?? false
    this.retryAfterMs = details.retryAfterMs
  }

  override get errorType(): string {
    return 'azureml-endpoints/EndpointError'
  }

  /** Returns whether a value is an `EndpointError`, as `AzureMLError.isInstance` does. */
  static override isInstance(value: unknown): value is EndpointError {
    return classOf(value) === 'EndpointError'
  }

  override toJSON(): StoredError {
    const { status, modelStatus, reason, code, requestId, retryable, retryAfterMs } = this
    return { ...super.toJSON(), status, modelStatus, reason, code, requestId, retryable, retryAfterMs }
  }
}

/** Adds details that were unknown where the error was created; existing details are kept. */
export function withDetails(error: EndpointError, details: EndpointErrorDetails): EndpointError {
  for (const [name, detail] of Object.entries(details)) {
    if (error[name as keyof EndpointError] === undefined) Object.assign(error, { [name]: detail })
  }
  return error
}
