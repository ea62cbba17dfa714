import type {
  RerankingModelV4,
  RerankingModelV4CallOptions,
  RerankingModelV4Result,
  SharedV4Warning,
} from '@ai-sdk/provider'
import type { RerankRequest } from '@azureml-endpoints/core'
import { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } from '@workflow/serde'
import { callHeaders } from './call-headers.ts'
import { rejectChatRoute } from './endpoint/chat-route.ts'
import type { Deployment } from './endpoint/deployment.ts'
import { responseMetadata } from './from-core/metadata.ts'
import { toHeadersRecord } from './from-core/response-headers.ts'
import { readRerankingModelOptions } from './settings/provider-options.ts'
import { deserializeModel, type SerializedModel, serializeModel } from './serialization/serialized-model.ts'
import { sendSupported } from './to-core/unsupported-settings.ts'

/** Creates the reranking model of a deployment. */
export function rerankingModel(deployment: Deployment): RerankingModelV4 {
  return new AzureMLRerankingModel(deployment)
}

/** A deployed reranking model, with the method that `ai` calls. */
class AzureMLRerankingModel implements RerankingModelV4 {
  readonly specificationVersion = 'v4'
  readonly #deployment: Deployment

  constructor(deployment: Deployment) {
    this.#deployment = deployment
  }

  static [WORKFLOW_SERIALIZE](model: AzureMLRerankingModel): SerializedModel {
    return serializeModel(model.#deployment)
  }

  static [WORKFLOW_DESERIALIZE](model: SerializedModel): AzureMLRerankingModel {
    return new AzureMLRerankingModel(deserializeModel(model, 'reranking'))
  }

  get provider(): string {
    return this.#deployment.providerId
  }

  get modelId(): string {
    return this.#deployment.modelId
  }

  async doRerank(call: RerankingModelV4CallOptions): Promise<RerankingModelV4Result> {
    const { settings, name } = this.#deployment
    // A formatter of the user's may well rank by a chat.
    if (settings.contentFormatter === undefined) rejectChatRoute(settings, 'reranking')
    const warnings: SharedV4Warning[] = []
    const { modelKwargs, timeout } = readRerankingModelOptions(call.providerOptions, warnings)
    const headers = callHeaders(settings.headers, call.headers)
    const documents = toTexts(call.documents, warnings)
    const request: RerankRequest = { query: call.query, documents, topN: call.topN, modelKwargs }
    const client = await this.#deployment.loadedClient()
    const { results, id, model, raw, ...response } = await sendSupported({
      request,
      warnings,
      // Nothing is optional but `topN`, and core itself keeps only so many.
      remove: () => undefined,
      send: (supported) => client.rerank(supported, { signal: call.abortSignal, headers, timeout, maxRetries: 0 }),
      call: { signal: call.abortSignal },
    })
    return {
      ranking: results.map(({ index, score }) => ({ index, relevanceScore: score })),
      providerMetadata: { azureML: responseMetadata(response.headers, name) },
      warnings,
      response: {
        ...(id !== undefined && { id }),
        ...(model !== undefined && { modelId: model }),
        headers: toHeadersRecord(response.headers),
        body: raw,
      },
    }
  }
}

/** Objects are sent as JSON, which models for reranking read as text. */
function toTexts(documents: RerankingModelV4CallOptions['documents'], warnings: SharedV4Warning[]): readonly string[] {
  // Copied, since the caller may change them while the client is loaded.
  if (documents.type === 'text') return documents.values.slice()
  warnings.push({
    type: 'compatibility',
    feature: 'object documents',
    details: 'Endpoints rank texts, so the objects are sent as JSON.',
  })
  return documents.values.map((value) => JSON.stringify(value))
}
