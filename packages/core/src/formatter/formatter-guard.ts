import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import { AzureMLError } from '../errors/azureml-error.ts'
import type { FormatError } from '../errors/format-error.ts'
import { LaterError } from '../errors/later-error.ts'
import { laterPart } from '../errors/later-part.ts'
import type { ContentFormatterBase } from './formatter.ts'
import type { Secrets } from '../redaction/secrets.ts'
import { isError } from '../json/foreign.ts'

/** A formatter, bound to the API type of an endpoint and the secrets that its errors must not show. */
export interface BoundFormatter {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
  readonly secrets: Secrets
}

type Method = FormatError['method']

/** Calls a method of a formatter; whatever it throws becomes a `FormatError` that names the method. */
export function guard<T>(bound: BoundFormatter, method: Method, payload: unknown, call: () => T): T {
  let result: T
  try {
    result = call()
  } catch (error) {
    throw toLibraryError(bound, method, payload, error)
  }
  if (isPromise(result)) throw formatError(bound, method, payload, describePromise(result))
  return result
}

/** Returns whether a formatter returned a promise. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Partial<PromiseLike<unknown>>).then === 'function'
  )
}

/** Describes what is wrong with a promise, and ignores its rejection, which is not the error to report. */
export function describePromise(promise: PromiseLike<unknown>): string {
  promise.then(undefined, () => {})
  return 'returned a promise; formatters must be synchronous'
}

/** Wraps what a formatter threw in a `FormatError`, unless it is already an error of this library. */
export function toLibraryError(
  bound: BoundFormatter,
  method: Method,
  payload: unknown,
  error: unknown,
): AzureMLError | LaterError {
  if (error instanceof LaterError || (isError(error) && AzureMLError.isInstance(error))) return error
  const reason = isError(error) ? error.message : typeof error === 'string' ? error : 'a value that is not an Error'
  return formatError(bound, method, payload, `threw: ${reason}`, error)
}

/** Creates the error for a method of a formatter that failed. */
export function formatError(
  bound: BoundFormatter,
  method: Method,
  payload: unknown,
  problem: string,
  cause?: unknown,
): LaterError {
  return new LaterError(async () =>
    (await formatErrors()).createFormatError({ ...bound, method, payload, problem, cause }),
  )
}

/** Creates the error for a body that cannot be serialized: of the setting at fault, or else of the formatter. */
export function serializationError(bound: BoundFormatter, request: object, cause: unknown): LaterError {
  return new LaterError(async () => (await formatErrors()).createSerializationError(bound, request, cause))
}

const formatErrors = laterPart(() => import('./create-format-error.ts'))
