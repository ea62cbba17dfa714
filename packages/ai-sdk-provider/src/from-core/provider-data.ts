import type { SharedV4ProviderMetadata } from '@ai-sdk/provider'
import { safeJson } from '../untrusted/safe-json.ts'

/**
 * Returns the metadata of a part that carry what the endpoint needs back with it: `ai` puts them into the part's
 * `providerOptions` of the next request. `message` is for the whole answer, and stands on a tool call only if the answer has
 * neither text nor reasoning.
 */
export function providerDataMetadata(own: unknown, message?: unknown): { providerMetadata?: SharedV4ProviderMetadata } {
  const providerData = safeJson(own)
  const messageProviderData = safeJson(message)
  if (providerData === undefined && messageProviderData === undefined) return {}
  return {
    providerMetadata: {
      azureML: {
        ...(providerData !== undefined && { providerData }),
        ...(messageProviderData !== undefined && { messageProviderData }),
      },
    },
  }
}
