import { openAIError } from '../failures/gateway-errors.ts'
import { ServerResponse } from '../http/response.ts'

/** A problem of a request: its message, and its parameter and code where the API names them. */
export interface RequestProblem {
  readonly message: string
  readonly param?: string | undefined
  readonly code?: string | undefined
  /** @default 400 */
  readonly status?: number | undefined
}

/** Makes the response of the API to a problem. */
export function rejection({ message, param, code, status = 400 }: RequestProblem): ServerResponse {
  return new ServerResponse(openAIError(status, message, code ?? null, param ?? null))
}

/** Describes a required parameter that is absent. */
export function missing(param: string): RequestProblem {
  return { message: `Missing required parameter: '${param}'.`, param, code: 'missing_required_parameter' }
}

/** Describes a value that is not one of those allowed. */
export function invalidValue(value: unknown, allowed: readonly string[], param: string): RequestProblem {
  const names = allowed.map((one) => `'${one}'`)
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}` : names.join()
  return { message: `Invalid value: '${String(value)}'. Supported values are: ${list}.`, param, code: 'invalid_value' }
}

/** Finds what is wrong with a required string; ids have at most 64 characters. */
export function findStringProblem(value: unknown, param: string, maxLength = Infinity): RequestProblem | undefined {
  if (value === undefined) return missing(param)
  if (typeof value !== 'string')
    return { message: `Invalid type for '${param}': expected a string.`, param, code: 'invalid_type' }
  if (value.length <= maxLength) return undefined
  const message = `Invalid '${param}': string too long. Expected a string with maximum length ${maxLength}, but got a string with length ${value.length} instead.`
  return { message, param, code: 'string_above_max_length' }
}
