import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { SentRequest } from '../messages/chat.ts'

/** Any error of this library; its three members say whose turn it is to act. */
export class AzureMLError extends Error {
  override name = 'AzureMLError'
}

/** What a `ConfigurationError` is about. */
export interface ConfigurationErrorDetails {
  /** The option or the part of the request at fault, as a path: `endpointUrl`, `topK`, `messages[2].content[0]`. */
  readonly setting?: string | undefined
  readonly cause?: unknown
}

/** Your turn: options contradict each other, or the request cannot be carried. Thrown before any request. */
export class ConfigurationError extends AzureMLError {
  override name = 'ConfigurationError'
  readonly setting: string | undefined

  constructor(message: string, details: ConfigurationErrorDetails = {}) {
    super(message, causeOf(details))
    this.setting = details.setting
  }
}

/** What is known about a failure of the endpoint; everything is absent that the endpoint did not say. */
export interface EndpointErrorDetails {
  /** The HTTP status; absent when there was no answer, as with a lost connection or a timeout. */
  readonly status?: number | undefined
  /** The container's own status, which a 424 hides. */
  readonly modelStatus?: number | undefined
  /** The edge's word for it: `model_error`, `model_not_ready`, `too_many_pending_request`. */
  readonly reason?: string | undefined
  readonly code?: string | undefined
  /** Azure's id for the request, to quote to its support. */
  readonly requestId?: string | undefined
  readonly headers?: Headers | undefined
  /** The body: parsed where it is JSON, else its text; cut at 64 KiB. */
  readonly body?: unknown
  readonly request?: SentRequest | undefined
  /** What the content filter found, as the endpoint sent it. */
  readonly contentFilter?: unknown
  /** Whether the same request may succeed later. @default false */
  readonly retryable?: boolean | undefined
  /** Milliseconds to wait before a retry, as the endpoint asked; at most 60 000. */
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

/** Their turn: the endpoint, its container or the way there failed. */
export class EndpointError extends AzureMLError {
  override name = 'EndpointError'
  readonly status: number | undefined
  readonly modelStatus: number | undefined
  readonly reason: string | undefined
  readonly code: string | undefined
  readonly requestId: string | undefined
  readonly headers: Headers | undefined
  readonly body: unknown
  readonly request: SentRequest | undefined
  readonly contentFilter: unknown
  readonly retryable: boolean
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

/** Adds what is not known where an error is made; what it says already stays. */
export function withFacts(error: EndpointError, facts: EndpointErrorDetails): EndpointError {
  for (const [name, fact] of Object.entries(facts)) {
    if (error[name as keyof EndpointError] === undefined) Object.assign(error, { [name]: fact })
  }
  return error
}

/** Which method of which formatter failed, and on what. */
export interface FormatErrorDetails {
  /** The formatter's name. */
  readonly formatter: string
  readonly apiType: AzureMLEndpointApiType
  readonly method: 'formatRequest' | 'parseResponse' | 'openStream'
  /** What the method was given: the request, the body, or the event. */
  readonly payload: unknown
  readonly cause?: unknown
}

/** The formatter's turn: it failed on a request or on an answer. */
export class FormatError extends AzureMLError {
  override name = 'FormatError'
  readonly formatter: string
  readonly apiType: AzureMLEndpointApiType
  readonly method: 'formatRequest' | 'parseResponse' | 'openStream'
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
