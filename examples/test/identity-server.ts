import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Starts what App Service offers to programs with a managed identity; gives its variables. */
export async function startIdentityServer(token: string): Promise<{ env: Record<string, string>; close(): void }> {
  const expires = Math.floor(Date.now() / 1000) + 7200
  const answer = { access_token: token, expires_on: String(expires), resource: 'x', token_type: 'Bearer' }
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
  return { env: { IDENTITY_ENDPOINT: url, IDENTITY_HEADER: 'header' }, close: () => void server.close() }
}
