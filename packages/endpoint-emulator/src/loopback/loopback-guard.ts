import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { isLoopbackAddress, isLoopbackHost } from './loopback-address.ts'

/**
 * Lets a server answer only callers of this machine for as long as it is bound to a loopback address, and everybody
 * when it is bound to another address. A web page anywhere can make a browser send requests to 127.0.0.1, and a name of
 * its own may point there (DNS rebinding), so the address a request arrives at proves nothing: `Host` and `Origin` decide.
 */
export function guardLoopback(server: Server, listener: RequestListener): void {
  let bound = true
  server.on('listening', () => (bound = isBoundToLoopback(server)))
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const refusal = bound ? findForeignCaller(incoming) : undefined
    if (refusal === undefined) listener(incoming, outgoing)
    else refuse(outgoing, refusal)
  })
}

/** Tells whether a listening server is bound to a loopback address, and so reached from this machine only. */
export function isBoundToLoopback(server: Server): boolean {
  const bound = server.address()
  return bound !== null && typeof bound === 'object' && isLoopbackAddress(bound.address)
}

/** Says why a request may come from elsewhere than a program or page of this machine; `undefined` when it does not. */
function findForeignCaller({ url = '', rawHeaders }: IncomingMessage): string | undefined {
  const hosts = valuesOf(rawHeaders, 'host')
  const [host] = hosts
  if (host === undefined) return `The request has no Host header. ${hostAdvice}`
  if (hosts.length > 1) return `The request has ${hosts.length} Host headers. Send one. ${hostAdvice}`
  const named = [host, ...authorityOfTarget(url)].find((authority) => !isLoopbackHost(authority))
  if (named !== undefined) return `This server answers on loopback only, not as ${shown(named)}. ${hostAdvice}`
  const origins = valuesOf(rawHeaders, 'origin')
  const origin = origins.find((one) => !isLoopbackOrigin(one))
  if (origin !== undefined) return `Requests from the origin ${shown(origin)} are refused. ${originAdvice}`
  // An image or script element of another site sends no Origin, but the browser says where it stands.
  const crossSite = origins.length === 0 && valuesOf(rawHeaders, 'sec-fetch-site').includes('cross-site')
  return crossSite ? `Requests from a page of another site are refused. ${originAdvice}` : undefined
}

function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}

/** A request target in absolute form (`GET http://host/path`) names a host beside the header. */
function authorityOfTarget(target: string): string[] {
  if (target.startsWith('/') || target === '*') return []
  return [URL.canParse(target) ? new URL(target).host : target]
}

/** `null`, which sandboxed frames and local files send, is nobody's origin in particular and so refused too. */
function isLoopbackOrigin(origin: string): boolean {
  return /^https?:\/\//i.test(origin) && isLoopbackHost(origin.slice(origin.indexOf('/') + 2))
}

function shown(value: string): string {
  return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value)
}

function refuse(outgoing: ServerResponse, message: string): void {
  const body = JSON.stringify({ message })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), connection: 'close' }
  outgoing.writeHead(403, headers).end(body)
}

const hostAdvice =
  'Call it by http://127.0.0.1 or http://localhost with its port, or start it with an address of your network as host to open it to others.'

const originAdvice =
  'Call it from a program, or from a page served on loopback, or start it with an address of your network as host to open it to others.'
