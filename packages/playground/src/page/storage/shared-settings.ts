import type { OwnEndpoint, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { ownEndpointSchema, settingsSchema } from '../../contract/settings-schema.ts'
import { shareableUrl } from '../../redaction/shareable-url.ts'

/** Settings in the form in which they are stored and shared: with the endpoint that they are for, never with its key. */
export interface SharedSettings {
  readonly settings: PlaygroundSettings
  /** The user's own endpoint, without its key and without secrets in its URL. */
  readonly endpoint?: OwnEndpoint | undefined
}

/** The fields of shared settings, to validate them. */
export const sharedFields = { settings: settingsSchema, endpoint: ownEndpointSchema.optional() }

/** Removes what is never stored or shared: secrets in the URL, and a fault, which is for one request. */
export function withoutSecrets<Shared extends SharedSettings>(shared: Shared): Shared {
  const { settings, endpoint } = shared
  return {
    ...shared,
    settings: { ...settings, fault: 'none' },
    ...(endpoint && { endpoint: { ...endpoint, url: shareableUrl(endpoint.url) } }),
  }
}
