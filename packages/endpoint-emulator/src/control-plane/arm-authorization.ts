import { bearerToken, checkCredential, parseClaims } from '../gateways/authorization.ts'
import type { EmulatorResponse } from '../http/response.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { EmulatedWorkspace } from '../options/emulated-workspace.ts'
import { unauthenticated, armError } from './arm-response.ts'

/** Checks the Entra token of a request; returns the 401 to respond with if it is missing or wrong. */
export function checkArmToken(request: RecordedRequest, { accept }: EmulatedWorkspace): EmulatorResponse | undefined {
  const token = bearerToken(request.headers['authorization'])
  if (token === undefined) {
    return unauthenticated('AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.")
  }
  const claims = parseClaims(token)
  const audience = claims?.['aud']
  if (typeof audience === 'string' && !audiences.includes(audience.replace(/\/$/, ''))) {
    const allowed = audiences.map((one) => `'${one}/','${one}'`).join(',')
    return unauthenticated(
      'InvalidAuthenticationTokenAudience',
      `The access token has been obtained for wrong audience or resource '${audience}'. It should exactly match with one of the allowed audiences ${allowed}.`,
    )
  }
  switch (checkCredential({ mode: 'aad_token', accept }, token)) {
    case 'accepted':
      return undefined
    case 'denied':
      return unauthenticated('InvalidAuthenticationToken', 'The access token is invalid.')
    case 'expired':
      return unauthenticated(
        'ExpiredAuthenticationToken',
        `The access token expiry UTC time '${String(claims?.['exp'])}' is earlier than current UTC time '${new Date().toUTCString()}'.`,
      )
  }
}

/** Makes the 403 for an action that the caller has no right to. */
export function denied(action: string, scope: string): EmulatorResponse {
  const id = '11111111-2222-3333-4444-555555555555'
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${id}' with object id '${id}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}

const audiences: readonly string[] = ['https://management.core.windows.net', 'https://management.azure.com']
