import { ServerResponse } from '../http/response.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import { parsePythonJson } from '../json/python-json-parser.ts'
import { PythonJsonError } from '../json/python-json-string.ts'
import { describeUtf8Error } from '../json/python-utf8.ts'
import { isObject } from '../json/json-value.ts'
import { pythonJson } from '../json/python-json.ts'
import { internalError, serverError } from './aml-response.ts'
import type { ScoringScript } from '../options/scoring-script.ts'

/** A request with its body as it was sent. */
export interface ScriptRequest {
  readonly request: RecordedRequest
  readonly bytes: Uint8Array
}

/** Converts a request to what the script gets: the body's text, or the values of its parameters. Throws what the server rejects. */
export function parseScriptInput(
  { request, bytes }: ScriptRequest,
  script: ScoringScript,
): string | Record<string, unknown> {
  if (script.sample === undefined)
    return request.method === 'GET' ? pythonJson(queryValues(request)) : bodyText(request, bytes)
  const values = request.method === 'GET' ? queryValues(request) : bodyObject(request, bytes)
  const optional = new Set(script.optional)
  return Object.fromEntries(
    Object.keys(script.sample).flatMap((name) => {
      if (Object.hasOwn(values, name)) return [[name, values[name]]]
      if (optional.has(name)) return []
      throw reject(400, `A value is not provided for the '${name}' parameter.`)
    }),
  )
}

/** Tells whether the values have the types of the samples; the schema library raises an error in the script if not. */
export function matchesSample(values: Readonly<Record<string, unknown>>, { sample, optional }: ScoringScript): boolean {
  return Object.entries(values).every(([name, value]) => optional?.includes(name) || hasTypeOf(value, sample?.[name]))
}

function bodyText({ headers }: RecordedRequest, bytes: Uint8Array): string {
  // The framework consumes a form, and nothing is left for the script.
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(headers['content-type'] ?? '')) return ''
  const problem = describeUtf8Error(bytes)
  if (problem !== undefined) throw reject(400, `Input cannot be decoded as UTF-8: ${problem}`)
  return Buffer.from(bytes).toString()
}

function bodyObject({ headers }: RecordedRequest, bytes: Uint8Array): Record<string, unknown> {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json' && !/^application\/.*\+json$/.test(type)) {
    throw reject(415, 'Expects Content-Type to be application/json')
  }
  if (bytes.length === 0) throw reject(400, 'POST body is empty. Expecting a JSON dictionary.')
  if (describeUtf8Error(bytes) !== undefined) throw new ServerResponse(internalError)
  const value = parseBody(
    Buffer.from(bytes)
      .toString()
      .replace(/^\uFEFF/, ''),
  )
  if (!isObject(value)) throw reject(400, 'POST body should be a JSON dictionary.')
  return value
}

function parseBody(text: string): unknown {
  try {
    return parsePythonJson(text)
  } catch (error) {
    if (!(error instanceof PythonJsonError)) throw new ServerResponse(internalError)
    throw reject(400, `POST body could not be decoded as JSON: ${error.message}`)
  }
}

/** Parses each value of the query as JSON where it is JSON; a name that is repeated gets a list. */
function queryValues({ url }: RecordedRequest): Record<string, unknown> {
  const { searchParams } = new URL(url, 'http://localhost')
  const names = new Set(searchParams.keys())
  return Object.fromEntries(
    Array.from(names, (name) => {
      const values = searchParams.getAll(name).map(queryValue)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

function queryValue(text: string): unknown {
  try {
    return parsePythonJson(text)
  } catch {
    return text
  }
}

function hasTypeOf(value: unknown, sample: unknown): boolean {
  if (Array.isArray(sample)) return Array.isArray(value)
  if (isObject(sample)) return isObject(value)
  if (typeof sample !== 'number') return typeof value === typeof sample
  // In Python a truth value is an integer; an integer may stand for a float.
  if (!Number.isInteger(sample)) return typeof value === 'number'
  return typeof value === 'boolean' || Number.isInteger(value)
}

function reject(status: number, message: string): ServerResponse {
  return new ServerResponse(serverError(status, message))
}
