import { jsonPreview } from '../json/json-shape.ts'
import { readableText } from './readable-text.ts'

/** An error body, parsed from whichever shape it has. */
export interface FailureBody {
  /** The JSON value, or the text without the help lines; `undefined` for an empty body. */
  readonly body: unknown
  /** The body's text without the help lines. */
  readonly text: string
  readonly message: string | undefined
  readonly code: string | undefined
  /** A status that the body contains. */
  readonly status: number | undefined
  /** The findings of the content filter, as the endpoint sent them. */
  readonly contentFilter: unknown
}

type Fields = Readonly<Record<string, unknown>>
type ParsedFailure = Omit<FailureBody, 'body' | 'text'>

const emptyFailure: ParsedFailure = { message: undefined, code: undefined, status: undefined, contentFilter: undefined }

/** Nested errors are parsed up to this depth. */
const maxDepth = 4
const maxDetails = 10
const maxMessageLength = 1000
const maxCodeLength = 100

/** Parses an error body: JSON with any content type, JSON followed by text, plain text, HTML, an event, or nothing. */
export function parseFailureBody(raw: string): FailureBody {
  const text = withoutHelpLines(raw).trim()
  const body = text === '' ? undefined : (parseJson(withoutEventFields(text)) ?? text)
  const parsed = parseFailureValue(body)
  const isEmpty = body === undefined || text === '{}' || text === '[]'
  return { ...parsed, message: parsed.message ?? (isEmpty ? undefined : toMessage(text)), body, text }
}

/** Parses an error that is already a JSON value. */
export function parseFailureValue(body: unknown): ParsedFailure {
  return typeof body === 'string' ? parseText(body, 0) : parseFields(body, 0)
}

/** Azure's gateway appends these lines to the container's message, and sometimes sends nothing else. */
function withoutHelpLines(text: string): string {
  const start = text.indexOf('Please check this guide to understand why this error code')
  return start === -1 ? text : text.slice(0, start)
}

/** Extracts the data of a server-sent event, which some servers send even as an error body. */
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

/** Finds the end of an object, a list or a string at the start of a text. */
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

function parseText(text: string, depth: number): ParsedFailure {
  // Some containers put the JSON of another service's error into their own message.
  const nested = depth < maxDepth && /^\s*[{[]/.test(text) ? parseJson(text) : undefined
  if (nested !== undefined) {
    const parsed = parseFields(nested, depth + 1)
    if (parsed.message !== undefined) return parsed
  }
  return { ...emptyFailure, message: toMessage(text) }
}

function parseFields(value: unknown, depth: number): ParsedFailure {
  if (Array.isArray(value)) return { ...emptyFailure, message: details(value, depth) }
  if (!isFields(value)) return emptyFailure
  const inner = depth < maxDepth ? innerError(value['error'] ?? value['fault'], depth) : undefined
  const ownMessage = firstText(value, ['message', 'Message', 'msg', 'error_description', 'title', 'faultstring'])
  const nested = ownMessage === undefined ? undefined : parseText(ownMessage, depth)
  const validation = details(value['details'] ?? value['detail'] ?? value['errors'], depth)
  const message =
    inner?.message ?? withValidation(nested?.message, validation) ?? firstText(value, ['status', 'reason'])
  const { status, statusCode, status_code: snakeStatus } = value
  return {
    message: message?.slice(0, maxMessageLength),
    code: inner?.code ?? nested?.code ?? codeOf(value),
    status: inner?.status ?? nested?.status ?? statusOf(status ?? statusCode ?? snakeStatus ?? value['code']),
    contentFilter: inner?.contentFilter ?? nested?.contentFilter ?? contentFilterOf(value),
  }
}

function innerError(error: unknown, depth: number): ParsedFailure | undefined {
  if (typeof error === 'string') return error.trim() === '' ? undefined : parseText(error, depth + 1)
  return isFields(error) || Array.isArray(error) ? parseFields(error, depth + 1) : undefined
}

/** Formats the details of a validation error: text, objects that each name a field, or lists by field name. */
function details(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return nonEmptyText(value)?.slice(0, maxMessageLength)
  if (depth >= maxDepth) return undefined
  const items = Array.isArray(value) ? value : isFields(value) ? [value] : []
  const formatted = items
    .slice(0, maxDetails)
    .map((item: unknown) => (isFields(item) ? detail(item, depth) : details(item, maxDepth)))
  const texts = formatted.filter(isText)
  return texts.length === 0 ? undefined : texts.join('; ').slice(0, maxMessageLength)
}

function detail(value: Fields, depth: number): string | undefined {
  const { loc, input } = value
  const field = Array.isArray(loc) ? pathOf(loc) : firstShortText(value, ['target', 'field'])
  const message = firstShortText(value, ['msg', 'message']) ?? innerError(value['error'], depth + 1)?.message
  const problem = message ?? (input === undefined ? undefined : `not ${jsonPreview(input, maxCodeLength)}`)
  if (field !== undefined || problem !== undefined) return [field, problem].filter(isText).join(': ')
  for (const [name, item] of Object.entries(value).slice(0, maxDetails)) {
    const inner = details(item, depth + 1)
    if (inner !== undefined) return `${name.slice(0, maxCodeLength)}: ${inner}`
  }
  return undefined
}

/** Formats a path such as `body.messages.0`. */
function pathOf(loc: readonly unknown[]): string {
  const steps = loc.slice(0, maxDetails).filter((step) => typeof step === 'string' || typeof step === 'number')
  return steps.join('.').slice(0, maxMessageLength)
}

function contentFilterOf(value: Fields): unknown {
  const inner = [value['innererror'], value['inner_error'], value].filter(isFields)
  const found = inner.map((fields) => fields['content_filter_result'] ?? fields['content_filter_results'])
  return found.find((result) => result !== undefined && result !== null)
}

function withValidation(message: string | undefined, validation: string | undefined): string | undefined {
  if (message === undefined || validation === undefined) return message ?? validation
  if (message.includes(validation)) return message
  return `${message.replace(/[.:]$/, '')} (${validation})`
}

function codeOf({ code, error_code: errorCode, error_type: errorType, type }: Fields): string | undefined {
  const value = [code, errorCode, errorType, type].find(
    (one) => typeof one === 'number' || nonEmptyText(one) !== undefined,
  )
  // In RFC 7807 the type is a URI, not a code.
  return value === undefined || /^(about:|https?:)/.test(String(value))
    ? undefined
    : String(value).slice(0, maxCodeLength)
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined
}

function toMessage(text: string): string | undefined {
  return readableText(text, maxMessageLength)
}

function firstShortText(value: Fields, names: readonly string[]): string | undefined {
  return firstText(value, names)?.slice(0, maxMessageLength)
}

function firstText(value: Fields, names: readonly string[]): string | undefined {
  return names.map((name) => nonEmptyText(value[name])).find(isText)
}

function isText(value: string | undefined): value is string {
  return value !== undefined
}

function nonEmptyText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
