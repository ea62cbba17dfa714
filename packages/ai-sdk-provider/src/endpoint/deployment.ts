import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { environment } from './environment.ts'
import { toAISDKError } from '../from-core/errors.ts'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/** One deployment of a provider, or the endpoint's traffic rules where no deployment is named. */
export class Deployment {
  readonly settings: AzureMLProviderSettings
  #name: string | undefined
  #client: AzureMLEndpointClient | undefined

  constructor(settings: AzureMLProviderSettings, name: string | undefined) {
    this.settings = settings
    this.#name = name || settings.deploymentName
  }

  /** The deployment that is asked by name, if one is. */
  get name(): string | undefined {
    // Once there is a client, what it read of the environment holds.
    return this.#name ?? (this.#client === undefined ? environment('AZUREML_DEPLOYMENT_NAME') : undefined)
  }

  /** What `ai` and its telemetry call the model. */
  get modelId(): string {
    return this.name || 'default'
  }

  /** The client, made on first use: only then the environment is read, and only then something can be missing. */
  client(): AzureMLEndpointClient {
    if (this.#client !== undefined) return this.#client
    try {
      this.#name = this.name
      this.#client = new AzureMLEndpointClient({
        contentFormatter: CustomOpenAIChatContentFormatter,
        ...defined(this.settings),
        deploymentName: this.#name,
      })
      return this.#client
    } catch (error) {
      throw toAISDKError(error)
    }
  }
}

function defined(settings: AzureMLProviderSettings): Partial<AzureMLProviderSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}
