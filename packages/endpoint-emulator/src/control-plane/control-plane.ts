import type { Endpoint } from '../gateways/endpoint.ts'
import type { EmulatorResponse } from '../http/response.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { EmulatedWorkspace } from '../options/emulated-workspace.ts'
import { applyFault } from '../script/apply-fault.ts'
import type { Fault } from '../script/fault.ts'
import { FaultScript } from '../script/fault-script.ts'
import { checkArmToken } from './arm-authorization.ts'
import { armPage } from './arm-page.ts'
import { type ArmPath, parseArmPath, sameName } from './arm-path.ts'
import { type ArmEndpoint, renderWorkspace, workspaceNames } from './arm-resources.ts'
import { armError, armResponse, armStatus, resourceNotFound } from './arm-response.ts'
import { respondForEndpoints } from './endpoint-operations.ts'

/** Azure Resource Manager, as far as it concerns the endpoints of one workspace. */
export class ControlPlane {
  readonly #faults: FaultScript
  readonly #options: EmulatedWorkspace
  readonly #endpoints: readonly ArmEndpoint[]

  constructor(options: EmulatedWorkspace, endpoints: readonly Endpoint[]) {
    this.#options = options
    this.#faults = new FaultScript(options.faults)
    this.#endpoints = endpoints.map((endpoint) => ({
      name: endpoint.name ?? workspaceNames(options).endpointName,
      endpoint,
      prefix: endpoint.name === undefined ? '' : `/${endpoint.name}`,
    }))
  }

  /** Responds to a request below `/subscriptions`, with the fault that it asks for itself, or the next of the options. */
  respond(request: RecordedRequest, origin: string, requested: Fault | undefined): EmulatorResponse {
    const fault = requested ?? this.#faults.take(request)
    const { status, body, retryAfter } = fault ?? {}
    const plain = status === undefined ? this.#find(request, origin) : armStatus(status, retryAfter)
    const response =
      status === undefined || body === undefined
        ? plain
        : { ...plain, body: typeof body === 'string' ? body : JSON.stringify(body) }
    return fault === undefined ? response : applyFault(response, fault)
  }

  #find(request: RecordedRequest, origin: string): EmulatorResponse {
    const refused = checkArmToken(request, this.#options)
    if (refused !== undefined) return refused
    const path = parseArmPath(request.path)
    if (path === undefined) return armError(404, 'InvalidResourceType', 'The resource type could not be found.')
    if (request.query['api-version'] === undefined) {
      return armError(
        400,
        'MissingApiVersionParameter',
        'The api-version query parameter (?api-version=) is required for all requests.',
      )
    }
    return this.#findScope(request, path, origin)
  }

  #findScope(request: RecordedRequest, path: ArmPath, origin: string): EmulatorResponse {
    const names = workspaceNames(this.#options)
    const page = { origin, pageSize: this.#options.pageSize ?? 30 }
    const { subscriptionId, resourceGroupName, segments } = path
    const [kind, workspaceName, ...rest] = segments
    if (subscriptionId === undefined) {
      const id = names.subscriptionId
      const subscription = { id: `/subscriptions/${id}`, subscriptionId: id, displayName: 'Emulator', state: 'Enabled' }
      return armPage(request, [subscription], page)
    }
    if (!sameName(subscriptionId, names.subscriptionId)) {
      return armError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`)
    }
    if (resourceGroupName !== undefined && !sameName(resourceGroupName, names.resourceGroupName)) {
      return armError(404, 'ResourceGroupNotFound', `Resource group '${resourceGroupName}' could not be found.`)
    }
    if (!sameName(kind, 'workspaces')) return armStatus(404)
    if (workspaceName === undefined) return armPage(request, [renderWorkspace(this.#options)], page)
    if (!sameName(workspaceName, names.workspaceName)) {
      return resourceNotFound(this.#options, `workspaces/${workspaceName}`)
    }
    if (rest.length === 0) return armResponse(200, renderWorkspace(this.#options))
    return respondForEndpoints({ request, options: this.#options, endpoints: this.#endpoints, page }, rest)
  }
}
