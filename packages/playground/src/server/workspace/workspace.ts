import type { TokenCredential } from '@azureml-endpoints/core'
import {
  connectEndpoint,
  type EndpointDeployment,
  listEndpoints,
  suggestFormatter,
  type WorkspaceEndpoint,
} from '@azureml-endpoints/workspace'
import type { WorkspaceChoice, WorkspaceSelection } from '../../contract/workspace-contract.ts'
import type { KeyedEndpoint } from '../endpoints/sessions.ts'
import { formatterChoices } from '../formats/formatter-choices.ts'

/** Lists the endpoints of the workspace in the environment or the config file, without any key. */
export async function listChoices(credential: TokenCredential, signal: AbortSignal): Promise<WorkspaceChoice[]> {
  const endpoints = await listEndpoints({ credential, signal })
  return endpoints.map(toChoice)
}

/** Connects to an endpoint of the workspace. Its key or token stays in this process. */
export async function connectChoice(
  { endpointName, deploymentName }: WorkspaceSelection,
  credential: TokenCredential,
  signal: AbortSignal,
): Promise<Omit<KeyedEndpoint, 'id'>> {
  const connected = await connectEndpoint({ endpointName, deploymentName, credential, signal })
  const { endpointUrl: url, endpointApiType: apiType = 'serverless', endpointApiKey, ...rest } = connected
  // The key is known from now on, so that it can be redacted; the function renews it.
  const key = typeof endpointApiKey === 'function' ? await endpointApiKey({}) : (endpointApiKey ?? '')
  return { url, apiType, key, deploymentName: rest.deploymentName, access: { endpointApiKey, ...rest } }
}

/** The machine's own identity in Azure. */
export async function machineCredential(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  return new DefaultAzureCredential()
}

function toChoice(endpoint: WorkspaceEndpoint): WorkspaceChoice {
  const { name, kind, provisioningState: state, authMode, endpointApiType: apiType, deployments } = endpoint
  return {
    name,
    kind,
    state,
    authMode,
    apiType,
    deployments: deployments.map((one) => ({ name: one.name, traffic: one.traffic, formatter: formatterFor(one) })),
    ...(kind === 'serverless' && { formatter: formatterFor(endpoint) }),
  }
}

function formatterFor(deployed: EndpointDeployment | WorkspaceEndpoint): string | undefined {
  const suggestion = suggestFormatter(deployed)
  if (!suggestion.known) return undefined
  return formatterChoices.find(({ summary }) => summary.className === suggestion.formatter)?.summary.name
}
