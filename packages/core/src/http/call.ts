import type { Settings } from '../endpoint/settings.ts'
import { AzureMLError, EndpointError } from '../errors/errors.ts'
import { printable } from '../errors/printable.ts'
import type { CodecOwner } from '../formatter/formatter-guard.ts'
import type { SentRequest } from '../messages/chat.ts'
import type { Secrets } from '../redaction/secrets.ts'
import type { TimeLimits } from './deadline.ts'

/** One call as it goes over the wire. */
export interface Call {
  readonly settings: Settings
  /** Whose codec it is, with the secrets of this call. */
  readonly owner: CodecOwner
  /** The client's and this call's own. */
  readonly secrets: Secrets
  /** What the caller sees of the request, without secrets. */
  readonly request: SentRequest
  /** The body as the formatter made it. */
  readonly body: unknown
  /** `body` as JSON text. */
  readonly json: string
  readonly accept: string
  readonly headers: Readonly<Record<string, string | undefined>> | undefined
  readonly limits: TimeLimits
  readonly maxRetries: number
}

/** Returns an error of this library, or the caller's own reason to abort; anything else that was thrown becomes an `EndpointError`. */
export function knownError(error: unknown, { limits: { signal }, secrets }: Call): unknown {
  if (error instanceof AzureMLError || (signal?.aborted && error === signal.reason)) return error
  const words = printable(secrets.redact(error instanceof Error ? error.message : String(error)))
  return new EndpointError(`The answer could not be read: ${words}.`, { cause: secrets.cause(error) })
}
