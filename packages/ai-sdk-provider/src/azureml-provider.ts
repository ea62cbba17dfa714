import {
  type EmbeddingModelV4,
  type LanguageModelV4,
  NoSuchModelError,
  type ProviderV4,
  type RerankingModelV4,
} from '@ai-sdk/provider'
import { chatLanguageModel } from './chat-model.ts'
import { Deployment } from './endpoint/deployment.ts'
import { embeddingModel } from './embedding-model.ts'
import { rerankingModel } from './reranking-model.ts'
import type { AzureMLProviderSettings } from './settings/provider-settings.ts'

/** The models of one endpoint. Calling the provider returns a language model, as `languageModel` does. */
export interface AzureMLProvider extends ProviderV4 {
  /** Returns a language model, as `languageModel` does. */
  (deploymentName?: string): LanguageModelV4
  /** Returns the language model of a deployment. @default the deployment of `deploymentName`, else the traffic rules choose */
  languageModel(deploymentName?: string): LanguageModelV4
  /** The same as `languageModel`. */
  chat(deploymentName?: string): LanguageModelV4
  /**
   * Returns the embedding model of a deployment. The provider's URL has to be that of an embeddings route, or `/score`.
   * @default as for `languageModel`
   */
  embeddingModel(deploymentName?: string): EmbeddingModelV4
  /** The same as `embeddingModel`. */
  embedding(deploymentName?: string): EmbeddingModelV4
  /** The name of `embeddingModel` in earlier versions of the AI SDK. @deprecated Use `embeddingModel`. */
  textEmbeddingModel(deploymentName?: string): EmbeddingModelV4
  /** Not supported: the provider calls image models of no endpoint. @throws NoSuchModelError always. */
  imageModel(modelId: string): never
  /** Not supported. @throws NoSuchModelError always. */
  transcriptionModel(modelId: string): never
  /** Not supported. @throws NoSuchModelError always. */
  speechModel(modelId: string): never
  /**
   * Returns the reranking model of a deployment. The provider needs a `contentFormatter` for reranking.
   * @default as for `languageModel`
   */
  rerankingModel(deploymentName?: string): RerankingModelV4
  /** The same as `rerankingModel`. */
  reranking(deploymentName?: string): RerankingModelV4
}

/**
 * Creates a provider. Nothing is read or checked before its first call, so it can be created before its settings or
 * environment exist.
 */
export function createAzureML(settings: AzureMLProviderSettings = {}): AzureMLProvider {
  const chat = (deploymentName?: string): LanguageModelV4 => chatLanguageModel(new Deployment(settings, deploymentName))
  const embedding = (deploymentName?: string): EmbeddingModelV4 =>
    embeddingModel(new Deployment(settings, deploymentName))
  const reranking = (deploymentName?: string): RerankingModelV4 =>
    rerankingModel(new Deployment(settings, deploymentName))

  const provider = function azureML(deploymentName?: string): LanguageModelV4 {
    if (new.target)
      throw new TypeError('The provider is not a constructor. Call it without `new`: azureML(deploymentName).')
    return chat(deploymentName)
  }
  return Object.assign(provider, {
    specificationVersion: 'v4' as const,
    languageModel: chat,
    chat,
    embeddingModel: embedding,
    embedding,
    textEmbeddingModel: embedding,
    imageModel: unsupported('imageModel'),
    transcriptionModel: unsupported('transcriptionModel'),
    speechModel: unsupported('speechModel'),
    rerankingModel: reranking,
    reranking,
  })
}

function unsupported(modelType: NoSuchModelError['modelType']): (modelId: string) => never {
  return (modelId) => {
    throw new NoSuchModelError({ modelId, modelType })
  }
}

/**
 * The provider of the endpoint that the environment names: `AZUREML_ENDPOINT_URL`, `AZUREML_ENDPOINT_API_KEY` and the rest.
 */
export const azureML: AzureMLProvider = /* @__PURE__ */ createAzureML()
