import { isFields } from './body/failure-details.ts'
import { labelsIn, statusIn } from './body/failure-fields.ts'
import { kindsOfLabels } from './failure-words.ts'

/**
 * Returns whether a body or an event with a success status is a failure, by the shapes that all formats share and that no answer
 * has: a non-empty `error`, `"object":"error"`, `"type":"error"`, or a message beside an error status. A text may be such a body
 * that was JSON-encoded twice.
 */
export function isFailure(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('error') && isFailure(parsedObject(value))
  if (typeof value !== 'object' || value === null) return false
  const { error, object, type } = value as {
    readonly error?: unknown
    readonly object?: unknown
    readonly type?: unknown
  }
  if (error !== false && isFilled(error)) return true
  return object === 'error' || type === 'error' || hasErrorStatus(value as Readonly<Record<string, unknown>>)
}

/**
 * Returns whether a body that the formatter rejected is a failure and not an answer in another format. A formatter may accept
 * these shapes, so it is asked first.
 */
export function looksLikeFailure(value: unknown): boolean {
  if (!isFields(value) || answerKeys.some((key) => key in value)) return false
  const { error, detail, errors, success, ok, status, message, msg, delta } = value
  if (typeof error === 'object' && error !== null) return true
  if (isFailedDelta(delta)) return true
  if (success === false || ok === false || isFilled(errors) || 'fault' in value || 'Fault' in value) return true
  if (typeof status === 'string' && /^(?:error|fail(?:ed|ure)?)$/i.test(status)) return true
  if (isFilled(detail) && (typeof detail === 'string' || isValidation(detail))) return true
  return isFilled(message ?? msg) && (errorKeys.some((key) => isFilled(value[key])) || hasErrorLabel(value))
}

/** Returns the failure that an event reports: its `delta`, if that has the error, as in the last event of a stream of Cohere's. */
export function failureWithin(value: unknown): unknown {
  return isFields(value) && isFailedDelta(value['delta']) ? value['delta'] : value
}

function isFailedDelta(delta: unknown): boolean {
  return isFields(delta) && isFilled(delta['error'])
}

/** Fields that only answers have. */
const answerKeys = [
  'choices',
  'output',
  'content',
  'candidates',
  'generated_text',
  'predictions',
  'embeddings',
  'results',
]

/** Fields that stand beside the message of an error, and never beside that of an answer. */
const errorKeys = [
  'code',
  '__type',
  'error_code',
  'errorCode',
  'error_type',
  'errorType',
  'trace_id',
  'traceback',
  'exception',
]

/** A message beside a status of an error; answers have no such status, and their messages are no texts. */
function hasErrorStatus(value: Readonly<Record<string, unknown>>): boolean {
  const text = value['message'] ?? value['msg'] ?? value['detail']
  if (typeof text !== 'string' || text === '') return false
  const status = statusIn(value)
  return status !== undefined && status >= 400 && !answerKeys.some((key) => key in value)
}

/** A type or a reason that only failures have. */
function hasErrorLabel(value: Readonly<Record<string, unknown>>): boolean {
  return kindsOfLabels(labelsIn(value)).size > 0
}

function isValidation(detail: unknown): boolean {
  const first: unknown = Array.isArray(detail) ? detail[0] : detail
  return isFields(first) && ['msg', 'loc', 'message', 'error'].some((key) => key in first)
}

/**
 * Servers written in Go send zero values for what is absent: an error whose fields are all empty is none. Others print the
 * absence of a value.
 */
function isFilled(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === '' || value === 0) return false
  if (typeof value === 'string') return !/^(?:none|null|nil|<nil>|undefined)$/i.test(value)
  if (typeof value !== 'object' || depth > maxDepth) return true
  return Object.values(value).some((part) => isFilled(part, depth + 1))
}

/** Deeper values count as filled. */
const maxDepth = 3

function parsedObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}
