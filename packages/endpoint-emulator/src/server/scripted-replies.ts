import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { Deployment, Endpoint } from '../gateways/endpoint.ts'
import type { Backend } from '../images/image-routes.ts'
import type { Route } from '../routes/exchange.ts'
import type { RawReply, ScriptedReply } from '../script/reply.ts'
import { separateWrites } from '../script/separate-writes.ts'

/** A request that a reply may answer. */
interface Repliable {
  readonly request: RecordedRequest
  readonly endpoint: Endpoint
  readonly route: Route | undefined
  readonly fallback: Backend
}

/** Takes the next reply for a request: the deployment's, else the endpoint's. */
export async function takeReply(
  { request, endpoint, route, fallback }: Repliable,
  deployment: Deployment,
): Promise<ScriptedReply | undefined> {
  if ((route ?? fallback).scripted && route?.produces !== 'script') return undefined
  const fits = (reply: ScriptedReply): boolean => fitsRoute(reply, route)
  return (await deployment.replies.take(request, fits)) ?? endpoint.replies.take(request, fits)
}

function fitsRoute(reply: ScriptedReply, route: Route | undefined): boolean {
  if (reply.raw) return true
  if (!route || route.produces === 'nothing') return false
  if (route.produces === 'script') return true
  if (reply.exits !== undefined || reply.response !== undefined || Object.hasOwn(reply, 'returns')) return false
  return reply.error !== undefined || (reply.embedding !== undefined) === (route.produces === 'embedding')
}

/** Makes the response of a raw reply. */
export function rawResponse({ status = 200, headers = {}, body = '' }: RawReply): EmulatorResponse {
  if (typeof body === 'string' || body instanceof Uint8Array) return { status, headers, body }
  if ('json' in body) return jsonResponse(status, body.json, headers)
  return { status, headers, body: separateWrites(body) }
}
