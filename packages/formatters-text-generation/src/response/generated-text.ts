import { type ParsedChatResponse, printable, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from './finish-reason.ts'
import { usageOf } from './usage.ts'

/**
 * Parses the response of a text-generation server: text in arrays or under `0`, `generated_text`, `output` or `predictions`,
 * nested in any way. Newer images add the finish reason and the usage, beside the text or around it.
 */
export function readGeneratedText(body: unknown): ParsedChatResponse {
  const { text, ...rest } = readFields(body)
  if (text === undefined) throw new Error(`Expected generated text, but the body is ${described(unwrapped(body))}.`)
  return { text, ...rest }
}

/** Parses what a response and an event of a stream have in common; the text is undefined if there is none. */
export function readFields(body: unknown): Partial<ParsedChatResponse> {
  const { text, envelopes } = textIn(unwrapped(body))
  const reason = textOrUndefined(fieldIn(envelopes, 'finish_reason'))
  const details = fieldIn(envelopes, 'details')
  return {
    text,
    finishReason: finishReasonOf(reason),
    rawFinishReason: reason,
    usage: usageOf(fieldIn(envelopes, 'usage')) ?? usageOf(details),
    id: textOrUndefined(fieldIn(envelopes, 'id')),
    model: textOrUndefined(fieldIn(envelopes, 'model')),
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

interface FoundText {
  readonly text: string | undefined
  /** The objects around the text, the innermost first. */
  readonly envelopes: readonly Fields[]
}

function textIn(value: unknown): FoundText {
  const envelopes: Fields[] = []
  let inner = value
  for (let level = 0; level < maxDepth; level += 1) {
    if (Array.isArray(inner)) inner = inner[0]
    else if (isFields(inner)) {
      envelopes.unshift(inner)
      inner = inner[keyOfText(inner) ?? '']
    } else break
    // A body that is only a string is more likely an error page than an answer.
    if (typeof inner === 'string') return { text: inner, envelopes }
  }
  return { text: undefined, envelopes }
}

function keyOfText(value: Fields): string | undefined {
  return textKeys.find((key) => value[key] !== undefined)
}

const textKeys = ['0', 'generated_text', 'output', 'predictions']

/** More levels than any server nests its text. */
const maxDepth = 16

/** Returns a field of the innermost object that has it, beside the text or in its `details`. */
function fieldIn(envelopes: readonly Fields[], name: string): unknown {
  for (const envelope of envelopes) {
    const { details, [name]: found } = envelope
    if (found !== undefined && found !== null) return found
    if (isFields(details) && details[name] !== undefined) return details[name]
  }
  return undefined
}

/** Describes a response, which may be large or deeply nested, by its type and its first keys. */
export function described(answer: unknown): string {
  if (answer === null) return 'null'
  if (Array.isArray(answer)) return `an array of length ${answer.length}`
  if (typeof answer === 'string') return `the text ${quoted(answer, 100)}`
  if (!isFields(answer)) return `a ${typeof answer}`
  const keys = Object.keys(answer)
  if (keys.length === 0) return 'an empty object'
  const shown = keys.slice(0, 10).map((key) => quoted(key, 40))
  return `an object with ${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}`
}

/** Quotes the start of a text, with control characters escaped so that they cannot forge log lines. */
function quoted(text: string, length: number): string {
  return `"${printable(text.slice(0, length))}"`
}
