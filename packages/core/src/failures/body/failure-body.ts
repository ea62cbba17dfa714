import { embeddedValue, leadingValue, tryParse } from './embedded-json.ts'
import { parseFailureValue } from './failure-value.ts'
import { nothing, type ParsedFailure } from './parsed-failure.ts'
import { markupCode } from './markup.ts'
import { readableText } from './readable-text.ts'

/** An error body, parsed from whichever shape it has. */
export interface FailureBody extends ParsedFailure {
  /** The JSON value, or the text without the help lines; `undefined` for an empty body. */
  readonly body: unknown
  /** The body's text without the help lines. */
  readonly text: string
}

const maxMessageLength = 1000

/** Parses an error body: JSON with any content type, JSON in or before text, XML, HTML, events, plain text, or nothing. */
export function parseFailureBody(raw: string): FailureBody {
  const text = withoutHelpLines(raw).trim()
  const value = text === '' ? undefined : (leadingValue(text) ?? valueOfEvents(text))
  const isEmpty = /^(?:\{\}|\[\]|null|"")?$/.test(text)
  const parsed = isEmpty ? nothing : parseFailureValue(value ?? text)
  const cut = value === undefined ? messageOfCut(text) : undefined
  const message = cut ?? parsed.message ?? readableText(isEmpty ? '' : text, maxMessageLength)
  return {
    ...parsed,
    message,
    code: parsed.code ?? markupCode(text),
    body: value ?? (text === '' ? undefined : text),
    text,
  }
}

/** Azure's gateway appends these lines to the container's message, and sometimes sends nothing else. */
function withoutHelpLines(text: string): string {
  const start = text.indexOf('Please check this guide to understand why this error code')
  return start === -1 ? text : text.slice(0, start)
}

/** Only this many lines are read as events. */
const maxLines = 100

/** Parses the first server-sent event with JSON data, which some servers send even as an error body. */
function valueOfEvents(text: string): unknown {
  if (!/^(?:event|data|id|retry)?\s?:/.test(text)) return undefined
  let data: string[] = []
  for (const line of [...text.split(/\r\n|\n|\r/, maxLines), '']) {
    if (line.startsWith('data:')) data.push(line.slice('data:'.length).trim())
    if (line !== '' || data.length === 0) continue
    const joined = data.join('\n')
    const value = tryParse(joined) ?? embeddedValue(joined)?.value
    if (typeof value === 'object' && value !== null) return value
    data = []
  }
  return undefined
}

/** Finds the message of JSON that was cut off in the middle. */
function messageOfCut(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined
  const found = /"(?:message|detail|msg|error)"\s*:\s*("(?:[^"\\]|\\.)*")/i.exec(text)?.[1]
  const message = found === undefined ? undefined : tryParse(found)
  return typeof message === 'string' && message.trim() !== '' ? message.slice(0, maxMessageLength) : undefined
}
