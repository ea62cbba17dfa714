import { isFields, type Fields } from '../../json/fields.ts'
import { details } from './failure-details.ts'
import type { EmbeddedValue } from './embedded-json.ts'
import { codeIn, labelsIn, waitIn } from './failure-fields.ts'
import { statusIn } from './status-in.ts'
import { isUninformative } from './uninformative.ts'

/** What an error value says, wherever it says it. */
export interface ParsedFailure {
  readonly message: string | undefined
  readonly code: string | undefined
  /** A status that the value contains. */
  readonly status: number | undefined
  /** Every code, type and reason of the value, innermost first. */
  readonly labels: readonly string[]
  /** Milliseconds that the value asks to wait. */
  readonly retryAfterMs: number | undefined
  /** The findings of the content filter, as the endpoint sent them. */
  readonly contentFilter: unknown
}

/** The result for a value that says nothing. */
export const nothing: ParsedFailure = {
  message: undefined,
  code: undefined,
  status: undefined,
  labels: [],
  retryAfterMs: undefined,
  contentFilter: undefined,
}

const maxLabels = 20
const maxMessageLength = 1000

/** Text before a value is dropped only if the value is an error, and not an example or a part of the request. */
export function isErrorLike({ value, prefix }: EmbeddedValue): boolean {
  if (prefix.trim() === '') return true
  const first: unknown = Array.isArray(value) ? value[0] : value
  return (
    isFields(first) &&
    ['error', 'message', 'Message', 'detail', 'msg', 'errors', 'error_message'].some((key) => key in first)
  )
}

/** Returns what the fields of an object say by themselves. */
export function fieldsOf(value: Fields): ParsedFailure {
  return {
    message: undefined,
    code: codeIn(value),
    status: statusIn(value),
    labels: labelsIn(value),
    retryAfterMs: waitIn(value),
    contentFilter: contentFilterOf(value),
  }
}

/** Merges what several values say; the first ones count more. */
export function merged(all: readonly ParsedFailure[]): ParsedFailure {
  const codes = all.map(({ code }) => code).filter((code) => code !== undefined)
  return {
    message: undefined,
    code: codes.find((code) => !/^\d+$/.test(code) && !isUninformative(code)) ?? codes[0],
    status: all.map(({ status }) => status).find((status) => status !== undefined),
    labels: [...new Set(all.flatMap(({ labels }) => labels))].slice(0, maxLabels),
    retryAfterMs: all.map(({ retryAfterMs }) => retryAfterMs).find((wait) => wait !== undefined),
    contentFilter: all.map(({ contentFilter }) => contentFilter).find((found) => found !== undefined),
  }
}

function contentFilterOf(value: Fields): unknown {
  const inner = [value['innererror'], value['inner_error'], value].filter(isFields)
  const found = inner.map((fields) => fields['content_filter_result'] ?? fields['content_filter_results'])
  return found.find((result) => result !== undefined && result !== null)
}

/** Keeps what was parsed. */
export function asIs(parsed: ParsedFailure | undefined, _value: unknown): ParsedFailure | undefined {
  return parsed
}

/** Prefers the text that names the field which a finding is about, unless it misses a message further inside. */
export function withField(parsed: ParsedFailure | undefined, value: unknown): ParsedFailure | undefined {
  const text = details(value)
  const isWhole = text !== undefined && (parsed?.message === undefined || text.includes(parsed.message))
  return isWhole ? { ...(parsed ?? nothing), message: text } : parsed
}

/** Adds what some servers say in the name of a parameter, as a sentence. */
export function withParameter(parsed: ParsedFailure | undefined, parameter: unknown): ParsedFailure | undefined {
  const isSentence = typeof parameter === 'string' && /\S\s+\S+\s+\S/.test(parameter.slice(0, maxMessageLength))
  if (parsed === undefined || !isSentence) return parsed
  return { ...parsed, message: withValidation(parsed.message, parameter.slice(0, maxMessageLength)) }
}

/** Adds the findings of a validation to a message. */
export function withValidation(message: string | undefined, validation: string | undefined): string | undefined {
  if (message === undefined || validation === undefined) return message ?? validation
  if (message.includes(validation)) return message
  return isUninformative(message) ? validation : `${message.replace(/[.:]$/, '')} (${validation})`
}

/** Joins the messages that there are. */
export function joined(texts: readonly (string | undefined)[]): string | undefined {
  const known = texts.filter((text) => text !== undefined)
  return known.length === 0 ? undefined : known.join('; ').slice(0, maxMessageLength)
}
