import { isFields } from '@azureml-endpoints/core'
import type { WorkspaceEndpoint } from './workspace-endpoint.ts'
import type { ControlPlane } from './arm-client.ts'
import { authModeOf, textOf } from './arm-fields.ts'
import { listEntries, request } from './pages.ts'

/** Microsoft's client for JavaScript has no serverless endpoints; this is the first stable version that has them. */
const apiVersion = 'api-version=2024-04-01'

/** Gets a serverless endpoint. */
export async function getServerlessEndpoint(plane: ControlPlane, name: string): Promise<WorkspaceEndpoint> {
  return describe(await request(plane, 'GET', `${plane.arm.origin}${pathOf(plane, name)}?${apiVersion}`))
}

/** Lists the serverless endpoints; none in clouds that do not have them. */
export async function listServerlessEndpoints(plane: ControlPlane): Promise<readonly WorkspaceEndpoint[]> {
  try {
    return (await listEntries(plane, `${pathOf(plane)}?${apiVersion}`)).map(describe)
  } catch (error) {
    const { code } = error as { readonly code?: unknown }
    if (code === 'NoRegisteredProviderFound' || code === 'InvalidResourceType') return []
    throw error
  }
}

/** Returns the path of the serverless endpoints, of one of them, or of an action on it. */
function pathOf({ names }: ControlPlane, ...segments: readonly string[]): string {
  const { subscriptionId, resourceGroupName, workspaceName } = names
  const path = ['subscriptions', subscriptionId, 'resourceGroups', resourceGroupName, 'providers', provider]
  return ['', ...path, 'workspaces', workspaceName, 'serverlessEndpoints', ...segments]
    .map(encodeURIComponent)
    .join('/')
}

const provider = 'Microsoft.MachineLearningServices'

/** Lists the keys of a serverless endpoint. */
export async function listServerlessKeys(plane: ControlPlane, name: string): Promise<unknown> {
  return request(plane, 'POST', `${plane.arm.origin}${pathOf(plane, name, 'listKeys')}?${apiVersion}`)
}

function describe(entry: unknown): WorkspaceEndpoint {
  const { name, properties } = isFields(entry) ? entry : {}
  const fields = isFields(properties) ? properties : {}
  const { inferenceEndpoint, modelSettings } = fields
  return {
    name: textOf(name) ?? '',
    kind: 'serverless',
    provisioningState: stateOf(fields),
    authMode: authModeOf(fields['authMode']),
    scoringUrl: isFields(inferenceEndpoint) ? textOf(inferenceEndpoint['uri']) : undefined,
    endpointApiType: 'serverless',
    deployments: [],
    modelId: isFields(modelSettings) ? textOf(modelSettings['modelId']) : undefined,
  }
}

/** A provisioned endpoint may have been suspended later. */
function stateOf({ provisioningState, endpointState }: Readonly<Record<string, unknown>>): string {
  const state = textOf(endpointState)
  if (state === 'Suspended' || state === 'Suspending') return state
  return textOf(provisioningState) ?? 'Unknown'
}
