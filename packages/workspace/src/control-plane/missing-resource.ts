import { ConfigurationError, isFields } from '@azureml-endpoints/core'
import type { ControlPlane } from './arm-client.ts'
import type { ArmFailure } from './arm-failure.ts'
import { textOf } from './arm-fields.ts'
import { adviceForMissing } from '../settings/nearest-name.ts'
import { listOnlineNames } from './online-endpoints.ts'
import { collect, listEntries } from './pages.ts'
import { listServerlessEndpoints } from './serverless-endpoints.ts'

/** Returns whether a failure is about a name. A subscription whose id has a wrong form is a bad request. */
export function isMissing(failure: ArmFailure | undefined): failure is ArmFailure {
  return failure?.status === 404 || failure?.code === 'InvalidSubscriptionId'
}

/** Creates the error for a 404: what does not exist, and the nearest name of what does. */
export async function missingResource(
  plane: ControlPlane,
  failure: ArmFailure,
  endpointName: string | undefined,
): Promise<ConfigurationError> {
  const { subscriptionId, workspaceName } = plane.names
  if (failure.code === 'SubscriptionNotFound' || failure.code === 'InvalidSubscriptionId') {
    const existing = (await attempt(() => subscriptionsOf(plane))) ?? []
    const what = `There is no subscription ${subscriptionId}, or this identity cannot see it.`
    return missing('subscriptionId', what, adviceForMissing(subscriptionId, existing, 'subscription'))
  }
  if (failure.code === 'ResourceGroupNotFound') return missingGroup(plane)
  const endpoints = endpointName === undefined ? undefined : await attempt(() => endpointNames(plane))
  if (endpointName === undefined || endpoints === undefined) return missingWorkspace(plane)
  const what = `There is no endpoint ${endpointName} in the workspace ${workspaceName}.`
  return missing('endpointName', what, adviceForMissing(endpointName, endpoints, 'endpoint'))
}

async function missingGroup(plane: ControlPlane): Promise<ConfigurationError> {
  const { resourceGroupName, workspaceName } = plane.names
  const all = (await attempt(() => workspacesOf(plane))) ?? []
  const groups = all.filter(({ workspace }) => sameName(workspace, workspaceName)).map(({ group }) => group)
  const advice =
    groups.length > 0
      ? `The workspace ${workspaceName} is in the resource group "${groups.join('", "')}".`
      : adviceForMissing(resourceGroupName, unique(all.map(({ group }) => group)), 'resource group with a workspace')
  return missing('resourceGroupName', `There is no resource group ${resourceGroupName}.`, advice)
}

async function missingWorkspace(plane: ControlPlane): Promise<ConfigurationError> {
  const { resourceGroupName, workspaceName } = plane.names
  const all = (await attempt(() => workspacesOf(plane))) ?? []
  const elsewhere = all.filter(({ workspace }) => sameName(workspace, workspaceName))
  const here = all.filter(({ group }) => sameName(group, resourceGroupName)).map(({ workspace }) => workspace)
  const advice =
    elsewhere.length > 0
      ? `One of this name is in the resource group "${elsewhere.map(({ group }) => group).join('", "')}".`
      : adviceForMissing(workspaceName, here, 'workspace')
  return missing(
    'workspaceName',
    `There is no workspace ${workspaceName} in the resource group ${resourceGroupName}.`,
    advice,
  )
}

/** A workspace of the subscription, and its resource group. */
interface FoundWorkspace {
  readonly group: string
  readonly workspace: string
}

async function workspacesOf({ client, signal }: ControlPlane): Promise<readonly FoundWorkspace[]> {
  const all = await collect(client.workspaces.listBySubscription({ abortSignal: signal }))
  return all.flatMap(({ id, name }) => {
    const group = /\/resourceGroups\/([^/]+)/i.exec(textOf(id)?.slice(0, 1_000) ?? '')?.[1]
    const workspace = textOf(name)
    return group === undefined || workspace === undefined ? [] : [{ group, workspace }]
  })
}

async function subscriptionsOf(plane: ControlPlane): Promise<readonly string[]> {
  const all = await listEntries(plane, '/subscriptions?api-version=2022-12-01')
  return all.flatMap((entry) => (isFields(entry) ? (textOf(entry['subscriptionId']) ?? []) : []))
}

async function endpointNames(plane: ControlPlane): Promise<readonly string[]> {
  const serverless = await attempt(() => listServerlessEndpoints(plane))
  return unique([...(await listOnlineNames(plane)), ...(serverless ?? []).map(({ name }) => name)])
}

/** Looks for advice: an identity without permission to list gets the error without it. */
async function attempt<T>(find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find()
  } catch {
    return undefined
  }
}

function missing(setting: string, what: string, advice: string): ConfigurationError {
  return new ConfigurationError(`${what} ${advice}`.trim(), { setting })
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}
