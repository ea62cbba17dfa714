import { EmbeddingModelV4, JSONObject, LanguageModelV4, ProviderV4 } from "@ai-sdk/provider";
import { EndpointOptions } from "@azureml-endpoints/core";
interface AzureMLProviderSettings extends Omit<EndpointOptions, "contentFormatter" | "maxRetries" | "onRetry"> {
  readonly contentFormatter?: EndpointOptions["contentFormatter"] | undefined;
  readonly supportedUrls?: Readonly<Record<string, RegExp[]>> | undefined;
  readonly coalesceDeltas?: boolean | undefined;
  readonly maxEmbeddingsPerCall?: number | undefined;
  readonly supportsParallelCalls?: boolean | undefined;
}
interface AzureMLProvider extends ProviderV4 {
  (deploymentName?: string): LanguageModelV4;
  languageModel(deploymentName?: string): LanguageModelV4;
  chat(deploymentName?: string): LanguageModelV4;
  embeddingModel(deploymentName?: string): EmbeddingModelV4;
  embedding(deploymentName?: string): EmbeddingModelV4;
  textEmbeddingModel(deploymentName?: string): EmbeddingModelV4;
  imageModel(modelId: string): never;
  transcriptionModel(modelId: string): never;
  speechModel(modelId: string): never;
  rerankingModel(modelId: string): never;
}
declare function createAzureML(settings?: AzureMLProviderSettings): AzureMLProvider;
declare const azureML: AzureMLProvider;
type AzureMLEmbeddingModelOptions = {
  modelKwargs?: JSONObject | undefined;
  user?: string | undefined;
  timeout?: number | undefined;
};
type AzureMLLanguageModelOptions = AzureMLEmbeddingModelOptions & {
  reasoningEffort?: string | undefined;
  jsonSchema?: "native" | "prompt" | undefined;
  strictJsonSchema?: boolean | undefined;
  coalesceDeltas?: boolean | undefined;
};
type AzureMLResponseMetadata = {
  requestId?: string;
  deployment?: string;
  region?: string;
  modelTimeMs?: number;
  contentFilter?: JSONObject;
};
declare const VERSION: string;
export { type AzureMLEmbeddingModelOptions, type AzureMLLanguageModelOptions, type AzureMLProvider, type AzureMLProviderSettings, type AzureMLResponseMetadata, VERSION, azureML, createAzureML };