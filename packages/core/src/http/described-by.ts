import { requestIdIn } from '../endpoint/request-id.ts'
import { EndpointError } from '../errors/endpoint-error.ts'
import type { ConfigurationError } from '../errors/configuration-error.ts'
import { laterPart } from '../errors/later-part.ts'
import { printable } from '../errors/printable.ts'
import type { Failure } from '../failures/failure.ts'
import type { Call } from './call.ts'

type Failures = typeof import('../failures/failure.ts')

const loadFailures = laterPart<Failures>(() => import('../failures/failure.ts'))

/** An answer that reports a failure, with its text as it arrived. */
type FailedAnswer = Pick<Failure, 'status' | 'headers' | 'text' | 'isCut'>

/** Creates the error for a failure. The code for that is a third of core and is loaded when the first call fails. */
export async function describedBy<E>(
  answer: FailedAnswer,
  { settings, secrets, request }: Call,
  describe: (failures: Failures, failure: Failure) => E,
): Promise<E | EndpointError> {
  let failures: Failures
  try {
    failures = await loadFailures()
  } catch (error) {
    return undescribed({ ...answer, text: secrets.redactLabel(answer.text) }, error as ConfigurationError)
  }
  const { url, apiType, formatter, names } = settings
  const text = failures.redactedText(answer, secrets)
  return describe(failures, { ...answer, text, secrets, url, apiType, formatter: formatter.name, request, names })
}

/** The error for a program whose files were replaced or cannot be opened: it still says what happened, and whether to retry. */
function undescribed({ status, headers, text }: FailedAnswer, { message, cause }: ConfigurationError): EndpointError {
  return new EndpointError(`The endpoint failed (HTTP ${status}): ${printable(text)}. There is no advice: ${message}`, {
    status,
    headers,
    requestId: requestIdIn(headers),
    body: text,
    retryable: status === 408 || status === 429 || status >= 500,
    cause,
  })
}
