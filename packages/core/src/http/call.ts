import type { Settings } from '../endpoint/settings.ts'
import { renamed } from '../errors/api-names.ts'
import { AzureMLError } from '../errors/azureml-error.ts'
import { createdError } from '../errors/later-error.ts'
import type { BoundFormatter } from '../formatter/formatter-guard.ts'
import type { SentRequest } from '../messages/chat-response.ts'
import type { Secrets } from '../redaction/secrets.ts'
import { connectionError } from './connection-error.ts'
import type { TimeLimits } from './deadline.ts'

/** One call, ready to be sent. */
export interface Call {
  readonly settings: Settings
  /** The formatter, with the secrets of this call. */
  readonly bound: BoundFormatter
  /** The secrets of the client and of this call. */
  readonly secrets: Secrets
  /** The request as the caller sees it, with secrets redacted. */
  readonly request: SentRequest
  /** The body as the formatter returned it. */
  readonly body: unknown
  /** `body` as JSON text; empty once there is an answer, since a stream may stay open for long. */
  json: string
  readonly accept: string
  readonly headers: Readonly<Record<string, string | undefined>> | undefined
  readonly limits: TimeLimits
  readonly maxRetries: number
}

/** Returns errors of this library and the caller's abort reason unchanged; anything else becomes an `EndpointError`. */
export async function toKnownError(thrown: unknown, { limits: { signal }, secrets, settings }: Call): Promise<unknown> {
  const error = await createdError(thrown)
  if (signal?.aborted && error === signal.reason) return error
  if (AzureMLError.isInstance(error)) return renamed(error, settings.names)
  return connectionError((errors) => errors.unreadableAnswer(error, secrets))
}
