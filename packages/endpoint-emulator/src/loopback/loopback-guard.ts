import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { isLoopbackAddress, isLoopbackHost } from './loopback-address.ts'

/**
 * Restricts a server to callers on this machine while it is bound to a loopback address; a server bound to another
 * address accepts every caller. Any web page can make a browser send requests to 127.0.0.1, also through a host name that
 * resolves to it (DNS rebinding), so the guard checks `Host` and `Origin` instead of trusting the address.
 */
export function guardLoopback(server: Server, listener: RequestListener): void {
  let bound = true
  server.on('listening', () => (bound = isBoundToLoopback(server)))
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const refusal = bound ? findForeignOrigin(incoming) : undefined
    if (refusal === undefined) listener(incoming, outgoing)
    else refuse(outgoing, refusal)
  })
}

/** Tells whether a listening server is bound to a loopback address, so that only this machine can reach it. */
export function isBoundToLoopback(server: Server): boolean {
  const bound = server.address()
  return bound !== null && typeof bound === 'object' && isLoopbackAddress(bound.address)
}

/** Explains why a request may not come from a program or page on this machine; `undefined` if it does. */
function findForeignOrigin({ url = '', rawHeaders }: IncomingMessage): string | undefined {
  const hosts = valuesOf(rawHeaders, 'host')
  const [host] = hosts
  if (host === undefined) return `The request has no Host header. ${hostRemedy}`
  if (hosts.length > 1) return `The request has ${hosts.length} Host headers. Send only one. ${hostRemedy}`
  const named = [host, ...authorityOfTarget(url)].find((authority) => !isLoopbackHost(authority))
  if (named !== undefined) return `This server accepts loopback hosts only, not ${shown(named)}. ${hostRemedy}`
  const origins = valuesOf(rawHeaders, 'origin')
  const origin = origins.find((one) => !isLoopbackOrigin(one))
  if (origin !== undefined) return `Requests from the origin ${shown(origin)} are rejected. ${originRemedy}`
  // Image and script elements send no Origin, but the browser reports a cross-site request.
  const crossSite = origins.length === 0 && valuesOf(rawHeaders, 'sec-fetch-site').includes('cross-site')
  return crossSite ? `Requests from a page on another site are rejected. ${originRemedy}` : undefined
}

function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}

/** A request target in absolute form (`GET http://host/path`) contains a host as well. */
function authorityOfTarget(target: string): string[] {
  if (target.startsWith('/') || target === '*') return []
  return [URL.canParse(target) ? new URL(target).host : target]
}

/** Also rejects `null`, which any sandboxed frame or local file sends. */
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

const hostRemedy =
  'Use http://127.0.0.1 or http://localhost with its port, or start the server with a network address as host to open it to other machines.'

const originRemedy =
  'Call it from a program or a page served on loopback, or start the server with a network address as host to open it to other machines.'
