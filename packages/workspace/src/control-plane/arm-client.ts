import type { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning'
import type { Pipeline, PipelineRequest, PipelineResponse, SendRequest } from '@azure/core-rest-pipeline'
import { ConfigurationError } from '@azureml-endpoints/core'
import { environment } from '../settings/environment.ts'
import type { WorkspaceNames, WorkspaceOptions } from '../settings/workspace-options.ts'
import { type ArmEndpoint, parseArmEndpoint } from './arm-endpoint.ts'
import { Secrets } from './secrets.ts'

/** The control plane of one workspace. */
export interface ControlPlane {
  readonly names: WorkspaceNames
  readonly arm: ArmEndpoint
  /** Microsoft's client, for what it knows. */
  readonly client: AzureMachineLearningWorkspaces
  /** Sends a request for what that client does not know, through the same pipeline. */
  readonly send: (request: { readonly method: 'GET' | 'POST'; readonly url: string }) => Promise<PipelineResponse>
  /** The tokens and keys that were seen, to remove them from messages. */
  readonly secrets: Secrets
  /** Ends what is asked on behalf of a call that its caller aborted. */
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
  const { credential } = options
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
    send: ({ method, url }) =>
      client.sendRequest(
        azure.createPipelineRequest({
          method,
          url,
          allowInsecureConnection: arm.loopback,
          headers: azure.createHttpHeaders({ accept: 'application/json' }),
        }),
      ),
  }
}

/** Adds Microsoft's authentication, which the client then does not replace, for requests to the control plane and to nobody else. */
function addAuthentication(
  pipeline: Pipeline,
  policy: ReturnType<typeof import('@azure/core-rest-pipeline').bearerTokenAuthenticationPolicy>,
  { arm, secrets }: Pick<ControlPlane, 'arm' | 'secrets'>,
): void {
  const sendRequest = (request: PipelineRequest, next: SendRequest): Promise<PipelineResponse> => {
    const { url } = request
    if (!URL.canParse(url) || new URL(url).origin !== arm.origin) throw elsewhere(url)
    const send = (signed: PipelineRequest): Promise<PipelineResponse> => {
      secrets.addBearer(signed.headers.get('authorization'))
      signed.url = url
      return next(signed)
    }
    // The policy refuses http: without exception; an emulator on this machine, whose address was checked, is one.
    if (arm.loopback) request.url = url.replace(/^http:/, 'https:')
    return policy.sendRequest(request, send)
  }
  pipeline.addPolicy({ name: policy.name, sendRequest })
}

function elsewhere(url: string): ConfigurationError {
  const host = URL.canParse(url) ? new URL(url).origin : 'an invalid address'
  return new ConfigurationError(
    `The control plane linked to ${host}, which is not \`armEndpoint\`. Tokens are not sent there.`,
    { setting: 'armEndpoint' },
  )
}
