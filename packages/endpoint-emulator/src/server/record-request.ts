import type { Fault } from '../script/fault.ts'
import { readFault } from '../options/parse-fault.ts'
import { findTooDeep } from '../json/json-depth.ts'
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

/** Reads the fault that a request asks for itself; text that says what is wrong where it cannot be read. */
export function readFaultHeader(request: RecordedRequest): Fault | string | undefined {
  const header = request.headers[faultHeader]
  return header === undefined ? undefined : readFault(header)
}

/** The request header that asks for a fault, as JSON. */
const faultHeader = 'x-emulator-fault'

/** A body that nests too deeply counts as no JSON: writing it again would exceed the stack. */
function parseBody(text: string): unknown {
  if (text === '') return undefined
  if (findTooDeep(text) !== undefined) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
