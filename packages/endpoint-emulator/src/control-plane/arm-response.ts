import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import type { EmulatedWorkspace } from '../options/emulated-workspace.ts'
import { provider, workspaceNames } from './arm-resources.ts'

/** Makes a response of Azure Resource Manager. */
export function armResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): EmulatorResponse {
  const id = crypto.randomUUID()
  return jsonResponse(status, body, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-cache',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': id,
    'x-ms-ratelimit-remaining-subscription-reads': '11999',
    // Hono's server would add it only as the response leaves; clients compare it with their own clock.
    date: new Date().toUTCString(),
    ...headers,
  })
}

/** Makes an error of Azure Resource Manager. */
export function armError(status: number, code: string, message: string): EmulatorResponse {
  return armResponse(status, { error: { code, message } })
}

/** Makes the 404 for a resource that does not exist, from its path below the provider. */
export function resourceNotFound(options: EmulatedWorkspace, path: string): EmulatorResponse {
  const { resourceGroupName } = workspaceNames(options)
  const message = `The Resource '${provider}/${path}' under resource group '${resourceGroupName}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`
  return armError(404, 'ResourceNotFound', message)
}

/** Makes the error that Azure Resource Manager sends with a status, where nothing more is known than that. */
export function armStatus(status: number, retryAfter?: number | string): EmulatorResponse {
  if (status === 401) return unauthenticated('InvalidAuthenticationToken', 'The access token is invalid.')
  if (status === 429) {
    const message = `The request is being throttled as the limit has been reached for operation type - Read_ObservationWindow_00:05:00. For more information, see - https://aka.ms/srpthrottlinglimits`
    return armResponse(
      429,
      { error: { code: 'TooManyRequests', message } },
      { 'retry-after': String(retryAfter ?? 10), 'x-ms-ratelimit-remaining-subscription-reads': '0' },
    )
  }
  const [code, message] = errors[status] ?? ['InternalServerError', 'The server encountered an unexpected error.']
  return armError(status, code, message)
}

/** Makes a 401 with the challenge that goes with it. */
export function unauthenticated(code: string, message: string): EmulatorResponse {
  const challenge = `Bearer authorization_uri="https://login.microsoftonline.com/common", error="invalid_token", error_description="${message}"`
  return armResponse(401, { error: { code, message } }, { 'www-authenticate': challenge })
}

const errors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadRequest', 'The request is invalid.'],
  403: ['AuthorizationFailed', 'The client does not have authorization to perform this action.'],
  404: ['NotFound', 'The specified resource was not found.'],
  405: ['MethodNotAllowed', 'The method is not allowed for this resource.'],
  409: ['Conflict', 'Another operation on this resource is in progress.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
}
