import type { RunningEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { expect } from 'vitest'
import { type ConnectedEndpoint, connectEndpoint, type ConnectOptions } from '../src/index.ts'

const names = {
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  resourceGroupName: 'emulator',
  workspaceName: 'emulator',
}

/** Its tokens expire by the mocked clock of a test. */
const credential = { getToken: async () => ({ token: 'arm-token', expiresOnTimestamp: Date.now() + 3_600_000 }) }

/** Connects to an endpoint of an emulator whose workspace has the default names. */
export function connectTo(
  { url }: RunningEndpointEmulator,
  options: Partial<ConnectOptions> = {},
): Promise<ConnectedEndpoint> {
  return connectEndpoint({ ...names, endpointName: 'emulator', credential, armEndpoint: url, ...options })
}

/** Regenerates the primary key of an endpoint, such as `onlineEndpoints/emulator`. */
export async function regenerateKey({ url }: RunningEndpointEmulator, endpoint: string): Promise<void> {
  const { subscriptionId, resourceGroupName, workspaceName } = names
  const workspace = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.MachineLearningServices/workspaces/${workspaceName}`
  const response = await fetch(`${url}${workspace}/${endpoint}/regenerateKeys?api-version=2022-10-01`, {
    method: 'POST',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: JSON.stringify({ keyType: 'Primary' }),
  })
  expect(response.status).toBe(202)
}
