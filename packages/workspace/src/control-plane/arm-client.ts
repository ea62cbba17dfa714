import type { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning'
import type { PipelineResponse } from '@azure/core-rest-pipeline'
import { environment } from '../settings/environment.ts'
import type { WorkspaceNames, WorkspaceOptions } from '../settings/workspace-options.ts'
import { addAuthentication, explainedCredential } from './arm-authentication.ts'
import { type ArmEndpoint, parseArmEndpoint } from './arm-endpoint.ts'
import { responseCheck } from './response-check.ts'
import { Secrets } from './secrets.ts'

/** A request that Microsoft's client does not have. */
interface ArmRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly abortSignal: AbortSignal | undefined
}

/** The control plane of one workspace. */
export interface ControlPlane {
  readonly names: WorkspaceNames
  readonly arm: ArmEndpoint
  /** Microsoft's client, for what it knows. */
  readonly client: AzureMachineLearningWorkspaces
  /** Sends a request for what that client does not know, through the same pipeline. */
  readonly send: (request: ArmRequest) => Promise<PipelineResponse>
  /** The tokens and keys seen so far, to redact them in messages. */
  readonly secrets: Secrets
  /** Aborts requests to the control plane. */
  readonly signal: AbortSignal | undefined
}

/** Creates the clients of a workspace's control plane. Microsoft's client is loaded now, so that importing this package costs little. */
export async function openControlPlane(names: WorkspaceNames, options: WorkspaceOptions): Promise<ControlPlane> {
  const arm = parseArmEndpoint(options.armEndpoint ?? environment('AZURE_ARM_ENDPOINT'))
  const azure = await import('./azure-modules.ts')
  const secrets = new Secrets()
  const pipeline = azure.createClientPipeline({
    retryOptions: { maxRetries: options.maxRetries },
    // A redirect would carry a request for keys to an address that nobody checked.
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'azureml-endpoints-workspace' },
  })
  // Below the retries, so that what it refuses is not tried again.
  pipeline.addPolicy(responseCheck, { afterPhase: 'Retry' })
  const credential = explainedCredential(options)
  const policy = azure.bearerTokenAuthenticationPolicy({ credential, scopes: arm.scope })
  addAuthentication(pipeline, policy, { arm, secrets })
  const client = new azure.AzureMachineLearningWorkspaces(credential, names.subscriptionId, {
    endpoint: arm.origin,
    credentialScopes: arm.scope,
    allowInsecureConnection: arm.loopback,
    pipeline,
  })
  return {
    names,
    arm,
    client,
    secrets,
    signal: options.signal,
    send: (request) =>
      client.sendRequest(
        azure.createPipelineRequest({
          ...request,
          allowInsecureConnection: arm.loopback,
          headers: azure.createHttpHeaders({ accept: 'application/json' }),
        }),
      ),
  }
}
