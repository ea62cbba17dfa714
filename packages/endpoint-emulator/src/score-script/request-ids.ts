import { type EmulatorResponse, ServerResponse, toHeaderValue } from '../http/response.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import { serverError } from './aml-response.ts'

/** The longest id that the server accepts. */
const longest = 100

/** Throws the response to a request with an id that is too long. */
export function checkIds({ request: { headers } }: { readonly request: RecordedRequest }): void {
  const { 'x-request-id': id = '', 'x-ms-request-id': legacy = '', 'x-ms-client-request-id': client = '' } = headers
  if (id.length > longest) {
    throw new ServerResponse(serverError(431, `x-request-id must not exceed ${longest} characters`))
  }
  if (legacy.length <= longest && client.length <= longest) return
  const message = `x-ms-request-id and x-ms-client-request-id must not exceed ${longest} characters`
  throw new ServerResponse(serverError(431, message))
}

/** Adds the server's version and the ids of the request, as far as they were accepted. */
export function addServerHeaders(response: EmulatorResponse, { headers }: RecordedRequest): EmulatorResponse {
  const id = headers['x-request-id'] ?? crypto.randomUUID()
  const given = headers['x-ms-request-id'] || undefined
  const client = headers['x-ms-client-request-id'] || given
  const legacy = given ?? client ?? id
  const idFits = id.length <= longest
  const othersFit = idFits && legacy.length <= longest && (client?.length ?? 0) <= longest
  const trace = headers['traceid']
  const added: Record<string, string | undefined> = {
    'x-ms-server-version': serverVersion,
    'x-request-id': idFits && id ? id : undefined,
    'x-ms-request-id': othersFit && legacy ? legacy : undefined,
    'x-ms-client-request-id': othersFit ? client : undefined,
    traceid: trace,
  }
  const known = Object.entries(added).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, toHeaderValue(value)]],
  )
  return { ...response, headers: { ...response.headers, ...(Object.fromEntries(known) as Record<string, string>) } }
}

/** The version of the server that the image is compared with. */
const serverVersion = 'azmlinfsrv/1.5.1'
