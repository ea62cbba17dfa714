import { EndpointError, withDetails } from '../errors/endpoint-error.ts'
import { FormatError } from '../errors/errors.ts'
import { limitError, limits } from '../errors/limits.ts'
import { toEndpointErrorUnder200, requestIdIn } from '../failures/failure.ts'
import { failureWithin, isFailure, looksLikeFailure } from '../failures/failure-shape.ts'
import { jsonProblem } from '../json/json-problem.ts'
import { isNestedDeeper } from '../json/json-shape.ts'
import type { Answer } from './answer.ts'
import { toKnownError } from './call.ts'

/** Throws if a body or an event with a success status is a failure, or is nested too deeply for recursive code. */
export function checkAnswer(value: unknown, text: string, answer: Answer): void {
  if (isFailure(value)) throw failureUnder200(value, text, answer)
  // Each level takes at least two characters, so most texts need no check.
  if (text.length <= 2 * limits.nesting || !isNestedDeeper(value, limits.nesting)) return
  throw limitError('The answer is nested too deeply', `${limits.nesting} levels`)
}

/** Creates the error for a failure with a success status. */
export function failureUnder200(value: unknown, text: string, { status, headers, call }: Answer): EndpointError {
  const { secrets, request, settings } = call
  const { url, apiType, formatter, names } = settings
  const isCut = text.length > limits.errorBody
  const start = isCut ? secrets.redactCut(text.slice(0, limits.errorBody)) : secrets.redact(text)
  return toEndpointErrorUnder200(
    { status, headers, text: start, isCut, secrets, url, apiType, formatter: formatter.name, request, names },
    value,
  )
}

/** Turns the error of a formatter that rejected a body into that of the failure which the body reports, if it does. */
export function toFailure(error: unknown, body: unknown, text: string, answer: Answer): unknown {
  if (!FormatError.isInstance(error)) return error
  if (looksLikeFailure(body)) return failureUnder200(failureWithin(body), text, answer)
  // A formatter gets a string for a JSON string and for text that is not JSON.
  const isNamed = typeof body !== 'string' || /\bNaN\b|valid JSON|Python|body is empty/.test(error.message)
  const problem = isNamed ? undefined : jsonProblem(text)
  return problem === undefined ? error : new FormatError(`${problem} ${error.message}`, error)
}

/** Adds details of the answer to an error that was thrown while reading it; `unparsed` is a body that the codec rejected. */
export function withAnswerDetails(
  thrown: unknown,
  { status, headers, call }: Answer,
  unparsed?: { body: unknown },
): unknown {
  const error = toKnownError(thrown, call)
  if (!EndpointError.isInstance(error)) return error
  return withDetails(error, {
    headers,
    requestId: requestIdIn(headers),
    request: call.request,
    ...(unparsed && { status, body: call.secrets.redactValue(unparsed.body) }),
  })
}
