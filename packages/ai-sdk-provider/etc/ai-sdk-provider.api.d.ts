import { EmbeddingModelV4, JSONObject, JSONValue, LanguageModelV4, ProviderV4, RerankingModelV4, SharedV4ProviderMetadata } from "@ai-sdk/provider";
import { EndpointOptions, FormatterOptions, FormatterOptions as AzureMLFormatterOptions } from "@azureml-endpoints/core";
interface AzureMLMetadataExtractor {
  extractMetadata(answer: ParsedAnswer): PromiseLike<SharedV4ProviderMetadata | undefined>;
  createStreamExtractor(): AzureMLStreamMetadataExtractor;
}
interface ParsedAnswer {
  readonly parsedBody: unknown;
}
interface AzureMLStreamMetadataExtractor {
  processChunk(parsedChunk: unknown): void;
  buildMetadata(): SharedV4ProviderMetadata | undefined;
}
interface AzureMLProviderSettings extends Omit<EndpointOptions, "contentFormatter" | "maxRetries" | "onRetry">, FormatterOptions {
  readonly name?: string | undefined;
  readonly contentFormatter?: EndpointOptions["contentFormatter"] | undefined;
  readonly supportedUrls?: Readonly<Record<string, RegExp[]>> | undefined;
  readonly coalesceDeltas?: boolean | undefined;
  readonly transformRequestBody?: ((body: JSONObject) => JSONObject) | undefined;
  readonly metadataExtractor?: AzureMLMetadataExtractor | undefined;
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
  rerankingModel(deploymentName?: string): RerankingModelV4;
  reranking(deploymentName?: string): RerankingModelV4;
}
declare function createAzureML(settings?: AzureMLProviderSettings): AzureMLProvider;
declare const azureML: AzureMLProvider;
type AzureMLRerankingModelOptions = {
  modelKwargs?: JSONObject | undefined;
  timeout?: number | undefined;
};
type UserOption = {
  user?: string | undefined;
};
type AzureMLEmbeddingModelOptions = AzureMLRerankingModelOptions & UserOption & {
  inputType?: string | undefined;
};
type AzureMLLanguageModelOptions = AzureMLRerankingModelOptions & UserOption & {
  reasoningEffort?: string | undefined;
  parallelToolCalls?: boolean | undefined;
  logprobs?: boolean | undefined;
  topLogprobs?: number | undefined;
  logitBias?: Record<string, number> | undefined;
  sendReasoning?: boolean | undefined;
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
  refusal?: string;
  logprobs?: JSONValue;
  serviceTier?: string;
  systemFingerprint?: string;
};
declare const VERSION: string;
export { type AzureMLEmbeddingModelOptions, type AzureMLFormatterOptions, type AzureMLLanguageModelOptions, type AzureMLMetadataExtractor, type AzureMLProvider, type AzureMLProviderSettings, type AzureMLRerankingModelOptions, type AzureMLResponseMetadata, type AzureMLStreamMetadataExtractor, VERSION, azureML, createAzureML };