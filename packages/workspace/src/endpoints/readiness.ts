import { ConfigurationError, EndpointError, printable } from '@azureml-endpoints/core'
import { adviceForMissing } from '../settings/nearest-name.ts'
import type { EndpointDeployment, WorkspaceEndpoint } from '../control-plane/workspace-endpoint.ts'

/**
 * Throws unless the endpoint, and the deployment if one is named, can answer; one that is being updated answers as before. Returns
 * the deployment's name as it is spelt there.
 */
export function checkReadiness(endpoint: WorkspaceEndpoint, deploymentName: string | undefined): string | undefined {
  rejectUnready(endpoint, `The endpoint ${endpoint.name}`)
  if (deploymentName === undefined) return void rejectWithoutTraffic(endpoint)
  const deployment = findDeployment(endpoint, deploymentName)
  rejectUnready(deployment, `The deployment ${deployment.name} of the endpoint ${endpoint.name}`)
  return deployment.name
}

function rejectWithoutTraffic({ deployments, name, kind }: WorkspaceEndpoint): void {
  if (kind === 'serverless') return
  if (deployments.length === 0) {
    throw notReady(`The endpoint ${name} has no deployment. Create one, and give it traffic.`, 'NoDeployment', false)
  }
  if (deployments.every(({ traffic }) => traffic === 0)) {
    const names = deployments.map((one) => printable(one.name)).join(', ')
    throw new ConfigurationError(
      `No deployment of the endpoint ${name} has traffic. Name one of them as \`deploymentName\`: ${names}.`,
      { setting: 'deploymentName' },
    )
  }
}

function findDeployment({ name, kind, deployments }: WorkspaceEndpoint, deploymentName: string): EndpointDeployment {
  const found = deployments.find((one) => one.name.toLowerCase() === deploymentName.toLowerCase())
  if (found !== undefined) return found
  const advice =
    kind === 'serverless'
      ? 'Serverless endpoints have none: leave it out, and unset `AZUREML_DEPLOYMENT_NAME`.'
      : adviceForMissing(
          deploymentName,
          deployments.map((one) => one.name),
          'deployment',
        )
  throw new ConfigurationError(`The endpoint ${name} has no deployment ${deploymentName}. ${advice}`, {
    setting: 'deploymentName',
  })
}

function rejectUnready({ provisioningState }: { readonly provisioningState: string }, what: string): void {
  const state = printable(provisioningState.slice(0, 100))
  const known = states[provisioningState]
  if (known === 'ready') return
  const [advice, code, retryable] = known ?? [`Look at its page in Azure Machine Learning studio.`, 'NotReady', false]
  throw notReady(`${what} is not ready: its provisioning state is ${state}. ${advice}`, code, retryable)
}

function notReady(message: string, code: string, retryable: boolean): EndpointError {
  return new EndpointError(message, { code, retryable })
}

const failed =
  'Its page in Azure Machine Learning studio shows why, and so do `az ml online-endpoint show` and `az ml online-deployment get-logs`; create it again, or update it.'

const states: Readonly<Record<string, 'ready' | readonly [advice: string, code: string, retryable: boolean]>> = {
  Succeeded: 'ready',
  Updating: 'ready',
  Scaling: 'ready',
  Creating: ['It takes up to 20 minutes to create: connect again when it has succeeded.', 'Creating', true],
  Deleting: ['It is being deleted: connect to another one, or create it again.', 'Deleting', false],
  Failed: [failed, 'Failed', false],
  Canceled: ['Its creation was canceled: create it again.', 'Canceled', false],
  Suspending: [
    'It is being suspended: look at the subscription of its model in Azure Marketplace.',
    'Suspended',
    false,
  ],
  Suspended: ['It is suspended: look at the subscription of its model in Azure Marketplace.', 'Suspended', false],
}
