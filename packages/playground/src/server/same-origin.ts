import type { MiddlewareHandler } from 'hono'

/**
 * Rejects requests that a page of another origin may have sent; the emulator's loopback guard has already checked the host.
 * The browser adds the session cookie on every port of a host, so a page on another port of this machine is rejected too.
 */
export function sameOrigin(): MiddlewareHandler {
  return async (context, next) => {
    const reason = rejectionReason(context.req.raw.headers)
    if (reason !== undefined) return context.json({ message: reason }, 403)
    if (context.req.method !== 'GET' && !isJson(context.req.header('content-type'))) {
      return context.json({ message: 'The playground accepts only JSON. Send application/json.' }, 415)
    }
    return next()
  }
}

function rejectionReason(headers: Headers): string | undefined {
  const origin = headers.get('origin')
  if (origin !== null && origin !== `http://${headers.get('host') ?? ''}`) {
    return `Requests from ${origin} are rejected. Use the page of this server.`
  }
  const site = headers.get('sec-fetch-site') ?? 'none'
  if (site === 'same-origin' || site === 'none') return undefined
  return `Requests from another site (${site}) are rejected. Enter the playground's address in the browser.`
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim() === 'application/json'
}
