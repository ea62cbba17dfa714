import { EmbeddingModelV4, JSONObject, JSONValue, LanguageModelV4, ProviderV4, RerankingModelV4 } from "@ai-sdk/provider";
import { EndpointOptions } from "@azureml-endpoints/core";
import { OpenAIFormatterOptions } from "@azureml-endpoints/formatters-openai";
interface AzureMLFormatterOptions extends OpenAIFormatterOptions {
  readonly defaultMaxTokens?: number | undefined;
  readonly cacheControl?: "5m" | "1h" | undefined;
  readonly citations?: boolean | undefined;
  readonly betas?: readonly string[] | undefined;
  readonly reasoningSummary?: "auto" | "concise" | "detailed" | undefined;
  readonly chatTemplate?: string | ((...args: never) => unknown) | undefined;
  readonly addBosToken?: boolean | undefined;
  readonly stripPrompt?: boolean | undefined;
  readonly input?: "list" | "pandas-split" | undefined;
  readonly column?: string | undefined;
  readonly chatInput?: string | undefined;
  readonly chatHistory?: string | false | undefined;
  readonly chatOutput?: string | undefined;
}
interface AzureMLProviderSettings extends Omit<EndpointOptions, "contentFormatter" | "maxRetries" | "onRetry">, AzureMLFormatterOptions {
  readonly name?: string | undefined;
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
export { type AzureMLEmbeddingModelOptions, type AzureMLFormatterOptions, type AzureMLLanguageModelOptions, type AzureMLProvider, type AzureMLProviderSettings, type AzureMLRerankingModelOptions, type AzureMLResponseMetadata, VERSION, azureML, createAzureML };