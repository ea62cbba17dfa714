import type { PipelineResponse } from '@azure/core-rest-pipeline'
import { EndpointError, isFields } from '@azureml-endpoints/core'
import type { ControlPlane } from './arm-client.ts'
import { textOf } from './arm-fields.ts'

/** A workspace has at most a few hundred endpoints; more entries than this are an error of the service. */
const maxEntries = 10_000

/** Collects what Azure's client lists, page by page. */
export async function collect<T>(listed: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const one of listed) {
    all.push(one)
    if (all.length > maxEntries) throw endless()
  }
  return all
}

/** Lists the entries at a path, following the links to the next page, none of which may leave the control plane. */
export async function listEntries(plane: ControlPlane, path: string): Promise<readonly unknown[]> {
  const all: unknown[] = []
  const seen = new Set<string>()
  let url: string | undefined = `${plane.arm.origin}${path}`
  while (url !== undefined) {
    if (seen.has(url) || all.length > maxEntries) throw endless()
    seen.add(url)
    const body = await request(plane, 'GET', url)
    if (Array.isArray(body['value'])) all.push(...(body['value'] as readonly unknown[]))
    const next: unknown = body['nextLink']
    url = typeof next === 'string' && next !== '' ? next : undefined
  }
  return all
}

/** Sends a request that Microsoft's client does not have, and returns the object in its response. */
export async function request(
  plane: ControlPlane,
  method: 'GET' | 'POST',
  url: string,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await plane.send({ method, url, abortSignal: plane.signal })
  const body = parse(response.bodyAsText)
  if (response.status < 200 || response.status > 299) throw new ResponseError(response, body['error'])
  return body
}

/** A failure of the control plane, with the fields of the errors of Microsoft's client. */
class ResponseError extends Error {
  readonly statusCode: number
  readonly code: string | undefined
  readonly response: { readonly headers: PipelineResponse['headers'] }

  constructor({ status, headers }: PipelineResponse, error: unknown) {
    const { code, message } = isFields(error) ? error : {}
    super(textOf(message) ?? `HTTP ${status}`)
    this.statusCode = status
    this.code = textOf(code)
    this.response = { headers }
  }
}

function parse(text: string | null | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isFields(value) ? value : {}
  } catch {
    return {}
  }
}

function endless(): EndpointError {
  return new EndpointError(`The control plane lists more than ${maxEntries} entries, or the same page twice.`)
}
