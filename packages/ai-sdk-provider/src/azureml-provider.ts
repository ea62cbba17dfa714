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
import { toAISDKError } from './from-core/errors.ts'
import { rerankingModel } from './reranking-model.ts'
import { type AzureMLProviderSettings, checkSettings } from './settings/provider-settings.ts'

/** The models of one endpoint. Calling the provider returns a language model, as `languageModel` does. */
export interface AzureMLProvider extends ProviderV4 {
  /** Returns a language model, as `languageModel` does. */
  (deploymentName?: string): LanguageModelV4
  /** Returns the language model of a deployment. @default the deployment of `deploymentName`, else the traffic rules choose */
  languageModel(deploymentName?: string): LanguageModelV4
  /** The same as `languageModel`. */
  chat(deploymentName?: string): LanguageModelV4
  /**
   * Returns the embedding model of a deployment. The provider's URL has to be that of an embeddings route, or `/score`; the format
   * is OpenAI's, or Cohere's if the path is `/v1/embed` or `/v2/embed`.
   * @default as for `languageModel`
   */
  embeddingModel(deploymentName?: string): EmbeddingModelV4
  /** The same as `embeddingModel`. */
  embedding(deploymentName?: string): EmbeddingModelV4
  /** The name of `embeddingModel` in earlier versions of the AI SDK. @deprecated Use `embeddingModel`. */
  textEmbeddingModel(deploymentName?: string): EmbeddingModelV4
  /** Not supported, although Azure has image models. @throws NoSuchModelError always. */
  imageModel(modelId: string): never
  /** Not supported. @throws NoSuchModelError always. */
  transcriptionModel(modelId: string): never
  /** Not supported. @throws NoSuchModelError always. */
  speechModel(modelId: string): never
  /**
   * Returns the reranking model of a deployment. The provider's URL has to be that of a reranking route, such as `/v2/rerank`; the
   * format is Cohere's unless `contentFormatter` is another one for reranking.
   * @default as for `languageModel`
   */
  rerankingModel(deploymentName?: string): RerankingModelV4
  /** The same as `rerankingModel`. */
  reranking(deploymentName?: string): RerankingModelV4
}

/**
 * Creates a provider. The environment is read on the first call of a model, so a provider can be created before its environment
 * exists; the URL, the key and the formatter are checked then, too.
 * @throws InvalidArgumentError for unknown settings, and for wrong values of those that only the provider has.
 */
export function createAzureML(settings: AzureMLProviderSettings = {}): AzureMLProvider {
  check(settings)
  const chat = (name?: string): LanguageModelV4 => chatLanguageModel(new Deployment(settings, 'chat', name))
  const embedding = (name?: string): EmbeddingModelV4 => embeddingModel(new Deployment(settings, 'embedding', name))
  const reranking = (name?: string): RerankingModelV4 => rerankingModel(new Deployment(settings, 'reranking', name))

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

function check(settings: AzureMLProviderSettings): void {
  try {
    checkSettings(settings)
  } catch (error) {
    throw toAISDKError(error)
  }
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
