import { type ParsedChatResponse, printable } from '@azureml-endpoints/core'
import { isJSONObject, textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from './finish-reason.ts'
import { usageOf } from './usage.ts'

/**
 * Parses the response of a text-generation server: text in an array or under `0`, `generated_text`, `output` or
 * `predictions`, nested in any way. Newer images add the finish reason and the usage.
 */
export function readGeneratedText(body: unknown): ParsedChatResponse {
  const answer = unwrapped(body)
  const text = textIn(answer)
  if (text === undefined) throw new Error(`Expected generated text, but the body is ${described(answer)}.`)
  const first: unknown = Array.isArray(answer) ? answer[0] : answer
  const envelope = isJSONObject(first) ? first : {}
  const details = isJSONObject(envelope['details']) ? envelope['details'] : envelope
  const reason = textOrUndefined(details['finish_reason'])
  return {
    text,
    finishReason: finishReasonOf(reason),
    rawFinishReason: reason,
    usage: usageOf(envelope['usage'] ?? envelope['details']),
    id: textOrUndefined(envelope['id']),
    model: textOrUndefined(envelope['model']),
  }
}

/** Decodes JSON that was encoded twice, as by scoring scripts that return JSON text. */
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
  for (let level = 0; level < maxDepth; level += 1) {
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

/** More levels than any server nests its text. */
const maxDepth = 16

/** Describes a response, which may be large or deeply nested, by its type and its first keys. */
function described(answer: unknown): string {
  if (answer === null) return 'null'
  if (Array.isArray(answer)) return `an array of length ${answer.length}`
  if (typeof answer === 'string') return `the text ${quoted(answer, 100)}`
  if (!isJSONObject(answer)) return `a ${typeof answer}`
  const keys = Object.keys(answer)
  if (keys.length === 0) return 'an empty object'
  const shown = keys.slice(0, 10).map((key) => quoted(key, 40))
  return `an object with ${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}`
}

/** Quotes the start of a text, with control characters escaped so that they cannot forge log lines. */
function quoted(text: string, length: number): string {
  return `"${printable(text.slice(0, length))}"`
}
