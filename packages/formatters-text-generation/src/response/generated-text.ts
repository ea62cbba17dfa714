import type { ParsedChatResponse } from '@azureml-endpoints/core'
import { isJSONObject, textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from './finish-reason.ts'
import { usageOf } from './usage.ts'

/**
 * Reads what text-generation servers answer: a text, in a list or under `0`, `generated_text` or `output`, whichever of them
 * nested; beside it newer images have finish reason and usage.
 */
export function readGeneratedText(body: unknown): ParsedChatResponse {
  const answer = unwrapped(body)
  const text = textIn(answer)
  if (text === undefined) throw new Error(`The body has no generated text, but is ${described(answer)}.`)
  const first: unknown = Array.isArray(answer) ? answer[0] : answer
  const envelope = isJSONObject(first) ? first : {}
  const details = isJSONObject(envelope['details']) ? envelope['details'] : envelope
  const word = textOrUndefined(details['finish_reason'])
  return {
    text,
    finishReason: finishReasonOf(word),
    rawFinishReason: word,
    usage: usageOf(envelope['usage'] ?? envelope['details']),
    id: textOrUndefined(envelope['id']),
    model: textOrUndefined(envelope['model']),
  }
}

/** A score script that returns JSON text has it encoded once more. */
function unwrapped(body: unknown): unknown {
  if (typeof body !== 'string' || !/^\s*[[{"]/.test(body.slice(0, 100))) return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

function textIn(value: unknown): string | undefined {
  let inner = value
  for (let level = 0; level < deepest; level += 1) {
    const found: unknown = Array.isArray(inner) ? inner[0] : inner
    if (Array.isArray(inner) && typeof found === 'string') return found
    if (!isJSONObject(found)) return undefined
    const key = ['0', 'generated_text', 'output', 'predictions'].find((one) => found[one] !== undefined)
    if (key === undefined) return undefined
    inner = found[key]
    if (typeof inner === 'string') return inner
  }
  return undefined
}

/** More levels than any server nests its text in. */
const deepest = 16

/** Describes an answer without writing it out, which may be large or deeply nested: its kind, and its first keys. */
function described(answer: unknown): string {
  if (answer === null) return 'null'
  if (Array.isArray(answer)) return `a list of ${answer.length}`
  if (typeof answer === 'string') return `the text ${quoted(answer, 100)}`
  if (!isJSONObject(answer)) return `a ${typeof answer}`
  const keys = Object.keys(answer)
  if (keys.length === 0) return 'an empty object'
  const shown = keys.slice(0, 10).map((key) => quoted(key, 40))
  return `an object with ${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}`
}

/** Quotes the start of a text, its control characters escaped: they could forge lines of a log. */
function quoted(text: string, length: number): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `"${text.slice(0, length).replace(/[\p{Cc}\u2028\u2029]/gu, escaped)}"`
}
