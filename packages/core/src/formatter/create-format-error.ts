import { ConfigurationError } from '../errors/configuration-error.ts'
import { FormatError, type FormatErrorDetails } from '../errors/format-error.ts'
import { printable } from '../errors/printable.ts'
import { redactCut, redactValue, safeCause } from '../redaction/redact-values.ts'
import type { Secrets } from '../redaction/secrets.ts'
import { adviceForRejection } from './family-advice.ts'
import type { ContentFormatterBase } from './formatter.ts'

/** What a method of a formatter did wrong. */
export interface FormatProblem extends Pick<FormatErrorDetails, 'apiType' | 'method' | 'payload' | 'cause'> {
  readonly formatter: ContentFormatterBase
  readonly secrets: Secrets
  /** What the method did, such as `returned null`. */
  readonly problem: string
}

/** Creates the error for a method of a formatter that failed. */
export function createFormatError({
  formatter,
  apiType,
  secrets,
  method,
  payload,
  problem,
  cause,
}: FormatProblem): FormatError {
  const shown = withoutFullStop(printable(redactCut(secrets, problem.slice(0, maxProblemLength))))
  const advice = method === 'formatRequest' ? '' : ` ${adviceForRejection(payload, formatter.name)}`
  return new FormatError(`\`${method}\` of formatter "${formatter.name}" (${apiType}) ${shown}.${advice}`, {
    formatter: formatter.name,
    apiType,
    method,
    payload: redactValue(secrets, payload),
    cause: safeCause(secrets, cause),
  })
}

/** Creates the error for a body that cannot be serialized: of the setting at fault, or else of the formatter. */
export function createSerializationError(
  bound: Pick<FormatProblem, 'formatter' | 'apiType' | 'secrets'>,
  request: object,
  cause: unknown,
): ConfigurationError | FormatError {
  const setting = Object.entries(request).find(([, value]) => !isSerializable(value))?.[0]
  if (cause !== undefined && setting !== undefined) {
    const problem = 'contains a value that JSON cannot represent (a bigint, or a circular reference)'
    return new ConfigurationError(`\`${setting}\` ${problem}.`, { setting, cause })
  }
  const problem = 'returned a body that cannot be serialized as JSON'
  return createFormatError({ ...bound, method: 'formatRequest', payload: request, problem, cause })
}

function isSerializable(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}

/** Only this many characters of a formatter's error go into a message. */
const maxProblemLength = 2000

function withoutFullStop(text: string): string {
  let end = text.length
  while (end > 0 && /[.\s]/.test(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}
