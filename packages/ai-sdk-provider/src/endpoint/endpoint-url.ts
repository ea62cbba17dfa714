import { environment } from './environment.ts'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/** Returns the URL of the endpoint; `undefined` if it is missing or invalid, which core reports. */
export function endpointUrlOf({ endpointUrl }: AzureMLProviderSettings): URL | undefined {
  const url = endpointUrl ?? environment('AZUREML_ENDPOINT_URL')
  return url !== undefined && URL.canParse(url) ? new URL(url) : undefined
}
