import { ConfigurationError, type EndpointOptions, printable, type TokenCredential } from '@azureml-endpoints/core'
import type { ControlPlane } from '../control-plane/arm-client.ts'
import type { WorkspaceEndpoint } from '../control-plane/workspace-endpoint.ts'
import { endpointKeys } from './endpoint-keys.ts'
import { endpointTokens } from './endpoint-tokens.ts'
import { getToken, listKeys } from './issued-by-arm.ts'

/** Returns the key or credential for an endpoint's mode. Fetches the first key or token now, so that connecting reports errors. */
export async function endpointCredential(
  plane: ControlPlane,
  endpoint: WorkspaceEndpoint,
  credential: TokenCredential,
): Promise<Pick<EndpointOptions, 'endpointApiKey' | 'credential'>> {
  // The caller's signal aborts connecting, not later renewals.
  const later = { ...plane, signal: undefined }
  switch (endpoint.authMode) {
    case 'key':
      return { endpointApiKey: endpointKeys(await listKeys(plane, endpoint), () => listKeys(later, endpoint)) }
    case 'aml_token':
      return { endpointApiKey: endpointTokens(await getToken(plane, endpoint), () => getToken(later, endpoint)) }
    case 'aad_token':
      // Core asks it for tokens with the scope of the endpoint's host.
      // A copy without its fields, since an identity keeps its own secret in them, and this object is logged like any other.
      return { credential: { getToken: async (...asked) => credential.getToken(...asked) } }
    default:
      throw new ConfigurationError(
        `The endpoint ${endpoint.name} has the authentication mode "${printable(endpoint.authMode.slice(0, 100))}", which is not known here. Pass its URL and key yourself.`,
        { setting: 'endpointName' },
      )
  }
}
