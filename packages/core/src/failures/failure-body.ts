import { jsonPreview } from '../json/json-shape.ts'
import { readableText } from './readable-text.ts'

/** What an error body says, whichever of Azure's shapes it has (azure-wire §5). */
export interface FailureBody {
  /** The JSON value, or the text without the help lines; `undefined` for an empty body. */
  readonly body: unknown
  /** The body's text without the help lines. */
  readonly text: string
  readonly message: string | undefined
  readonly code: string | undefined
  /** A status that the body itself names. */
  readonly status: number | undefined
  /** What the content filter found, as the endpoint sent it. */
  readonly contentFilter: unknown
}

type Fields = Readonly<Record<string, unknown>>
type Read = Omit<FailureBody, 'body' | 'text'>

const unread: Read = { message: undefined, code: undefined, status: undefined, contentFilter: undefined }

/** Errors hold errors, up to this depth. */
const deepest = 4
const mostDetails = 10
const longestMessage = 1000
const longestCode = 100

/** Reads an error body: JSON under any content type, JSON with text behind it, plain text, HTML, an event, or nothing. */
export function readFailureBody(raw: string): FailureBody {
  const text = withoutHelpLines(raw).trim()
  const body = text === '' ? undefined : (parseJson(withoutEventFields(text)) ?? text)
  const read = readFailureValue(body)
  const isSilent = body === undefined || text === '{}' || text === '[]'
  return { ...read, message: read.message ?? (isSilent ? undefined : shown(text)), body, text }
}

/** Reads an error that has been parsed already. */
export function readFailureValue(body: unknown): Omit<FailureBody, 'body' | 'text'> {
  return typeof body === 'string' ? readText(body, 0) : readFields(body, 0)
}

/** The edge appends these to what the container said, and at times sends nothing else. */
function withoutHelpLines(text: string): string {
  const start = text.indexOf('Please check this guide to understand why this error code')
  return start === -1 ? text : text.slice(0, start)
}

/** Takes the data of a server-sent event, which some servers answer with even to say no. */
function withoutEventFields(text: string): string {
  return text.replace(/^(event:[^\n]*\n)?data:\s*/, '')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const end = endOfFirstValue(text)
    return end === undefined ? undefined : tryParse(text.slice(0, end))
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Finds where an object, a list or a string at the beginning of a text ends. */
function endOfFirstValue(text: string): number | undefined {
  if (text[0] !== '{' && text[0] !== '[' && text[0] !== '"') return undefined
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (inString && character === '\\') index++
    else if (character === '"') inString = !inString
    else if (inString) continue
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
    if (depth === 0 && !inString) return index + 1
  }
  return undefined
}

function readText(text: string, depth: number): Read {
  // Some containers put the JSON of what they were told into their own message.
  const nested = depth < deepest && /^\s*[{[]/.test(text) ? parseJson(text) : undefined
  if (nested !== undefined) {
    const read = readFields(nested, depth + 1)
    if (read.message !== undefined) return read
  }
  return { ...unread, message: shown(text) }
}

function readFields(value: unknown, depth: number): Read {
  if (Array.isArray(value)) return { ...unread, message: details(value, depth) }
  if (!isFields(value)) return unread
  const inner = depth < deepest ? innerError(value['error'] ?? value['fault'], depth) : undefined
  const said = firstWords(value, ['message', 'Message', 'msg', 'error_description', 'title', 'faultstring'])
  const nested = said === undefined ? undefined : readText(said, depth)
  const place = details(value['details'] ?? value['detail'] ?? value['errors'], depth)
  const message = inner?.message ?? joined(nested?.message, place) ?? firstWords(value, ['status', 'reason'])
  const { status, statusCode, status_code: statusInWords } = value
  return {
    message: message?.slice(0, longestMessage),
    code: inner?.code ?? nested?.code ?? codeOf(value),
    status: inner?.status ?? nested?.status ?? statusOf(status ?? statusCode ?? statusInWords ?? value['code']),
    contentFilter: inner?.contentFilter ?? nested?.contentFilter ?? contentFilterOf(value),
  }
}

function innerError(error: unknown, depth: number): Read | undefined {
  if (typeof error === 'string') return error.trim() === '' ? undefined : readText(error, depth + 1)
  return isFields(error) || Array.isArray(error) ? readFields(error, depth + 1) : undefined
}

/** Reads the details of a validation error: text, objects each with the place it is about, or lists by place. */
function details(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return wordsOf(value)?.slice(0, longestMessage)
  if (depth >= deepest) return undefined
  const all = Array.isArray(value) ? value : isFields(value) ? [value] : []
  const read = all
    .slice(0, mostDetails)
    .map((one: unknown) => (isFields(one) ? detail(one, depth) : details(one, deepest)))
  const words = read.filter((one) => one !== undefined)
  return words.length === 0 ? undefined : words.join('; ').slice(0, longestMessage)
}

function detail(value: Fields, depth: number): string | undefined {
  const { loc, input } = value
  const place = Array.isArray(loc) ? pathOf(loc) : shownWords(value, ['target', 'field'])
  const said = shownWords(value, ['msg', 'message']) ?? innerError(value['error'], depth + 1)?.message
  const what = said ?? (input === undefined ? undefined : `not ${jsonPreview(input, longestCode)}`)
  if (place !== undefined || what !== undefined)
    return place === undefined ? what : [place, what].filter(isText).join(': ')
  for (const [name, words] of Object.entries(value).slice(0, mostDetails)) {
    const inner = details(words, depth + 1)
    if (inner !== undefined) return `${name.slice(0, longestCode)}: ${inner}`
  }
  return undefined
}

/** Writes a path such as `body.messages.0`. */
function pathOf(loc: readonly unknown[]): string {
  const steps = loc.slice(0, mostDetails).filter((step) => typeof step === 'string' || typeof step === 'number')
  return steps.join('.').slice(0, longestMessage)
}

function contentFilterOf(value: Fields): unknown {
  const inner = [value['innererror'], value['inner_error'], value].filter(isFields)
  const found = inner.map((fields) => fields['content_filter_result'] ?? fields['content_filter_results'])
  return found.find((result) => result !== undefined && result !== null)
}

function joined(message: string | undefined, where: string | undefined): string | undefined {
  if (message === undefined || where === undefined || message.includes(where)) return message ?? where
  return `${message.replace(/[.:]$/, '')} (${where})`
}

function codeOf({ code, error_code: errorCode, error_type: errorType, type }: Fields): string | undefined {
  const value = [code, errorCode, errorType, type].find((one) => typeof one === 'number' || wordsOf(one) !== undefined)
  // RFC 7807 has a URI for a type, which is no code.
  return value === undefined || /^(about:|https?:)/.test(String(value))
    ? undefined
    : String(value).slice(0, longestCode)
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined
}

function shown(text: string): string | undefined {
  return readableText(text, longestMessage)
}

function shownWords(value: Fields, names: readonly string[]): string | undefined {
  return firstWords(value, names)?.slice(0, longestMessage)
}

function firstWords(value: Fields, names: readonly string[]): string | undefined {
  return names.map((name) => wordsOf(value[name])).find(isText)
}

function isText(value: string | undefined): value is string {
  return value !== undefined
}

function wordsOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
