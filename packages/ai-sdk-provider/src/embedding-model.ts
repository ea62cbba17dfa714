import {
  type EmbeddingModelV4,
  type EmbeddingModelV4CallOptions,
  type EmbeddingModelV4Result,
  type SharedV4Warning,
  TooManyEmbeddingValuesForCallError,
} from '@ai-sdk/provider'
import { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } from '@workflow/serde'
import type { EmbeddingRequest, EmbeddingResponse } from '@azureml-endpoints/core'
import { callHeaders } from './call-headers.ts'
import type { Deployment } from './endpoint/deployment.ts'
import { rejectChatRoute } from './endpoint/chat-route.ts'
import { responseMetadata } from './from-core/metadata.ts'
import { toHeadersRecord } from './from-core/response-headers.ts'
import { readEmbeddingModelOptions } from './settings/provider-options.ts'
import { deserializeModel, type SerializedModel, serializeModel } from './serialization/serialized-model.ts'
import { sendSupported, removeEmbeddingSetting } from './to-core/unsupported-settings.ts'

/** Creates the embedding model of a deployment. */
export function embeddingModel(deployment: Deployment): EmbeddingModelV4 {
  return new AzureMLEmbeddingModel(deployment)
}

/** A deployed embedding model, with the methods that `ai` calls. */
class AzureMLEmbeddingModel implements EmbeddingModelV4 {
  readonly specificationVersion = 'v4'
  readonly #deployment: Deployment

  constructor(deployment: Deployment) {
    this.#deployment = deployment
  }

  static [WORKFLOW_SERIALIZE](model: AzureMLEmbeddingModel): SerializedModel {
    return serializeModel(model.#deployment)
  }

  static [WORKFLOW_DESERIALIZE](model: SerializedModel): AzureMLEmbeddingModel {
    return new AzureMLEmbeddingModel(deserializeModel(model, 'embedding'))
  }

  get provider(): string {
    return this.#deployment.providerId
  }

  get modelId(): string {
    return this.#deployment.modelId
  }

  /** By default, the lowest limit of the common models. */
  get maxEmbeddingsPerCall(): number {
    return this.#deployment.settings.maxEmbeddingsPerCall ?? 96
  }

  get supportsParallelCalls(): boolean {
    return this.#deployment.settings.supportsParallelCalls ?? true
  }

  async doEmbed(call: EmbeddingModelV4CallOptions): Promise<EmbeddingModelV4Result> {
    this.#rejectTooMany(call.values)
    const { settings, name } = this.#deployment
    rejectChatRoute(settings, 'embedding')
    const warnings: SharedV4Warning[] = []
    const { user, inputType, modelKwargs, timeout } = readEmbeddingModelOptions(call.providerOptions, warnings)
    const headers = callHeaders(settings.headers, call.headers)
    const request: EmbeddingRequest = {
      // Copied, since the caller may change them while the client is loaded.
      values: call.values.slice(),
      dimensions: call.dimensions,
      inputType,
      modelKwargs: user === undefined ? modelKwargs : { user, ...modelKwargs },
    }
    const client = await this.#deployment.loadedClient()
    const response = await sendSupported({
      request,
      warnings,
      remove: removeEmbeddingSetting,
      send: (supported) => client.embed(supported, { signal: call.abortSignal, headers, timeout, maxRetries: 0 }),
      call: { signal: call.abortSignal },
    })
    return { ...toResult(response), providerMetadata: { azureML: responseMetadata(response.headers, name) }, warnings }
  }

  #rejectTooMany(values: string[]): void {
    const { provider, modelId, maxEmbeddingsPerCall } = this
    if (values.length <= maxEmbeddingsPerCall) return
    throw new TooManyEmbeddingValuesForCallError({ provider, modelId, maxEmbeddingsPerCall, values })
  }
}

function toResult({ embeddings, usage, headers, raw }: EmbeddingResponse): Omit<EmbeddingModelV4Result, 'warnings'> {
  const tokens = usage?.inputTokens ?? usage?.totalTokens
  return {
    embeddings,
    ...(tokens !== undefined && { usage: { tokens } }),
    response: { headers: toHeadersRecord(headers), body: raw },
  }
}
