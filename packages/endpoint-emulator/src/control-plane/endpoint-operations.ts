import type { EmulatorResponse } from '../http/response.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import { isObject } from '../json/json-value.ts'
import type { EmulatedWorkspace } from '../options/emulated-workspace.ts'
import { denied } from './arm-authorization.ts'
import { armPage } from './arm-page.ts'
import { sameName } from './arm-path.ts'
import {
  type ArmEndpoint,
  provider,
  renderDeployment,
  renderOnlineEndpoint,
  renderServerlessEndpoint,
  workspaceId,
  workspaceNames,
} from './arm-resources.ts'
import { armError, armResponse, armStatus, resourceNotFound } from './arm-response.ts'

/** A request for endpoints of the workspace. */
export interface EndpointRequest {
  readonly request: RecordedRequest
  readonly options: EmulatedWorkspace
  readonly endpoints: readonly ArmEndpoint[]
  /** How lists are paged. */
  readonly page: { readonly origin: string; readonly pageSize: number }
}

/** Responds to a request whose path below the workspace has these segments. */
export function respondForEndpoints(asked: EndpointRequest, segments: readonly string[]): EmulatorResponse {
  const { request, options, endpoints, page } = asked
  const [kindInPath = '', name, ...rest] = segments
  const kind = kinds.find((one) => sameName(kindInPath, one))
  if (kind === undefined) return operationResult(asked, segments)
  const ofKind = endpoints.filter(({ endpoint }) => kind === kindOf(endpoint.options.image))
  const refused = refusal(asked, kind, [name ?? '', ...rest])
  if (refused !== undefined) return refused
  const render = (at: ArmEndpoint): unknown =>
    kind === 'onlineEndpoints'
      ? renderOnlineEndpoint(options, at, page.origin)
      : renderServerlessEndpoint(options, at, page.origin)
  if (name === undefined) return armPage(request, ofKind.map(render), page)
  const found = ofKind.find((at) => sameName(name, at.name))
  if (found === undefined) return notFound(options, `${kind}/${name}`)
  if (rest.length === 0) return armResponse(200, render(found))
  if (sameName(rest[0], 'deployments')) return deployments(asked, found, rest[1])
  return request.method === 'POST' ? act(asked, found, rest[0] ?? '') : armStatus(405)
}

/** Foundry's resources are not part of a workspace. */
function kindOf(image: string | undefined): (typeof kinds)[number] | undefined {
  if (image === 'foundry') return undefined
  return image === 'serverless' ? 'serverlessEndpoints' : 'onlineEndpoints'
}

const kinds = ['onlineEndpoints', 'serverlessEndpoints'] as const

function deployments({ request, options, page }: EndpointRequest, at: ArmEndpoint, name?: string): EmulatorResponse {
  const all = at.endpoint.deployments
  if (name === undefined)
    return armPage(
      request,
      all.map((one) => renderDeployment(options, at, one)),
      page,
    )
  const found = all.find((one) => sameName(name, one.name))
  if (found === undefined) return notFound(options, `onlineEndpoints/${at.name}/deployments/${name}`)
  return armResponse(200, renderDeployment(options, at, found))
}

function act(asked: EndpointRequest, at: ArmEndpoint, action: string): EmulatorResponse {
  const { issued, auth } = at.endpoint
  const { mode = 'key' } = auth
  const usesKeys = mode === 'key' || mode === 'none'
  if (sameName(action, 'listKeys')) return usesKeys ? armResponse(200, issued.keys) : wrongMode('keys')
  if (sameName(action, 'token')) {
    const seconds = asked.options.tokenSeconds ?? 3_600
    return mode === 'aml_token' ? armResponse(200, issued.token(seconds)) : wrongMode('a token')
  }
  if (!sameName(action, 'regenerateKeys')) return armStatus(404)
  if (at.endpoint.options.provisioningState === 'Updating') {
    return armError(409, 'Conflict', 'Another operation on this endpoint is in progress.')
  }
  const body = isObject(asked.request.body) ? asked.request.body : {}
  const { keyType, keyValue } = body
  if (keyType !== 'Primary' && keyType !== 'Secondary') return armError(400, 'BadRequest', 'keyType is invalid.')
  issued.regenerate(keyType, typeof keyValue === 'string' ? keyValue : undefined)
  return accepted(asked)
}

/** Starts an asynchronous operation. It has its effect at once, and says so at the second look. */
function accepted({ options, page }: EndpointRequest): EmulatorResponse {
  const path = `${workspaceId(options)}/operationResults/${crypto.randomUUID()}`
  return armResponse(202, '', { location: `${page.origin}${path}?api-version=2022-10-01`, 'retry-after': '0' })
}

function operationResult({ request, page }: EndpointRequest, [kind, id = '']: readonly string[]): EmulatorResponse {
  if (!sameName(kind, 'operationResults')) return armStatus(404)
  if (id.endsWith('-done')) return armResponse(200, {})
  const next = new URL(request.url, page.origin)
  next.pathname += '-done'
  return armResponse(202, '', { location: next.href, 'retry-after': '0' })
}

/** Returns the 403 for an action that the options deny. */
function refusal(
  { request, options }: EndpointRequest,
  kind: string,
  names: readonly string[],
): EmulatorResponse | undefined {
  const resources = [kind, ...names.filter((_, index) => index % 2 === 1)]
  const isAction = request.method === 'POST'
  const action = `${provider}/workspaces/${resources.join('/')}/${isAction ? 'action' : 'read'}`
  if (options.deniedActions?.some((one) => sameName(action, one)) !== true) return undefined
  const scope = [workspaceId(options), kind, ...(isAction ? names.slice(0, -1) : names)].filter((part) => part !== '')
  return denied(action, scope.join('/'))
}

function notFound(options: EmulatedWorkspace, child: string): EmulatorResponse {
  return resourceNotFound(options, `workspaces/${workspaceNames(options).workspaceName}/${child}`)
}

function wrongMode(what: string): EmulatorResponse {
  return armError(400, 'BadRequest', `The authentication mode of this endpoint does not use ${what}.`)
}
