import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The identity endpoint that App Service offers to programs with a managed identity. */
interface IdentityServer {
  /** The variables by which a program finds it. */
  readonly env: Readonly<Record<string, string>>
  /** The resources that tokens were requested for. */
  readonly asked: readonly string[]
  close(): void
}

/** Starts an identity endpoint that issues one token. */
export async function startIdentityServer(token: string): Promise<IdentityServer> {
  const expires = Math.floor(Date.now() / 1000) + 7200
  const asked: string[] = []
  const server = createServer((request, response) => {
    const resource = new URL(request.url ?? '', 'http://x').searchParams.get('resource') ?? ''
    asked.push(resource)
    response.setHeader('content-type', 'application/json')
    const answer = { access_token: token, expires_on: String(expires), resource, token_type: 'Bearer' }
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
  return { env: { IDENTITY_ENDPOINT: url, IDENTITY_HEADER: 'header' }, asked, close: () => void server.close() }
}
