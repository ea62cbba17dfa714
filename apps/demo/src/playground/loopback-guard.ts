import type { MiddlewareHandler } from 'hono'

/**
 * Refuses what a page of another origin, or a name that merely points at this machine, may have sent.
 * Browsers say where a request comes from; what says nothing and asks for loopback is a program of this machine.
 */
export function loopbackGuard({ anyHost }: { readonly anyHost: boolean }): MiddlewareHandler {
  return async (context, next) => {
    const refusal = refusalOf(new Headers(context.req.raw.headers), anyHost)
    if (refusal !== undefined) return context.json({ message: refusal }, 403)
    if (context.req.method !== 'GET' && !isJson(context.req.header('content-type'))) {
      return context.json({ message: 'The playground takes JSON only.' }, 415)
    }
    return next()
  }
}

function refusalOf(headers: Headers, anyHost: boolean): string | undefined {
  const host = headers.get('host') ?? ''
  if (!anyHost && !isLoopback(host)) {
    return `The playground answers on loopback only, not as ${JSON.stringify(host)}. Start it with --host to open it.`
  }
  const origin = headers.get('origin')
  if (origin !== null && origin !== `http://${host}`) return `Requests from ${origin} are refused.`
  const site = headers.get('sec-fetch-site') ?? 'none'
  return site === 'same-origin' || site === 'none' ? undefined : `Requests from another site (${site}) are refused.`
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host)
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim() === 'application/json'
}
