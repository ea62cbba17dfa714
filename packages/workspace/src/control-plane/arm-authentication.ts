import type {
  Pipeline,
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline'
import { ConfigurationError, printable, type TokenCredential } from '@azureml-endpoints/core'
import type { WorkspaceOptions } from '../settings/workspace-options.ts'
import type { ArmEndpoint } from './arm-endpoint.ts'
import type { Secrets } from './secrets.ts'

/** Wraps a credential so that its failures say what failed: Azure's client would report them as failures of the service. */
export function explainedCredential({ credential, signal }: WorkspaceOptions): TokenCredential {
  return {
    getToken: async (...asked) => {
      try {
        return await credential.getToken(...asked)
      } catch (error) {
        throw signal?.aborted === true ? error : noToken(error)
      }
    },
  }
}

/** Adds Microsoft's authentication policy, for requests to the control plane only. Its name keeps the client from adding its own. */
export function addAuthentication(
  pipeline: Pipeline,
  policy: PipelinePolicy,
  { arm, secrets }: { readonly arm: ArmEndpoint; readonly secrets: Secrets },
): void {
  const sendRequest = (request: PipelineRequest, next: SendRequest): Promise<PipelineResponse> => {
    const { url } = request
    if (!URL.canParse(url) || new URL(url).origin !== arm.origin) throw elsewhere(url)
    const send = (signed: PipelineRequest): Promise<PipelineResponse> => {
      secrets.addBearer(signed.headers.get('authorization'))
      signed.url = url
      return next(signed)
    }
    // The policy rejects every http: URL, even that of an emulator on this machine, whose address was checked.
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

function noToken(error: unknown): ConfigurationError {
  const reason = printable((error instanceof Error ? error.message : String(error)).slice(0, 1_000))
  return new ConfigurationError(`The \`credential\` provided no token for the control plane: ${reason}`, {
    setting: 'credential',
  })
}
