import { EndpointError } from '@azureml-endpoints/core'
import type { EndpointAuthToken } from '@azure/arm-machinelearning'
import { textOf } from '../control-plane/arm-fields.ts'
import type { ControlPlane } from '../control-plane/arm-client.ts'
import { controlPlaneError } from '../control-plane/arm-failure.ts'
import { listServerlessKeys } from '../control-plane/serverless-endpoints.ts'
import type { WorkspaceEndpoint } from '../control-plane/workspace-endpoint.ts'
import type { KeyPair } from './endpoint-keys.ts'
import type { EndpointToken } from './endpoint-tokens.ts'
import { renewalTimeout } from './shared-request.ts'

/** Lists the keys of an endpoint, which needs a permission of its own. */
export async function listKeys(plane: ControlPlane, { name, kind }: WorkspaceEndpoint): Promise<KeyPair> {
  const { client, names, secrets } = plane
  const action = `Microsoft.MachineLearningServices/workspaces/${kind}Endpoints/listKeys/action`
  const keys = await asking(plane, `list the keys of the endpoint ${name} (\`${action}\`)`, async (abortSignal) =>
    kind === 'serverless'
      ? listServerlessKeys({ ...plane, signal: abortSignal }, name)
      : client.onlineEndpoints.listKeys(names.resourceGroupName, names.workspaceName, name, { abortSignal }),
  )
  const { primaryKey, secondaryKey } = (keys ?? {}) as Readonly<Record<string, unknown>>
  const pair = { primaryKey: textOf(primaryKey) ?? textOf(secondaryKey), secondaryKey: textOf(secondaryKey) }
  if (pair.primaryKey === undefined) throw nothingIssued(name, 'key')
  secrets.add(pair.primaryKey)
  if (pair.secondaryKey !== undefined) secrets.add(pair.secondaryKey)
  return { ...pair, primaryKey: pair.primaryKey }
}

/** Gets a token for an endpoint whose `auth_mode` is `aml_token`. */
export async function getToken(plane: ControlPlane, { name }: WorkspaceEndpoint): Promise<EndpointToken> {
  const { client, names, secrets } = plane
  const action = 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/token/action'
  let serverTime: number | undefined
  const issued = await asking(plane, `get a token for the endpoint ${name} (\`${action}\`)`, async (abortSignal) =>
    client.onlineEndpoints.getToken(names.resourceGroupName, names.workspaceName, name, {
      abortSignal,
      onResponse: ({ headers }) => (serverTime = Date.parse(headers.get('date') ?? '')),
    }),
  )
  const token = textOf(issued.accessToken)
  if (token === undefined) throw nothingIssued(name, 'token')
  secrets.add(token)
  return { token, ...lifetimeOf(issued, serverTime) }
}

/** The times are the server's, in seconds since 1970; measured against the server's clock, the one here may be wrong. */
function lifetimeOf(
  { refreshAfterTimeUtc, expiryTimeUtc }: EndpointAuthToken,
  serverTime = Number.NaN,
): Omit<EndpointToken, 'token'> {
  const now = Number.isNaN(serverTime) ? Date.now() : serverTime
  const fromNow = (time: unknown): number => {
    if (typeof time !== 'number') return 0
    // Milliseconds, should the service ever send them: in seconds, this is the year 5138.
    return (time > 1e11 ? time : time * 1_000) - now
  }
  return { refreshAfterMs: fromNow(refreshAfterTimeUtc), expiresAfterMs: fromNow(expiryTimeUtc) }
}

async function asking<T>(
  plane: ControlPlane,
  doing: string,
  ask: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(renewalTimeout)
  try {
    return await ask(plane.signal === undefined ? timeout : AbortSignal.any([plane.signal, timeout]))
  } catch (error) {
    if (!timeout.aborted || plane.signal?.aborted === true) throw controlPlaneError(error, plane, doing)
    throw new EndpointError(`The control plane (${plane.arm.origin}) took more than a minute to ${doing}.`, {
      retryable: true,
    })
  }
}

function nothingIssued(name: string, what: string): EndpointError {
  return new EndpointError(`The control plane returned no ${what} for the endpoint ${name}.`)
}
