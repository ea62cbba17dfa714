import { ManagedIdentityCredential } from '@azure/identity'
import { vi } from 'vitest'
import { startIdentityServer } from '../../../examples/test/identity-server.ts'

/** A real credential of a managed identity, and the identity server that it asks. */
export interface Identity {
  readonly credential: ManagedIdentityCredential
  /** The resources that tokens were requested for. */
  readonly asked: readonly string[]
  readonly token: string
  close(): void
}

/** Starts an identity server, and sets the variables by which the credential finds it. */
export async function startIdentity(token = 'arm-token-of-this-identity'): Promise<Identity> {
  const { env, asked, close } = await startIdentityServer(token)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  return {
    credential: new ManagedIdentityCredential(),
    asked,
    token,
    close: () => {
      close()
      vi.unstubAllEnvs()
    },
  }
}
