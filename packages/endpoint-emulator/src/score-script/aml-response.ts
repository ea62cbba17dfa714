import type { EmulatorResponse, ResponseBody } from '../http/response.ts'
import { pythonJson } from '../json/python-json.ts'
import type { RawReply } from '../script/reply.ts'
import { separateWrites } from '../script/separate-writes.ts'

/** The content type that the framework sets by itself. */
export const htmlType = 'text/html; charset=utf-8'

const failedHeader = 'x-ms-run-function-failed'

/** Makes the response of an `AMLResponse`, with the headers that Microsoft's class and the framework below it add. */
export function amlResponse({ status = 200, headers = {}, body = '' }: RawReply): EmulatorResponse {
  const json = typeof body === 'object' && 'json' in body
  const given = new Map<string, string>()
  if (json) given.set('content-type', 'application/json')
  else if (!('Content-Type' in headers)) given.set('content-type', htmlType)
  given.set(failedHeader, pythonBoolean(false))
  for (const [name, value] of Object.entries(headers)) {
    // The class splits values at commas and adds a header for each; one of another spelling does not replace the default.
    const joined = value.split(',').map((part) => part.trim())
    const key = name.toLowerCase()
    given.set(key, [given.get(key) ?? [], joined].flat().join(', '))
  }
  if (status >= 500) given.set(failedHeader, pythonBoolean(true))
  if (status === 304) given.delete('content-type')
  const bodyless = status === 204 || status === 304
  return { status, headers: Object.fromEntries(given), body: bodyless ? '' : toBody(body) }
}

/** Makes the response for a value that the script returns: JSON, and `{}` for nothing. Throws if it cannot be JSON. */
export function returnedValue(value: unknown): EmulatorResponse {
  return amlResponse({ body: { json: value ?? {} } })
}

/** Makes one of the server's own error responses. */
export function serverError(status: number, message: string, scriptFailed = false): EmulatorResponse {
  const made = amlResponse({ status, body: { json: { message } } })
  return { ...made, headers: { ...made.headers, [failedHeader]: pythonBoolean(scriptFailed) } }
}

/** The response for anything that goes wrong in the server itself. */
export const internalError: EmulatorResponse = serverError(
  500,
  'An unexpected internal error occurred. Check the logs for more info.',
)

/** The response for anything that the script raises; it never says what. */
export const scriptError: EmulatorResponse = serverError(
  500,
  'An unexpected error occurred in scoring script. Check the logs for more info.',
  true,
)

function pythonBoolean(value: boolean): string {
  return value ? 'True' : 'False'
}

function toBody(body: NonNullable<RawReply['body']>): ResponseBody {
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  return 'json' in body ? pythonJson(body.json) : separateWrites(body)
}
