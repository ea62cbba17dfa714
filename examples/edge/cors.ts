// Lets pages of one other origin call a route.

type Handler = (request: Request) => Promise<Response>

/** Allows calls from one origin; browsers block those of all others. */
export function allowOrigin(origin: string, handler: Handler): Handler {
  return async (request) => {
    const response = request.method === 'OPTIONS' ? new Response(null, { status: 204 }) : await handler(request)
    response.headers.set('Access-Control-Allow-Origin', origin)
    response.headers.set('Access-Control-Allow-Headers', 'Content-Type')
    return response
  }
}
