import type { AnswerExtras } from '../messages/chat-response.ts'
import type { Secrets } from '../redaction/secrets.ts'

type Extras = { -readonly [Name in keyof AnswerExtras]: AnswerExtras[Name] }

/** Adds what a codec parsed beside the answer itself, without what is empty. Called for every chunk, so it allocates nothing. */
export function addExtras(target: Extras, parsed: AnswerExtras, secrets: Secrets): void {
  if (parsed.createdAt !== undefined) target.createdAt = parsed.createdAt
  if (parsed.refusal) target.refusal = parsed.refusal
  if (parsed.sources !== undefined && parsed.sources.length > 0) target.sources = parsed.sources
  if (parsed.logprobs !== undefined && parsed.logprobs !== null) target.logprobs = parsed.logprobs
  if (parsed.audio !== undefined) target.audio = parsed.audio
  if (parsed.serviceTier) target.serviceTier = secrets.redactLabel(parsed.serviceTier)
  if (parsed.systemFingerprint) target.systemFingerprint = secrets.redactLabel(parsed.systemFingerprint)
  if (parsed.providerData !== undefined) target.providerData = parsed.providerData
}
