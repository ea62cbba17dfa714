import { rejectUnknownNames } from '@azureml-endpoints/core'
import { type ControlPlane, openControlPlane } from './control-plane/arm-client.ts'
import { armFailureOf, controlPlaneError } from './control-plane/arm-failure.ts'
import { isMissing, missingResource } from './control-plane/missing-resource.ts'
import { listOnlineEndpoints } from './control-plane/online-endpoints.ts'
import { listServerlessEndpoints } from './control-plane/serverless-endpoints.ts'
import type { WorkspaceEndpoint } from './control-plane/workspace-endpoint.ts'
import { checkOptions, workspaceOptionNames } from './settings/check-options.ts'
import { resolveWorkspaceNames } from './settings/workspace-names.ts'
import type { WorkspaceOptions } from './settings/workspace-options.ts'

/** Lists the online and serverless endpoints of a workspace, ready or not, with their deployments, traffic and models. */
export async function listEndpoints(options: WorkspaceOptions): Promise<readonly WorkspaceEndpoint[]> {
  checkOptions(options)
  rejectUnknownNames(options, workspaceOptionNames)
  const plane = await openControlPlane(await resolveWorkspaceNames(options), options)
  return [
    ...(await list(plane, 'online', () => listOnlineEndpoints(plane))),
    ...(await list(plane, 'serverless', () => listServerlessEndpoints(plane))),
  ]
}

async function list<T>(plane: ControlPlane, kind: string, listAll: () => Promise<T>): Promise<T> {
  try {
    return await listAll()
  } catch (error) {
    const failure = armFailureOf(error, plane)
    if (isMissing(failure)) throw await missingResource(plane, failure, undefined)
    throw controlPlaneError(error, plane, `list the ${kind} endpoints`)
  }
}
