import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import { AzureMLError, causeOf, classOf, type StoredError } from './azureml-error.ts'

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

  override get errorType(): string {
    return 'azureml-endpoints/FormatError'
  }

  /** Returns whether a value is a `FormatError`, as `AzureMLError.isInstance` does. */
  static override isInstance(value: unknown): value is FormatError {
    return classOf(value) === 'FormatError'
  }

  override toJSON(): StoredError {
    const { formatter, apiType, method } = this
    return { ...super.toJSON(), formatter, apiType, method }
  }
}
