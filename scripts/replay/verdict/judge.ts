import { AzureMLError, EndpointError } from '../../../packages/core/src/index.ts'
import { type Family, readNaively } from '../families/family.ts'
import type { Wire } from '../families/wire.ts'
import { objectOf, shorten } from '../json.ts'
import { errorTextsOf } from '../naive/error-text.ts'
import type { NaiveToolCall } from '../naive/naive-answer.ts'
import type { Outcome } from '../playing/answer.ts'
import { type Difference, differencesOf } from './difference.ts'
import { refusalFor, ruleFor } from './rules.ts'

/** What came of a response. `reasons` says why, for all but `equal`. */
export interface Verdict {
  readonly kind: 'equal' | 'by design' | 'refused' | 'wrong'
  readonly reasons: readonly string[]
}

/** Judges how the formatter of a family read an answer of this family. */
export function judgeAnswer(family: Family, wire: Wire, { answer, error, unequal }: Outcome): Verdict {
  if (unequal !== undefined) return wrong(unequal)
  const failure = failureIn(wire)
  if (failure !== undefined) return judgeFailure(failure, error)
  if (answer === undefined) return judgeRefusal(wire, error)
  const naive = readNaively(family, wire)
  const compared = { naive, ours: answer, streamed: wire.streamed, done: wire.streamed && wire.done }
  const reasons = new Set<string>()
  const unexplained: Difference[] = []
  for (const difference of differencesOf(naive, answer)) {
    const rule = ruleFor(difference, compared)
    if (rule === undefined) unexplained.push(difference)
    else reasons.add(rule.reason)
  }
  if (unexplained.length > 0) return wrong(...unexplained.map(sentenceOf))
  return { kind: reasons.size === 0 ? 'equal' : 'by design', reasons: [...reasons] }
}

/** Judges how a failure was read: as an error with the status, if there is one, and with what the body says. */
export function judgeFailure(body: unknown, error: unknown, status?: number): Verdict {
  if (!(error instanceof EndpointError)) {
    return wrong(`a failure became ${error === undefined ? 'an answer' : String(error).slice(0, 300)}`)
  }
  if (status !== undefined && error.status !== status) return wrong(`status ${error.status} instead of ${status}`)
  const transient = status !== undefined && transientStatuses.has(status) && !/quota/.test(JSON.stringify(body))
  if (transient && !error.retryable) return wrong(`status ${status} is not retried`)
  if (status !== undefined && status >= 400 && status < 408 && error.retryable)
    return wrong(`status ${status} is retried`)
  const texts = errorTextsOf(body)
  const message = simplified(error.message)
  if (texts.length > 0 && !texts.some((text) => message.includes(simplified(text).slice(0, 60)))) {
    return wrong(`the message ${shorten(error.message, 400)} lacks ${shorten(texts)}`)
  }
  return { kind: 'refused', reasons: ['the recording is a failure'] }
}

const transientStatuses: ReadonlySet<number> = new Set([429, 500, 502, 503, 504, 529])

/** Judges what a formatter made of an answer of another family: it has to refuse it, or to read all of it. */
export function judgeForeign(family: Family, wire: Wire, { answer, error, unequal }: Outcome): Verdict {
  if (unequal !== undefined) return wrong(unequal)
  if (error instanceof AzureMLError) return { kind: 'refused', reasons: ['the recording is in a format of others'] }
  if (answer === undefined) return wrong(`not an error of ours: ${String(error).slice(0, 300)}`)
  const naive = readNaively(family, wire)
  const text = `${answer.reasoning ?? ''}${answer.text ?? ''}`
  const isRead = text !== '' || naive.toolCalls.length > 0
  const isWhole = text.trim().endsWith(naive.text.trim()) && sameCalls(naive.toolCalls, answer.toolCalls ?? [])
  if (isRead && isWhole) return { kind: 'by design', reasons: ['a format so alike that its text and calls are read'] }
  return wrong(`a foreign body became ${shorten(answer)} instead of ${shorten(naive)}`)
}

function judgeRefusal(wire: Wire, error: unknown): Verdict {
  const reason = refusalFor(JSON.stringify(wire), error)
  return reason === undefined
    ? wrong(`refused: ${String(error).slice(0, 300)}`)
    : { kind: 'refused', reasons: [reason] }
}

function sameCalls(naive: readonly NaiveToolCall[], ours: readonly NaiveToolCall[]): boolean {
  return JSON.stringify(naive.map(({ name }) => name)) === JSON.stringify(ours.map(({ name }) => name))
}

function sentenceOf({ field, naive, ours }: Difference): string {
  return `${field}: ${shorten(naive)} in the recording, ${shorten(ours)} read`
}

function wrong(...reasons: readonly string[]): Verdict {
  return { kind: 'wrong', reasons }
}

/** Finds the failure in a stream that began under status 200. */
function failureIn(wire: Wire): unknown {
  if (!wire.streamed) return undefined
  const failed = wire.events.find((event) => Boolean(event['error']) || event['type'] === 'error')
  // The last event of Cohere's second format has the error in its `delta`.
  return failed ?? wire.events.map((event) => objectOf(event['delta'])).find((delta) => Boolean(delta['error']))
}

/** Leaves letters and digits, because control characters and spaces are written differently in a message. */
function simplified(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
