import type { JSONObject } from '@ai-sdk/provider'
import {
  AzureMLEndpointClient,
  configuredFormatter,
  type ContentFormatterBase,
  type FormatterOptions,
  formatterOptionsIn,
  mapBody,
} from '@azureml-endpoints/core'
import { apiNames } from './api-names.ts'
import { defaultChatFormatter, defaultFormatter, type Formatter, type Operation } from './default-formatter.ts'
import { environment } from './environment.ts'
import { toAISDKError } from '../from-core/errors.ts'
import { type AzureMLProviderSettings, endpointOptions } from '../settings/provider-settings.ts'

/** The options of the formatter that a call may change. */
export type CallFormatterOptions = Pick<FormatterOptions, 'sendReasoning' | 'jsonSchema'>

/** One deployment of a provider, or the one that the endpoint's traffic rules choose if none is named. */
export class Deployment {
  readonly settings: AzureMLProviderSettings
  readonly operation: Operation
  #name: string | undefined
  #client: AzureMLEndpointClient | undefined
  /** The clients with other options of the formatter. */
  readonly #otherClients = new Map<string, AzureMLEndpointClient>()

  constructor(settings: AzureMLProviderSettings, operation: Operation, name?: string) {
    this.settings = settings
    this.operation = operation
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

  /** The provider's id in `ai` and its telemetry. */
  get providerId(): string {
    return `${this.settings.name || 'azure-ml'}.${this.operation}`
  }

  /** Returns the client, created on first use: only then the environment is read and the settings are validated. */
  client(): AzureMLEndpointClient {
    return (this.#client ??= this.#create(this.settings))
  }

  /** Returns the client as soon as the formatter of an operation other than chats is loaded. */
  async loadedClient(): Promise<AzureMLEndpointClient> {
    const { settings } = this
    if (this.#client !== undefined || settings.contentFormatter !== undefined) return this.client()
    const formatter = await defaultFormatter(this.operation, settings)
    return (this.#client ??= this.#create(settings, formatter))
  }

  /**
   * Returns the client whose formatter has the options of a call.
   * @throws InvalidArgumentError if the formatter is an instance, which has its options already, or has no such option.
   */
  clientWith(options: CallFormatterOptions): AzureMLEndpointClient {
    const changed = changedOptions(this.settings, options)
    if (changed === undefined) return this.client()
    const key = JSON.stringify(changed)
    const client = this.#otherClients.get(key) ?? this.#create({ ...this.settings, ...changed })
    this.#otherClients.set(key, client)
    return client
  }

  #create(settings: AzureMLProviderSettings, otherwise = defaultChatFormatter): AzureMLEndpointClient {
    try {
      this.#name = this.name
      const options = {
        ...endpointOptions(settings),
        contentFormatter: this.#formatter(settings, otherwise),
        deploymentName: this.#name,
      }
      return new AzureMLEndpointClient(options, apiNames)
    } catch (error) {
      throw toAISDKError(error)
    }
  }

  #formatter(settings: AzureMLProviderSettings, otherwise: Formatter): ContentFormatterBase | Formatter {
    const { contentFormatter: given, transformRequestBody: transform } = settings
    const formatter = configuredFormatter(
      given ?? otherwise,
      // All formatter options concern chats.
      given === undefined && this.operation !== 'chat' ? {} : formatterOptionsIn(settings),
    )
    if (transform === undefined) return formatter
    const instance = typeof formatter === 'function' ? new formatter() : formatter
    // Our formatters return JSON bodies.
    return mapBody(instance, (body) => transform(body as JSONObject))
  }
}

/** Returns the options that differ from the settings, if any do. A schema gets into the prompt without the help of the formatter. */
function changedOptions(
  settings: CallFormatterOptions,
  { sendReasoning, jsonSchema }: CallFormatterOptions,
): CallFormatterOptions | undefined {
  const sendsOther = sendReasoning !== undefined && sendReasoning !== settings.sendReasoning
  const sendsSchema = jsonSchema === 'native' && settings.jsonSchema === 'prompt'
  if (!sendsOther && !sendsSchema) return undefined
  return { ...(sendsOther && { sendReasoning }), ...(sendsSchema && { jsonSchema }) }
}
