import { type BoundFormatter, formatError, guard, serializationError } from './formatter-guard.ts'

/** The body of a request as a value, and as the JSON text that is sent. */
export interface JsonBody {
  readonly body: unknown
  readonly json: string
}

/** Calls a formatter for a request body and serializes it. */
export function toJson(bound: BoundFormatter, request: object, format: () => unknown): JsonBody {
  const body = guard(bound, 'formatRequest', request, format)
  if (body === undefined || body === null || typeof body === 'function') {
    throw formatError(
      bound,
      'formatRequest',
      request,
      `returned ${body === null ? 'null' : typeof body} instead of a body`,
    )
  }
  let cause: unknown
  try {
    const json = JSON.stringify(body) as string | undefined
    if (json !== undefined) return { body, json }
  } catch (error) {
    cause = error
  }
  throw serializationError(bound, request, cause)
}
