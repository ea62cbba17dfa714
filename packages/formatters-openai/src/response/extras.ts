import { type AnswerExtras, type GeneratedAudio, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { mayHaveSources, messageMayHaveSources, SourceCollector } from './sources.ts'

/** The parts of a body that have extras. */
export interface ExtrasSource {
  /** Contains the date, the sources and the names of the service. */
  readonly body: Fields
  /** Contains the log probabilities. */
  readonly choice: Fields
  /** Contains the refusal, the sources and the audio. */
  readonly message: Fields
}

/** Parses what a whole answer has beside text and tool calls. Empty strings, zeros and empty objects count as absent. */
export function extrasOf({ body, choice, message }: ExtrasSource, audioType: string | undefined): AnswerExtras {
  const extras: { -readonly [Field in keyof AnswerExtras]: AnswerExtras[Field] } = {}
  const createdAt = dateOf(body['created'])
  const refusal = textOrUndefined(message['refusal'])
  const mayHave = mayHaveSources(body) || messageMayHaveSources(message)
  const sources = mayHave ? new SourceCollector().collect(body, message) : []
  const logprobs = logprobsOf(choice['logprobs'])
  const audio = audioOf(message['audio'], audioType)
  const serviceTier = textOrUndefined(body['service_tier'])
  const systemFingerprint = textOrUndefined(body['system_fingerprint'])
  if (createdAt !== undefined) extras.createdAt = createdAt
  if (refusal !== undefined) extras.refusal = refusal
  if (sources.length > 0) extras.sources = sources
  if (logprobs !== undefined) extras.logprobs = logprobs
  if (audio !== undefined) extras.audio = audio
  if (serviceTier !== undefined) extras.serviceTier = serviceTier
  if (systemFingerprint !== undefined) extras.systemFingerprint = systemFingerprint
  return extras
}

/** Parses a date: seconds since 1970, which some servers send in smaller units or as a string. Zero is no date. */
export function dateOf(created: unknown): Date | undefined {
  const isNumber =
    typeof created === 'number' || (typeof created === 'string' && /^\d{1,20}(\.\d{1,9})?$/.test(created))
  if (!isNumber) return typeof created === 'string' ? isoDateOf(created) : undefined
  let seconds = Number(created)
  if (!(seconds < LATEST_NANOSECOND)) return undefined
  while (seconds >= LATEST_SECOND) seconds /= 1000
  const milliseconds = Math.round(seconds * 1000)
  return milliseconds > 0 ? validDate(new Date(milliseconds)) : undefined
}

/** The year 5138; larger numbers are milliseconds or smaller units. */
const LATEST_SECOND = 1e11
const LATEST_NANOSECOND = 1e20

function isoDateOf(text: string): Date | undefined {
  return /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(Z|[+-]\d\d:?\d\d)?$/.test(text) ? validDate(new Date(text)) : undefined
}

function validDate(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Returns log probabilities that contain any; servers also send null, or an object whose lists are null or empty. */
export function logprobsOf(logprobs: unknown): unknown {
  if (!isFields(logprobs)) return Array.isArray(logprobs) && logprobs.length > 0 ? logprobs : undefined
  for (const name in logprobs) {
    const value = logprobs[name]
    if (Array.isArray(value) ? value.length > 0 : isFields(value)) return logprobs
  }
  return undefined
}

/** Parses generated speech, or a piece of it. */
export function audioOf(audio: unknown, mediaType: string | undefined): GeneratedAudio | undefined {
  if (!isFields(audio)) return undefined
  const id = textOrUndefined(audio['id'])
  const data = textOrUndefined(audio['data'])
  const transcript = textOrUndefined(audio['transcript'])
  const expiresAt = dateOf(audio['expires_at'])
  if (id === undefined && data === undefined && transcript === undefined && expiresAt === undefined) return undefined
  return {
    ...(id !== undefined && { id }),
    ...(data !== undefined && { data }),
    ...(transcript !== undefined && { transcript }),
    ...(data !== undefined && mediaType !== undefined && { mediaType }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
}

/** Returns the media type of the speech that a request body asks for. */
export function audioTypeOf(sent: unknown): string | undefined {
  const audio = isFields(sent) ? sent['audio'] : undefined
  const format = isFields(audio) ? textOrUndefined(audio['format']) : undefined
  return format === undefined ? undefined : AUDIO_TYPES.get(format.toLowerCase())
}

const AUDIO_TYPES: ReadonlyMap<string, string> = new Map([
  ['wav', 'audio/wav'],
  ['mp3', 'audio/mpeg'],
  ['flac', 'audio/flac'],
  ['opus', 'audio/opus'],
  ['aac', 'audio/aac'],
  ['pcm16', 'audio/pcm'],
])
