import type { EmulatorResponse } from '../http/response.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import { armResponse } from './arm-response.ts'

/** Responds with one page of a list, and the link to the next one. */
export function armPage(
  request: RecordedRequest,
  all: readonly unknown[],
  { origin, pageSize }: { readonly origin: string; readonly pageSize: number },
): EmulatorResponse {
  const skip = Math.max(0, Math.floor(Number(request.query['$skip'] ?? 0)) || 0)
  const end = skip + pageSize
  const next = new URL(request.url, origin)
  next.searchParams.set('$skip', String(end))
  const value = all.slice(skip, end)
  return armResponse(200, end < all.length ? { value, nextLink: next.href } : { value })
}
