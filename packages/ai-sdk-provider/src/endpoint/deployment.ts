import { AzureMLEndpointClient, type EndpointOptions } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { apiNames } from './api-names.ts'
import { environment } from './environment.ts'
import { toAISDKError } from '../from-core/errors.ts'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/** One deployment of a provider, or the one that the endpoint's traffic rules choose if none is named. */
export class Deployment {
  readonly settings: AzureMLProviderSettings
  #name: string | undefined
  #client: AzureMLEndpointClient | undefined

  constructor(settings: AzureMLProviderSettings, name: string | undefined) {
    this.settings = settings
    this.#name = name || settings.deploymentName
  }

  /** The deployment that is called by name, if any. */
  get name(): string | undefined {
    // Once the client exists, later changes of the environment have no effect.
    return this.#name ?? (this.#client === undefined ? environment('AZUREML_DEPLOYMENT_NAME') : undefined)
  }

  /** The name of the model in `ai` and its telemetry. */
  get modelId(): string {
    return this.name || 'default'
  }

  /** Returns the client, created on first use: only then the environment is read and the settings are validated. */
  client(): AzureMLEndpointClient {
    if (this.#client !== undefined) return this.#client
    try {
      this.#name = this.name
      const options = {
        contentFormatter: CustomOpenAIChatContentFormatter,
        ...endpointOptions(this.settings),
        deploymentName: this.#name,
      }
      this.#client = new AzureMLEndpointClient(options, apiNames)
      return this.#client
    } catch (error) {
      throw toAISDKError(error)
    }
  }
}

const ownSettings: ReadonlySet<string> = new Set<keyof AzureMLProviderSettings>([
  'supportedUrls',
  'coalesceDeltas',
  'maxEmbeddingsPerCall',
  'supportsParallelCalls',
])

/** Core's part of the settings. */
function endpointOptions(settings: AzureMLProviderSettings): Partial<EndpointOptions> {
  const entries = Object.entries(settings).filter(([name, value]) => value !== undefined && !ownSettings.has(name))
  return Object.fromEntries(entries)
}
