import type { MiddlewareHandler } from 'hono'

/**
 * Refuses what a page of another origin may have sent; the emulator's loopback guard has looked at the host before.
 * The cookie of a session is the browser's to add, so a page on another port of this machine is foreign here too.
 */
export function sameOrigin(): MiddlewareHandler {
  return async (context, next) => {
    const refusal = refusalOf(context.req.raw.headers)
    if (refusal !== undefined) return context.json({ message: refusal }, 403)
    if (context.req.method !== 'GET' && !isJson(context.req.header('content-type'))) {
      return context.json({ message: 'The playground takes JSON only. Send application/json.' }, 415)
    }
    return next()
  }
}

function refusalOf(headers: Headers): string | undefined {
  const origin = headers.get('origin')
  if (origin !== null && origin !== `http://${headers.get('host') ?? ''}`) {
    return `Requests from ${origin} are refused. Use the page that this server sends.`
  }
  const site = headers.get('sec-fetch-site') ?? 'none'
  if (site === 'same-origin' || site === 'none') return undefined
  return `Requests from another site (${site}) are refused. Enter the address of the playground in the browser.`
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim() === 'application/json'
}
