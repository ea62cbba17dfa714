import { EndpointError } from '@azureml-endpoints/core'
import type { ControlPlane } from './arm-client.ts'
import { bodyOf, ResponseError } from './response-error.ts'

/** Collects what Azure's client lists, up to a limit: the client follows every link, even in a circle or to empty pages. */
export async function collect<T>(listed: { byPage(): AsyncIterable<readonly T[]> }): Promise<readonly T[]> {
  const all: T[] = []
  let pages = 0
  for await (const page of listed.byPage()) {
    all.push(...page)
    if (++pages > maxPages) throw endless()
  }
  return all
}

/** Lists the entries at a path, following the links to the next page, none of which may leave the control plane. */
export async function listEntries(plane: ControlPlane, path: string): Promise<readonly unknown[]> {
  const all: unknown[] = []
  let url: string | undefined = `${plane.arm.origin}${path}`
  for (let pages = 0; url !== undefined; pages++) {
    if (pages >= maxPages) throw endless()
    const body = await request(plane, 'GET', url)
    if (Array.isArray(body['value'])) all.push(...(body['value'] as readonly unknown[]))
    const next: unknown = body['nextLink']
    url = typeof next === 'string' && next !== '' ? next : undefined
  }
  return all
}

/** A workspace has at most a few hundred endpoints, and a page has about 30 of them. */
const maxPages = 200

/** Sends a request that Microsoft's client has no method for, and returns the object in its response. */
export async function request(
  plane: ControlPlane,
  method: 'GET' | 'POST',
  url: string,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await plane.send({ method, url, abortSignal: plane.signal })
  const body = bodyOf(response) ?? {}
  if (response.status !== 200) throw new ResponseError(response, body['error'])
  return body
}

function endless(): EndpointError {
  return new EndpointError(`The control plane sent more than ${maxPages} pages of one list, or links them in a circle.`)
}
