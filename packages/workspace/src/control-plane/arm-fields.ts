import type { AzureMLEndpointApiType } from '@azureml-endpoints/core'
import type { WorkspaceEndpoint } from './workspace-endpoint.ts'

/** Returns a text of a response; the types of Azure's client promise more than the service is bound to. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Returns an authentication mode by the name that configuration files and documents use. */
export function authModeOf(value: unknown): WorkspaceEndpoint['authMode'] {
  const mode = textOf(value)
  return modes.get(mode?.toLowerCase()) ?? mode ?? 'unknown'
}

const modes: ReadonlyMap<string | undefined, WorkspaceEndpoint['authMode']> = new Map([
  ['key', 'key'],
  ['amltoken', 'aml_token'],
  ['aadtoken', 'aad_token'],
  // Of serverless endpoints.
  ['aad', 'aad_token'],
  ['keyandaad', 'key'],
])

/** Returns the API type of a scoring URI; of other paths than `/score`, the image decides. */
export function apiTypeOf(url: string | undefined): AzureMLEndpointApiType | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  return new URL(url).pathname.replace(/\/$/, '').endsWith('/score') ? 'dedicated' : undefined
}
