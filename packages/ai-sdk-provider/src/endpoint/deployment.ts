import { AzureMLEndpointClient, configuredFormatter } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { apiNames } from './api-names.ts'
import { environment } from './environment.ts'
import { toAISDKError } from '../from-core/errors.ts'
import { formatterOptionsIn } from '../settings/formatter-options.ts'
import { type AzureMLProviderSettings, endpointOptions } from '../settings/provider-settings.ts'

/** One deployment of a provider, or the one that the endpoint's traffic rules choose if none is named. */
export class Deployment {
  readonly settings: AzureMLProviderSettings
  #name: string | undefined
  #client: AzureMLEndpointClient | undefined
  /** The clients with other values of `sendReasoning`. */
  readonly #otherClients = new Map<boolean, AzureMLEndpointClient>()

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

  /** Returns the provider's id in `ai` and its telemetry. */
  providerId(kind: 'chat' | 'embedding' | 'reranking'): string {
    return `${this.settings.name || 'azure-ml'}.${kind}`
  }

  /** Returns the client, created on first use: only then the environment is read and the settings are validated. */
  client(): AzureMLEndpointClient {
    return (this.#client ??= this.#create(this.settings))
  }

  /**
   * Returns a client that sends earlier reasoning back, or not.
   * @throws InvalidArgumentError if the formatter is an instance, which decides that itself, or has no such option.
   */
  clientFor(sendReasoning: boolean): AzureMLEndpointClient {
    if (sendReasoning === this.settings.sendReasoning) return this.client()
    const client = this.#otherClients.get(sendReasoning) ?? this.#create({ ...this.settings, sendReasoning })
    this.#otherClients.set(sendReasoning, client)
    return client
  }

  #create(settings: AzureMLProviderSettings): AzureMLEndpointClient {
    try {
      this.#name = this.name
      const options = {
        ...endpointOptions(settings),
        contentFormatter: configuredFormatter(
          settings.contentFormatter ?? CustomOpenAIChatContentFormatter,
          formatterOptionsIn(settings),
        ),
        deploymentName: this.#name,
      }
      return new AzureMLEndpointClient(options, apiNames)
    } catch (error) {
      throw toAISDKError(error)
    }
  }
}
