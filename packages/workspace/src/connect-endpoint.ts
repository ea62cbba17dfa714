import { type EndpointOptions, rejectUnknownNames } from '@azureml-endpoints/core'
import { type ControlPlane, openControlPlane } from './control-plane/arm-client.ts'
import { armFailureOf, controlPlaneError } from './control-plane/arm-failure.ts'
import { isMissing, missingResource } from './control-plane/missing-resource.ts'
import { getOnlineEndpoint } from './control-plane/online-endpoints.ts'
import { getServerlessEndpoint } from './control-plane/serverless-endpoints.ts'
import { endpointCredential } from './credentials/endpoint-credential.ts'
import { checkRoute, locateEndpoint } from './endpoints/endpoint-url.ts'
import { checkReadiness } from './endpoints/readiness.ts'
import type { WorkspaceEndpoint } from './control-plane/workspace-endpoint.ts'
import { checkOptions, connectOptionNames } from './settings/check-options.ts'
import { environment } from './settings/environment.ts'
import { checkName, resolveWorkspaceNames } from './settings/workspace-names.ts'
import type { ConnectOptions } from './settings/workspace-options.ts'

/** The options of a client for one endpoint; spread them into the options of a client, a LangChain model or the AI SDK provider. */
export type ConnectedEndpoint = Pick<
  EndpointOptions,
  'endpointApiType' | 'endpointApiKey' | 'credential' | 'deploymentName' | 'allowInsecureHttp'
> & {
  /** The full invocation URL. */
  readonly endpointUrl: string
}

/**
 * Connects to an endpoint by its name: gets its URL and its key or token from the workspace's control plane. Keys are fetched
 * again when the endpoint rejects them, tokens before they expire. Rejects if the workspace, endpoint or deployment does not exist,
 * is not ready, or is not accessible to this identity.
 */
export async function connectEndpoint(options: ConnectOptions): Promise<ConnectedEndpoint> {
  checkOptions(options)
  rejectUnknownNames(options, connectOptionNames)
  const endpointName = checkName('endpointName', options.endpointName)
  const { allowInsecureHttp } = options
  const route = options.route === undefined ? undefined : checkRoute(options.route)
  // Clients read this variable themselves, and would send the name of a deployment that nobody checked.
  const named = options.deploymentName ?? environment('AZUREML_DEPLOYMENT_NAME')
  const wanted = named === undefined ? undefined : checkName('deploymentName', named)
  const plane = await openControlPlane(await resolveWorkspaceNames(options), options)
  const endpoint = await findEndpoint(plane, endpointName)
  const deploymentName = checkReadiness(endpoint, wanted)
  const location = locateEndpoint(endpoint, { arm: plane.arm, route, allowInsecureHttp })
  return {
    ...location,
    ...(await endpointCredential(plane, endpoint, options.credential)),
    ...(deploymentName === undefined ? {} : { deploymentName }),
    ...(allowInsecureHttp === undefined ? {} : { allowInsecureHttp }),
  }
}

async function findEndpoint(plane: ControlPlane, name: string): Promise<WorkspaceEndpoint> {
  try {
    return await getOnlineEndpoint(plane, name)
  } catch (error) {
    const failure = armFailureOf(error, plane)
    if (!isMissing(failure)) throw controlPlaneError(error, plane, `read the endpoint ${name}`)
    if (!/Subscription|ResourceGroupNotFound/.test(failure.code ?? '')) {
      const serverless = await findServerless(plane, name)
      if (serverless !== undefined) return serverless
    }
    throw await missingResource(plane, failure, name)
  }
}

/** Finds a serverless endpoint; `undefined` if there is none of that name. */
async function findServerless(plane: ControlPlane, name: string): Promise<WorkspaceEndpoint | undefined> {
  try {
    return await getServerlessEndpoint(plane, name)
  } catch (error) {
    const status = armFailureOf(error, plane)?.status
    // 400: a cloud without serverless endpoints does not know the version of the request, or the name has no valid form there.
    if (status === 404 || status === 400) return undefined
    throw controlPlaneError(error, plane, `read the serverless endpoint ${name}`)
  }
}
