import { isFields } from '../json/fields.ts'
import { labelsIn } from './body/failure-fields.ts'
import { kindsOfLabels } from './failure-words.ts'
import { answerKeys, isFilled } from './is-failure.ts'

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

/** A type or a reason that only failures have. */
function hasErrorLabel(value: Readonly<Record<string, unknown>>): boolean {
  return kindsOfLabels(labelsIn(value)).size > 0
}

function isValidation(detail: unknown): boolean {
  const first: unknown = Array.isArray(detail) ? detail[0] : detail
  return isFields(first) && ['msg', 'loc', 'message', 'error'].some((key) => key in first)
}
