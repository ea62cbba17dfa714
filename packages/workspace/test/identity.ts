import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ManagedIdentityCredential } from '@azure/identity'
import { vi } from 'vitest'

/** An identity server, as App Service offers to programs with a managed identity, and a real credential that asks it. */
export interface Identity {
  readonly credential: ManagedIdentityCredential
  /** The resources that tokens were asked for. */
  readonly asked: string[]
  readonly token: string
  close(): void
}

export async function startIdentity(token = 'arm-token-of-this-identity'): Promise<Identity> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const resource = new URL(request.url ?? '', 'http://x').searchParams.get('resource') ?? ''
    asked.push(resource)
    response.setHeader('content-type', 'application/json')
    const expires = String(Math.floor(Date.now() / 1_000) + 7_200)
    response.end(JSON.stringify({ access_token: token, expires_on: expires, resource, token_type: 'Bearer' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`)
  vi.stubEnv('IDENTITY_HEADER', 'header-of-app-service')
  return {
    credential: new ManagedIdentityCredential(),
    asked,
    token,
    close: () => {
      server.close()
      vi.unstubAllEnvs()
    },
  }
}
