import { EndpointError, withFacts } from '../errors/errors.ts'
import { limitError, limits } from '../errors/limits.ts'
import { isFailure, readFailureUnder200, requestIdIn } from '../failures/failure.ts'
import { isNestedDeeper } from '../json/json-shape.ts'
import type { Answer } from './answer.ts'
import { knownError } from './call.ts'

/** Throws when a body or an event under a success status is a failure, or is nested so deeply that recursion would fail on it. */
export function checkAnswer(value: unknown, text: string, answer: Answer): void {
  if (isFailure(value)) throw failureUnder200(value, text, answer)
  // Each level takes two characters, so that most texts need no look.
  if (text.length <= 2 * limits.nesting || !isNestedDeeper(value, limits.nesting)) return
  throw limitError('The answer is nested too deeply', `${limits.nesting} levels`)
}

/** Creates the error of a failure under a success status. */
export function failureUnder200(value: unknown, text: string, { status, headers, call }: Answer): EndpointError {
  const { secrets, request, settings } = call
  const { url, apiType } = settings
  const isCut = text.length > limits.errorBody
  const start = isCut ? secrets.redactCut(text.slice(0, limits.errorBody)) : secrets.redact(text)
  return readFailureUnder200({ status, headers, text: start, isCut, secrets, url, apiType, request }, value)
}

/** Adds what only the client knows to an error that was thrown while an answer was parsed; a codec adds what it could not parse. */
export function located(thrown: unknown, { status, headers, call }: Answer, unread?: { body: unknown }): unknown {
  const error = knownError(thrown, call)
  if (!(error instanceof EndpointError)) return error
  return withFacts(error, {
    headers,
    requestId: requestIdIn(headers),
    request: call.request,
    ...(unread && { status, body: call.secrets.redactValue(unread.body) }),
  })
}
