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

/** Reads an error body: JSON under any content type, JSON with text behind it, plain text, HTML, or nothing. */
export function readFailureBody(raw: string): FailureBody {
  const text = withoutHelpLines(raw).trim()
  const body = text === '' ? undefined : (parseJson(text) ?? text)
  return { body, text, ...readFailureValue(body) }
}

/** Reads an error that has been parsed already. */
export function readFailureValue(body: unknown): Omit<FailureBody, 'body' | 'text'> {
  if (typeof body === 'string') return readText(body, 0)
  return readFields(body, 0)
}

/** The edge appends these to what the container said, and at times sends nothing else. */
function withoutHelpLines(text: string): string {
  return text.replace(/\s*Please check this guide to understand why this error code[\s\S]*$/, '')
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
  if (text[0] === '"') return /^"(?:[^"\\]|\\.)*"/s.exec(text)?.[0].length
  if (text[0] !== '{' && text[0] !== '[') return undefined
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (inString) {
      if (character === '\\') index++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return index + 1
  }
  return undefined
}

function readText(text: string, depth: number): Omit<FailureBody, 'body' | 'text'> {
  // Some containers put the JSON of what they were told into their own message.
  const nested = depth < 3 && /^\s*[{[]/.test(text) ? parseJson(text) : undefined
  if (nested !== undefined) {
    const read = readFields(nested, depth + 1)
    if (read.message !== undefined) return read
  }
  return { message: shown(text), code: undefined, status: undefined, contentFilter: undefined }
}

function readFields(value: unknown, depth: number): Omit<FailureBody, 'body' | 'text'> {
  if (Array.isArray(value))
    return { message: details(value), code: undefined, status: undefined, contentFilter: undefined }
  if (!isFields(value)) return { message: undefined, code: undefined, status: undefined, contentFilter: undefined }
  const inner = depth < 3 ? innerError(value['error'], depth) : undefined
  const said = wordsOf(value['message']) ?? wordsOf(value['msg']) ?? wordsOf(value['error_description'])
  const nested = said === undefined ? undefined : readText(said, depth)
  const place = details(value['details']) ?? details(value['detail'])
  const message =
    inner?.message ?? joined(nested?.message, place) ?? wordsOf(value['status']) ?? wordsOf(value['reason'])
  return {
    message,
    code: inner?.code ?? nested?.code ?? codeOf(value['code'] ?? value['error_code'] ?? value['type']),
    status:
      inner?.status ??
      nested?.status ??
      statusOf(value['status'] ?? value['statusCode'] ?? value['status_code'] ?? value['code']),
    contentFilter: inner?.contentFilter ?? nested?.contentFilter ?? contentFilterOf(value),
  }
}

function innerError(error: unknown, depth: number): Omit<FailureBody, 'body' | 'text'> | undefined {
  if (typeof error === 'string') return error.trim() === '' ? undefined : readText(error, depth + 1)
  return isFields(error) ? readFields(error, depth + 1) : undefined
}

/** Reads the details of a validation error: text, one object or a list of them, each with the place it is about. */
function details(value: unknown): string | undefined {
  if (typeof value === 'string') return wordsOf(value)
  if (!Array.isArray(value)) return isFields(value) ? detail(value) : undefined
  const all = value
    .map((one: unknown) => (isFields(one) ? detail(one) : wordsOf(one)))
    .filter((one) => one !== undefined)
  return all.length === 0 ? undefined : all.join('; ')
}

function detail(value: Fields): string | undefined {
  const place = Array.isArray(value['loc'])
    ? value['loc'].join('.')
    : (wordsOf(value['target']) ?? wordsOf(value['field']))
  const said = wordsOf(value['msg']) ?? wordsOf(value['message'])
  const what = said ?? (value['input'] === undefined ? undefined : `not ${JSON.stringify(value['input'])}`)
  return place === undefined ? what : what === undefined ? place : `${place}: ${what}`
}

function contentFilterOf(value: Fields): unknown {
  const inner = isFields(value['innererror']) ? value['innererror'] : value
  return (
    inner['content_filter_result'] ??
    inner['content_filter_results'] ??
    value['content_filter_result'] ??
    value['content_filter_results']
  )
}

function joined(message: string | undefined, where: string | undefined): string | undefined {
  if (message === undefined || where === undefined || message.includes(where)) return message ?? where
  return `${message.replace(/[.:]$/, '')} (${where})`
}

function codeOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : wordsOf(value)
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined
}

/** Shows a text in a message: of an HTML page its title or words, and no more than a person reads. */
function shown(raw: string): string | undefined {
  const title = /<title[^>]*>([^<]*)/i.exec(raw)?.[1]
  const isHtml = /^\s*<(!doctype|html|head|body)/i.test(raw)
  const words = isHtml ? (title ?? raw.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')) : raw
  const line = words.replace(/\s+/g, ' ').trim()
  if (line === '') return undefined
  const short = line.length > 1000 ? `${line.slice(0, 1000)}…` : line
  return isHtml ? `an HTML page that says "${short}"` : short
}

function wordsOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
