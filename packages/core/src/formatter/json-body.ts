import { ConfigurationError } from '../errors/errors.ts'
import { type CodecOwner, fault, guard } from './formatter-guard.ts'

/** The body of a request, and the JSON text that is sent. */
export interface JsonBody {
  readonly body: unknown
  readonly json: string
}

/** Asks a formatter for a body and writes it as JSON. */
export function toJson(owner: CodecOwner, request: object, format: () => unknown): JsonBody {
  const body = guard(owner, 'formatRequest', request, format)
  if (body === undefined || body === null || typeof body === 'function') {
    throw fault(owner, 'formatRequest', request, `gave ${body === null ? 'null' : typeof body} instead of a body`)
  }
  try {
    const json = JSON.stringify(body) as string | undefined
    if (json !== undefined) return { body, json }
  } catch (cause) {
    for (const [setting, value] of Object.entries(request)) {
      if (isJsonable(value)) continue
      const what = 'holds something that JSON cannot carry (a bigint, or an object that contains itself)'
      throw new ConfigurationError(`\`${setting}\` ${what}.`, { setting, cause })
    }
    throw fault(owner, 'formatRequest', request, 'gave a body that cannot be written as JSON', cause)
  }
  throw fault(owner, 'formatRequest', request, 'gave a body that cannot be written as JSON')
}

function isJsonable(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}
