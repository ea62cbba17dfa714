import type { IncomingMessage } from 'node:http'
import type { Fault } from '../script/fault.ts'
import { readFault } from '../script/fault-text.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** Reads a body up to a limit; `undefined` when it is longer, the rest then read and thrown away so that the answer is heard. */
export async function readBody(source: IncomingMessage | Request, limit: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  const stream: AsyncIterable<Uint8Array> | null = source instanceof Request ? source.body : source
  for await (const chunk of stream ?? []) {
    length += chunk.length
    if (length <= limit) chunks.push(chunk)
    else chunks.length = 0
  }
  return length > limit ? undefined : Buffer.concat(chunks).toString()
}

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

function parseBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
