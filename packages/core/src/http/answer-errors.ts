import { requestIdIn } from '../endpoint/request-id.ts'
import { EndpointError, withDetails } from '../errors/endpoint-error.ts'
import { limitError, limits } from '../errors/limits.ts'
import { isFailure } from '../failures/is-failure.ts'
import { isNestedDeeper, mayNestDeeper } from '../json/json-shape.ts'
import type { Answer } from './answer.ts'
import { toKnownError } from './call.ts'
import { describedBy } from './described-by.ts'

/**
 * An answer with a success status that reports a failure or that the formatter rejected. `withAnswerDetails` creates its error.
 */
export class UnusableAnswer {
  readonly body: unknown
  /** The text of the body. */
  readonly text: string
  /** What the formatter threw. */
  readonly rejection: { readonly error: unknown } | undefined

  constructor(body: unknown, text: string, rejection?: { readonly error: unknown }) {
    this.body = body
    this.text = text
    this.rejection = rejection
  }
}

/** Throws if a body or an event with a success status is a failure, or is nested too deeply for recursive code. */
export function checkAnswer(value: unknown, text: string): void {
  if (isFailure(value)) throw new UnusableAnswer(value, text)
  if (!mayNestDeeper(text, limits.nesting) || !isNestedDeeper(value, limits.nesting)) return
  throw limitError('The answer is nested too deeply', `${limits.nesting} levels`)
}

/** Returns the error for what was thrown while an answer was read, with the details of the answer. */
export async function withAnswerDetails(thrown: unknown, answer: Answer): Promise<unknown> {
  const { headers, call } = answer
  const error = await toKnownError(thrown instanceof UnusableAnswer ? await errorOf(thrown, answer) : thrown, call)
  if (!EndpointError.isInstance(error)) return error
  return withDetails(error, { headers, requestId: requestIdIn(headers), request: call.request })
}

function errorOf({ body, text, rejection }: UnusableAnswer, { status, headers, call }: Answer): Promise<unknown> {
  const isCut = text.length > limits.errorBody
  return describedBy({ status, headers, text: text.slice(0, limits.errorBody), isCut }, call, (failures, failure) =>
    rejection === undefined
      ? failures.toEndpointErrorUnder200(failure, body)
      : failures.toRejection(failure, { error: rejection.error, body, text }),
  )
}
