// What the Responses API says about a parameter: the message, the parameter and the code.

export type Problem = [message: string, param: string, code: string]

export const missing = (param: string): Problem => [
  `Missing required parameter: '${param}'.`,
  param,
  'missing_required_parameter',
]

export const wrongType = (param: string, type: string): Problem => [
  `Invalid type for '${param}': expected ${type}.`,
  param,
  'invalid_type',
]

export const unsupported = (value: unknown, values: string, param: string): Problem => [
  `Invalid value: '${String(value)}'. Supported values are: ${values}.`,
  param,
  'invalid_value',
]

export const tooLong = (param: string, most: number, length = most + 1): Problem => [
  `Invalid '${param}': string too long. Expected a string with maximum length ${most}, but got a string with length ${length} instead.`,
  param,
  'string_above_max_length',
]
