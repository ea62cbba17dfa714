import type { Deployment, Endpoint } from '../gateways/endpoint.ts'
import type { EmulatedWorkspace } from '../options/emulated-workspace.ts'

/** An endpoint as the control plane shows it. */
export interface ArmEndpoint {
  readonly name: string
  readonly endpoint: Endpoint
  /** The path before the endpoint's own routes: its prefix in the emulator. */
  readonly prefix: string
}

/** The names of the workspace, with their defaults. */
export type WorkspaceNames = Readonly<
  Record<'subscriptionId' | 'resourceGroupName' | 'workspaceName' | 'endpointName', string>
>

/** Fills in the names of the workspace. */
export function workspaceNames(options: EmulatedWorkspace): WorkspaceNames {
  return {
    subscriptionId: options.subscriptionId ?? '00000000-0000-0000-0000-000000000000',
    resourceGroupName: options.resourceGroupName ?? 'emulator',
    workspaceName: options.workspaceName ?? 'emulator',
    endpointName: options.endpointName ?? 'emulator',
  }
}

/** Returns the resource id of the workspace. */
export function workspaceId(options: EmulatedWorkspace): string {
  const { subscriptionId, resourceGroupName, workspaceName } = workspaceNames(options)
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/${provider}/workspaces/${workspaceName}`
}

/** The resource provider of Azure Machine Learning. */
export const provider = 'Microsoft.MachineLearningServices'

/** Renders the workspace itself. */
export function renderWorkspace(options: EmulatedWorkspace): Readonly<Record<string, unknown>> {
  const { workspaceName } = workspaceNames(options)
  return {
    id: workspaceId(options),
    name: workspaceName,
    type: `${provider}/workspaces`,
    location,
    kind: 'Default',
    sku: { name: 'Basic', tier: 'Basic' },
    tags: {},
    properties: { friendlyName: workspaceName, provisioningState: 'Succeeded', publicNetworkAccess: 'Enabled' },
  }
}

/** Renders a managed or Kubernetes online endpoint. */
export function renderOnlineEndpoint(options: EmulatedWorkspace, at: ArmEndpoint, origin: string): unknown {
  const { name, endpoint, prefix } = at
  return {
    ...resource(`${workspaceId(options)}/onlineEndpoints/${name}`, name, 'onlineEndpoints'),
    kind: 'Managed',
    identity: {
      type: 'SystemAssigned',
      principalId: '22222222-3333-4444-5555-666666666666',
      tenantId: '33333333-4444-5555-6666-777777777777',
    },
    properties: {
      authMode: authModes[endpoint.auth.mode ?? 'key'],
      description: null,
      keys: null,
      properties: { AzureAsyncOperationUri: null },
      compute: null,
      publicNetworkAccess: 'Enabled',
      mirrorTraffic: {},
      traffic: percentages(endpoint.traffic),
      provisioningState: endpoint.options.provisioningState ?? 'Succeeded',
      // Azure shows no URI until the endpoint exists.
      scoringUri: endpoint.options.provisioningState === 'Creating' ? null : `${origin}${prefix}/score`,
      swaggerUri: `${origin}${prefix}/swagger.json`,
    },
  }
}

/** Renders a deployment of an online endpoint. */
export function renderDeployment(options: EmulatedWorkspace, at: ArmEndpoint, deployment: Deployment): unknown {
  const id = `${workspaceId(options)}/onlineEndpoints/${at.name}/deployments/${deployment.name}`
  return {
    ...resource(id, deployment.name, 'onlineEndpoints/deployments'),
    kind: 'Managed',
    sku: { name: 'Default', tier: null, size: null, family: null, capacity: at.endpoint.options.instanceCount ?? 1 },
    properties: {
      endpointComputeType: 'Managed',
      model: deployment.model.modelId ?? null,
      environmentId: null,
      environmentVariables: {},
      codeConfiguration: null,
      description: null,
      properties: {},
      appInsightsEnabled: false,
      instanceType: 'Standard_DS3_v2',
      egressPublicNetworkAccess: 'Enabled',
      provisioningState: deployment.options.provisioningState ?? 'Succeeded',
      requestSettings: {
        requestTimeout: 'PT3M',
        maxConcurrentRequestsPerInstance: at.endpoint.options.maxConcurrentRequestsPerInstance ?? 1,
        maxQueueWait: 'PT0.5S',
      },
      scaleSettings: { scaleType: 'Default' },
      livenessProbe: probe,
      readinessProbe: probe,
    },
  }
}

/** Renders a serverless endpoint; like Azure's, its URI has no path. */
export function renderServerlessEndpoint(options: EmulatedWorkspace, at: ArmEndpoint, origin: string): unknown {
  const { name, endpoint, prefix } = at
  const { provisioningState = 'Succeeded', modelId } = endpoint.options
  return {
    ...resource(`${workspaceId(options)}/serverlessEndpoints/${name}`, name, 'serverlessEndpoints'),
    sku: { name: 'Consumption' },
    properties: {
      authMode: endpoint.auth.mode === 'aad_token' ? 'AAD' : 'Key',
      modelSettings: modelId === undefined ? null : { modelId },
      contentSafety: { contentSafetyStatus: 'Enabled' },
      inferenceEndpoint: provisioningState === 'Creating' ? null : { uri: `${origin}${prefix}`, headers: {} },
      endpointState: provisioningState === 'Succeeded' ? 'Online' : provisioningState,
      marketplaceSubscriptionId: null,
      provisioningState,
    },
  }
}

function resource(id: string, name: string, kind: string): Readonly<Record<string, unknown>> {
  const by = { createdBy: 'emulator', createdByType: 'User', lastModifiedBy: 'emulator', lastModifiedByType: 'User' }
  const at = { createdAt: '2026-01-02T03:04:05.678901+00:00', lastModifiedAt: '2026-01-02T03:04:05.678901+00:00' }
  return { id, name, type: `${provider}/workspaces/${kind}`, location, tags: {}, systemData: { ...by, ...at } }
}

/** Azure shows traffic in percent, as whole numbers. */
function percentages(traffic: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  const total = [...traffic.values()].reduce((sum, weight) => sum + weight, 0)
  const percent = (weight: number): number => (total === 0 ? 0 : Math.round((100 * weight) / total))
  return Object.fromEntries(Array.from(traffic, ([name, weight]) => [name, percent(weight)]))
}

const location = 'eastus2'
const authModes = { key: 'Key', aml_token: 'AMLToken', aad_token: 'AADToken', none: 'Key' } as const
const probe = { failureThreshold: 30, initialDelay: 'PT10S', period: 'PT10S', successThreshold: 1, timeout: 'PT2S' }
