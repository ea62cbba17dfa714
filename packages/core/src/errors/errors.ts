import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { SentRequest } from '../messages/chat-response.ts'

/**
 * The base class of all errors of this library. Its three subclasses tell who has to act: you, the endpoint, or the
 * formatter.
 */
export class AzureMLError extends Error {
  /** The name of the class; it survives minification. */
  override name = 'AzureMLError'
}

/** Details of a `ConfigurationError`. */
export interface ConfigurationErrorDetails {
  /** The option or the part of the request at fault, as a path: `endpointUrl`, `topK`, `messages[2].content[0]`. */
  readonly setting?: string | undefined
  /** The error that caused this one. */
  readonly cause?: unknown
}

/** You have to act: options contradict each other, or the request cannot be sent. Thrown before any request. */
export class ConfigurationError extends AzureMLError {
  override name = 'ConfigurationError'
  /** The option or the part of the request at fault, as a path: `endpointUrl`, `topK`, `messages[2].content[0]`. */
  readonly setting: string | undefined

  constructor(message: string, details: ConfigurationErrorDetails = {}) {
    super(message, causeOf(details))
    this.setting = details.setting
  }
}

/** Details of an `EndpointError`; those that are not known are absent. */
export interface EndpointErrorDetails {
  /** The HTTP status; absent if there was no response, as with a lost connection or a timeout. */
  readonly status?: number | undefined
  /** The status of the model's container, which a managed endpoint hides behind 424. */
  readonly modelStatus?: number | undefined
  /** Why a managed endpoint failed, in its own word: `model_error`, `model_not_ready`, `too_many_pending_request`. */
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
  /** Milliseconds to wait before a retry, as the endpoint asked; at most 60 000. */
  readonly retryAfterMs?: number | undefined
  /** The error that caused this one, redacted. */
  readonly cause?: unknown
}

/** The endpoint has to act: it, its container or the connection to it failed. */
export class EndpointError extends AzureMLError {
  override name = 'EndpointError'
  /** The HTTP status; absent if there was no response, as with a lost connection or a timeout. */
  readonly status: number | undefined
  /** The status of the model's container, which a managed endpoint hides behind 424. */
  readonly modelStatus: number | undefined
  /** Why a managed endpoint failed, in its own word: `model_error`, `model_not_ready`, `too_many_pending_request`. */
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
  /** Milliseconds to wait before a retry, as the endpoint asked; at most 60 000. */
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
}

/** Adds details that were unknown where the error was created; existing details are kept. */
export function withDetails(error: EndpointError, details: EndpointErrorDetails): EndpointError {
  for (const [name, detail] of Object.entries(details)) {
    if (error[name as keyof EndpointError] === undefined) Object.assign(error, { [name]: detail })
  }
  return error
}

/** Details of a `FormatError`: which method of which formatter failed, and on what. */
export interface FormatErrorDetails {
  /** The `name` of the formatter. */
  readonly formatter: string
  /** The API type of the endpoint, and so of the codec that failed. */
  readonly apiType: AzureMLEndpointApiType
  /** The method of the codec that failed; a stream's reader counts as `openStream`. */
  readonly method: 'formatRequest' | 'parseResponse' | 'openStream'
  /** What the method was given: the request, the body, or the event; redacted. */
  readonly payload: unknown
  /** What the formatter threw, redacted. */
  readonly cause?: unknown
}

/** The formatter has to be fixed or replaced: it failed on a request or on a response. */
export class FormatError extends AzureMLError {
  override name = 'FormatError'
  /** The `name` of the formatter. */
  readonly formatter: string
  /** The API type of the endpoint, and so of the codec that failed. */
  readonly apiType: AzureMLEndpointApiType
  /** The method of the codec that failed; a stream's reader counts as `openStream`. */
  readonly method: 'formatRequest' | 'parseResponse' | 'openStream'
  /** What the method was given: the request, the body, or the event; redacted. */
  readonly payload: unknown

  constructor(message: string, details: FormatErrorDetails) {
    super(message, causeOf(details))
    this.formatter = details.formatter
    this.apiType = details.apiType
    this.method = details.method
    this.payload = details.payload
  }
}

function causeOf({ cause }: { readonly cause?: unknown }): ErrorOptions | undefined {
  return cause === undefined ? undefined : { cause }
}
