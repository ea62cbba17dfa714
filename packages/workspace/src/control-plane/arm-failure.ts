import { AzureMLError, ConfigurationError, EndpointError, printable } from '@azureml-endpoints/core'
import type { ControlPlane } from './arm-client.ts'
import { retryAfterMs } from './retry-after.ts'
import { isNetworkDenial, notExpected, ResponseError } from './response-error.ts'
import type { Secrets } from './secrets.ts'

/** What the control plane said when it refused a request, without the request and its token. */
export interface ArmFailure {
  readonly status: number | undefined
  readonly code: string | undefined
  readonly message: string
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined
}

/** Parses an error of Azure's client; `undefined` if it is the caller's own abort, or an error of this library. */
export function armFailureOf(error: unknown, { secrets, signal }: ControlPlane): ArmFailure | undefined {
  if (AzureMLError.isInstance(error) || (signal?.aborted === true && isAbort(error, signal))) return undefined
  const { statusCode, code, message, response } = error as Partial<RestErrorFields>
  const headers = error instanceof ResponseError ? error.headers : response?.headers
  const header = (name: string): string | undefined => headers?.get(name)
  // For a response that is not an Azure error, the client's message contains the whole body, which may include keys.
  const unread =
    !(error instanceof ResponseError) &&
    statusCode !== undefined &&
    (statusCode < 300 || code === undefined || code === 'PARSE_ERROR')
  const text = unread ? notExpected : String(message ?? error)
  return {
    status: typeof statusCode === 'number' ? statusCode : undefined,
    code: typeof code === 'string' ? printable(secrets.redact(code.slice(0, 200))) : undefined,
    message: printable(shortened(secrets.redact(text.slice(0, maxText)))),
    requestId: shownId(header('x-ms-request-id') ?? header('x-ms-correlation-request-id'), secrets),
    retryAfterMs: retryAfterMs(header),
  }
}

/** Converts an error of Azure's client to one of this library, and an abort to the reason of the caller's signal. */
export function controlPlaneError(error: unknown, plane: ControlPlane, doing: string): unknown {
  const failure = armFailureOf(error, plane)
  if (failure === undefined) return AzureMLError.isInstance(error) ? error : plane.signal?.reason
  const { status, code, message } = failure
  const said = `${code === undefined ? '' : `${code}: `}${message}`
  if (isNetworkDenial(failure)) {
    return new EndpointError(
      `The workspace does not accept requests to ${doing} from this network: ${said} Run the program in the workspace's network, or allow public network access.`,
      { status, code, requestId: failure.requestId },
    )
  }
  if (status === 401) return signInError(failure, plane, said)
  if (status === 403) {
    return new ConfigurationError(`The identity has no right to ${doing}: ${said} ${rightsAdvice}`, {
      setting: 'credential',
    })
  }
  return new EndpointError(
    `The control plane (${plane.arm.origin}) failed to ${doing}${status === undefined ? '' : ` (HTTP ${status})`}: ${said}`,
    {
      status,
      code,
      requestId: failure.requestId,
      retryAfterMs: failure.retryAfterMs,
      retryable: status === undefined || status === 408 || status === 429 || status >= 500,
    },
  )
}

/** The built-in role with all actions of endpoints; see Microsoft's "Authentication and authorization for online endpoints". */
const endpointRole = 'AzureML Data Scientist'

const rightsAdvice = `Azure says the same of a name that does not exist. If the names are right, assign it the role "${endpointRole}" on the workspace. A new assignment takes some minutes, and may need a new sign-in.`

function signInError({ code }: ArmFailure, { arm }: ControlPlane, said: string): ConfigurationError {
  const advice =
    code === 'InvalidAuthenticationTokenAudience'
      ? `The token is of another cloud. Set \`armEndpoint\` to the control plane of yours, and \`authorityHost\` of the credential to its sign-in address.`
      : code === 'InvalidAuthenticationTokenTenant'
        ? 'Sign in to the tenant of the subscription: pass `tenantId` to the credential, or run `az login --tenant <its tenant>`.'
        : 'Sign in again, or pass another `credential`.'
  return new ConfigurationError(`The control plane (${arm.origin}) did not accept the identity: ${said} ${advice}`, {
    setting: 'credential',
  })
}

interface RestErrorFields {
  readonly statusCode: number
  readonly code: string
  readonly message: string
  readonly response: { readonly headers?: { get(name: string): string | undefined } }
}

/** Messages of the control plane are short. They are redacted before they are cut to what is shown. */
const maxText = 20_000

function shortened(text: string): string {
  return text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError')
}

function shownId(id: string | undefined, secrets: Secrets): string | undefined {
  return id === undefined ? undefined : printable(secrets.redact(id.slice(0, 1_000))).slice(0, 200)
}
