import type { Fault } from '../script/fault.ts'
import { parseFault } from '../options/parse-fault.ts'
import { findExcessDepth } from '../json/json-depth.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** Records a request. */
export function recordRequest(
  request: Request,
  path: string,
  text: string,
  endpoint: string | undefined,
): RecordedRequest {
  const url = new URL(request.url)
  const headers = Object.fromEntries(request.headers)
  const deployment = headers['azureml-model-deployment']
  return {
    method: request.method,
    url: url.pathname + url.search,
    path,
    query: Object.fromEntries(url.searchParams),
    headers,
    body: parseBody(text),
    text,
    time: new Date(),
    endpoint,
    deployment,
  }
}

/** Parses the fault that a request's own header asks for; returns a message if it is invalid. */
export function parseFaultHeader(request: RecordedRequest): Fault | string | undefined {
  const header = request.headers[faultHeader]
  return header === undefined ? undefined : parseFault(header)
}

/** The request header with a fault as JSON. */
const faultHeader = 'x-emulator-fault'

/** Treats JSON that is nested too deeply as text: serializing it would overflow the stack. */
function parseBody(text: string): unknown {
  if (text === '') return undefined
  if (findExcessDepth(text) !== undefined) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
