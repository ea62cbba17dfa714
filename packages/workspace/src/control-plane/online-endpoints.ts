import type { OnlineDeployment, OnlineEndpoint } from '@azure/arm-machinelearning'
import type { EndpointDeployment, WorkspaceEndpoint } from './workspace-endpoint.ts'
import type { ControlPlane } from './arm-client.ts'
import { apiTypeOf, authModeOf, textOf } from './arm-fields.ts'
import { collect } from './pages.ts'

/** Gets an online endpoint and its deployments. */
export async function getOnlineEndpoint(plane: ControlPlane, name: string): Promise<WorkspaceEndpoint> {
  const { client, names, signal } = plane
  const found = await client.onlineEndpoints.get(names.resourceGroupName, names.workspaceName, name, {
    abortSignal: signal,
  })
  return describe(found, await listDeployments(plane, name))
}

/** Lists the online endpoints with their deployments. */
export async function listOnlineEndpoints(plane: ControlPlane): Promise<readonly WorkspaceEndpoint[]> {
  const found = await listed(plane)
  const all: WorkspaceEndpoint[] = []
  // A few at a time: Azure Resource Manager limits the reads of an identity.
  for (let start = 0; start < found.length; start += concurrentReads) {
    const some = found.slice(start, start + concurrentReads)
    all.push(...(await Promise.all(some.map(async (one) => describe(one, await deploymentsOf(plane, one))))))
  }
  return all
}

/** Lists the names of the online endpoints. */
export async function listOnlineNames(plane: ControlPlane): Promise<readonly string[]> {
  return (await listed(plane)).map(({ name }) => textOf(name) ?? '')
}

const concurrentReads = 8

async function listed({ client, names, signal }: ControlPlane): Promise<readonly OnlineEndpoint[]> {
  return collect(client.onlineEndpoints.list(names.resourceGroupName, names.workspaceName, { abortSignal: signal }))
}

async function deploymentsOf(plane: ControlPlane, { name }: OnlineEndpoint): Promise<readonly OnlineDeployment[]> {
  try {
    return await listDeployments(plane, textOf(name) ?? '')
  } catch (error) {
    // It was deleted after it had been listed.
    if ((error as { readonly statusCode?: unknown }).statusCode === 404) return []
    throw error
  }
}

async function listDeployments(
  { client, names, signal }: ControlPlane,
  endpointName: string,
): Promise<readonly OnlineDeployment[]> {
  return collect(
    client.onlineDeployments.list(names.resourceGroupName, names.workspaceName, endpointName, { abortSignal: signal }),
  )
}

function describe({ name, properties }: OnlineEndpoint, deployments: readonly OnlineDeployment[]): WorkspaceEndpoint {
  const scoringUrl = textOf(properties?.scoringUri)
  const endpointApiType = apiTypeOf(scoringUrl)
  const traffic = trafficOf(properties?.traffic)
  return {
    name: textOf(name) ?? '',
    kind: 'online',
    provisioningState: textOf(properties?.provisioningState) ?? 'Unknown',
    authMode: authModeOf(properties?.authMode),
    scoringUrl,
    endpointApiType,
    deployments: deployments.map((one): EndpointDeployment => {
      const deployment = textOf(one.name) ?? ''
      return {
        name: deployment,
        provisioningState: textOf(one.properties?.provisioningState) ?? 'Unknown',
        traffic: traffic.get(deployment.toLowerCase()) ?? 0,
        modelId: textOf(one.properties?.model),
        endpointApiType,
      }
    }),
  }
}

/** Returns the shares by name in lower case, since Azure's names have no case. */
function trafficOf(traffic: unknown): ReadonlyMap<string, number> {
  const shares = Object.entries((traffic ?? {}) as Readonly<Record<string, unknown>>)
  return new Map(shares.flatMap(([name, share]) => (typeof share === 'number' ? [[name.toLowerCase(), share]] : [])))
}
