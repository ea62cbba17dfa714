import { ConfigurationError } from '../errors/configuration-error.ts'
import { type BoundFormatter, formatError, guard } from './formatter-guard.ts'

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
  try {
    const json = JSON.stringify(body) as string | undefined
    if (json !== undefined) return { body, json }
  } catch (cause) {
    for (const [setting, value] of Object.entries(request)) {
      if (isSerializable(value)) continue
      const problem = 'contains a value that JSON cannot represent (a bigint, or a circular reference)'
      throw new ConfigurationError(`\`${setting}\` ${problem}.`, { setting, cause })
    }
    throw formatError(bound, 'formatRequest', request, 'returned a body that cannot be serialized as JSON', cause)
  }
  throw formatError(bound, 'formatRequest', request, 'returned a body that cannot be serialized as JSON')
}

function isSerializable(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}
