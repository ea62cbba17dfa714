import { CallbackManagerForLLMRun, Callbacks } from "@langchain/core/callbacks/manager";
import { BaseLanguageModelInput, StructuredOutputMethodOptions } from "@langchain/core/language_models/base";
import { BaseChatModel, BaseChatModelCallOptions, BaseChatModelParams, BindToolsInput, LangSmithParams } from "@langchain/core/language_models/chat_models";
import { ChatModelStreamEvent } from "@langchain/core/language_models/event";
import { ModelProfile } from "@langchain/core/language_models/profile";
import { AIMessageChunk, BaseMessage, BaseMessageLike, MessageContent } from "@langchain/core/messages";
import { ChatGenerationChunk, ChatResult, GenerationChunk, LLMResult } from "@langchain/core/outputs";
import { Runnable, RunnableConfig } from "@langchain/core/runnables";
import { IterableReadableStream } from "@langchain/core/utils/stream";
import { AzureMLEndpointApiType, EndpointOptions, ResponseFormat } from "@azureml-endpoints/core";
import { SerializableSchema } from "@langchain/core/utils/standard_schema";
import { ZodV3Like, ZodV4Like } from "@langchain/core/utils/types";
import { CustomOpenAIChatContentFormatter, OpenAIFormatterOptions } from "@azureml-endpoints/formatters-openai";
import { BaseLLM, BaseLLMCallOptions, BaseLLMParams } from "@langchain/core/language_models/llms";
import { Embeddings } from "@langchain/core/embeddings";
import { AsyncCallerParams } from "@langchain/core/utils/async_caller";
import { DocumentInterface } from "@langchain/core/documents";
import { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";
interface FormatterOptions extends OpenAIFormatterOptions {
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
interface ModelParameters {
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly topK?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly stop?: string | readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly reasoningEffort?: string | undefined;
  readonly parallelToolCalls?: boolean | undefined;
  readonly logprobs?: boolean | undefined;
  readonly topLogprobs?: number | undefined;
  readonly logitBias?: Readonly<Record<string, number>> | undefined;
  readonly user?: string | undefined;
}
interface EndpointFields extends Omit<EndpointOptions, "contentFormatter" | "onRetry">, ModelParameters, FormatterOptions {
  readonly contentFormatter?: EndpointOptions["contentFormatter"] | undefined;
  readonly maxRetries?: number | undefined;
  readonly apiKey?: EndpointOptions["endpointApiKey"];
  readonly model?: string | undefined;
  readonly modelName?: string | undefined;
  readonly stopSequences?: readonly string[] | undefined;
}
interface EndpointCallOptions extends Omit<ModelParameters, "stop"> {
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
}
interface AzureMLChatOnlineEndpointFields extends EndpointFields, Omit<BaseChatModelParams, "maxRetries"> {
  readonly responseFormat?: ResponseFormat | Readonly<Record<string, unknown>> | undefined;
  readonly streaming?: boolean | undefined;
  readonly profile?: ModelProfile | undefined;
}
interface AzureMLChatOnlineEndpointCallOptions extends BaseChatModelCallOptions, EndpointCallOptions {
  tools?: BindToolsInput[] | undefined;
  response_format?: Readonly<Record<string, unknown>> | undefined;
  responseFormat?: ResponseFormat | Readonly<Record<string, unknown>> | undefined;
  parallel_tool_calls?: boolean | undefined;
  strict?: boolean | undefined;
}
type StructuredSchema<Output extends object> = SerializableSchema<Output> | ZodV3Like<Output> | ZodV4Like<Output> | Record<string, unknown>;
type CallOptions$1 = AzureMLChatOnlineEndpointCallOptions;
declare class AzureMLChatOnlineEndpoint extends BaseChatModel<CallOptions$1> {
  override lc_serializable: boolean;
  readonly streaming: boolean;
  constructor(fields?: AzureMLChatOnlineEndpointFields);
  static override lc_name(): string;
  override get lc_serializable_keys(): string[];
  override get lc_secrets(): Record<string, string>;
  override get profile(): ModelProfile;
  override _llmType(): string;
  override bindTools(tools: BindToolsInput[], kwargs?: Partial<CallOptions$1>): Runnable<BaseLanguageModelInput, AIMessageChunk, CallOptions$1>;
  override withConfig(config: Partial<CallOptions$1>): Runnable<BaseLanguageModelInput, AIMessageChunk, CallOptions$1>;
  override withStructuredOutput<Output extends object = Record<string, unknown>>(schema: StructuredSchema<Output>, config?: StructuredOutputMethodOptions<false>): Runnable<BaseLanguageModelInput, Output>;
  override withStructuredOutput<Output extends object = Record<string, unknown>>(schema: StructuredSchema<Output>, config?: StructuredOutputMethodOptions<true>): Runnable<BaseLanguageModelInput, {
    raw: BaseMessage;
    parsed: Output;
  }>;
  override withStructuredOutput<Output extends object = Record<string, unknown>>(schema: StructuredSchema<Output>, config?: StructuredOutputMethodOptions<boolean>): Runnable<BaseLanguageModelInput, Output> | Runnable<BaseLanguageModelInput, {
    raw: BaseMessage;
    parsed: Output;
  }>;
  override stream(input: BaseLanguageModelInput, options?: Partial<CallOptions$1>): Promise<IterableReadableStream<AIMessageChunk>>;
  override generate(messages: BaseMessageLike[][], options?: string[] | Partial<CallOptions$1>, callbacks?: Callbacks): Promise<LLMResult>;
  override _generate(messages: BaseMessage[], options: this["ParsedCallOptions"], runManager?: CallbackManagerForLLMRun): Promise<ChatResult>;
  override _streamResponseChunks(messages: BaseMessage[], options: this["ParsedCallOptions"], runManager?: CallbackManagerForLLMRun): AsyncGenerator<ChatGenerationChunk>;
  override _streamChatModelEvents(messages: BaseMessage[], options: this["ParsedCallOptions"]): AsyncGenerator<ChatModelStreamEvent>;
  override invocationParams(options?: this["ParsedCallOptions"]): Record<string, unknown>;
  override getLsParams(options: this["ParsedCallOptions"]): LangSmithParams;
  override _identifyingParams(): Record<string, unknown>;
  override _getSerializedCacheKeyParametersForCall(options: CallOptions$1 & {
    config?: RunnableConfig;
  }): string;
  override _combineLLMOutput(...outputs: LLMResult["llmOutput"][]): LLMResult["llmOutput"];
  override getNumTokens(content: MessageContent): Promise<number>;
  getNumTokensFromMessages(messages: BaseMessage[]): Promise<{
    totalCount: number;
    countPerMessage: number[];
  }>;
  protected override _separateRunnableConfigFromCallOptionsCompat(options?: Partial<CallOptions$1>): [RunnableConfig, this["ParsedCallOptions"]];
}
interface AzureMLOnlineEndpointFields extends EndpointFields, Omit<BaseLLMParams, "maxRetries"> {
  readonly contentFormatter?: EndpointFields["contentFormatter"];
}
interface AzureMLOnlineEndpointCallOptions extends BaseLLMCallOptions, EndpointCallOptions {}
type CallOptions = AzureMLOnlineEndpointCallOptions;
declare class AzureMLOnlineEndpoint extends BaseLLM<CallOptions> {
  override lc_serializable: boolean;
  constructor(fields?: AzureMLOnlineEndpointFields);
  static override lc_name(): string;
  override get lc_serializable_keys(): string[];
  override get lc_secrets(): Record<string, string>;
  override _llmType(): string;
  override stream(input: BaseLanguageModelInput, options?: Partial<CallOptions>): Promise<IterableReadableStream<string>>;
  override _generate(prompts: string[], options: this["ParsedCallOptions"]): Promise<LLMResult>;
  override _streamResponseChunks(prompt: string, options: this["ParsedCallOptions"], runManager?: CallbackManagerForLLMRun): AsyncGenerator<GenerationChunk>;
  override invocationParams(options?: this["ParsedCallOptions"]): Record<string, unknown>;
  override _identifyingParams(): Record<string, unknown>;
  override _getSerializedCacheKeyParametersForCall(options: CallOptions & {
    config?: RunnableConfig;
  }): string;
  override withConfig(config: Partial<CallOptions>): Runnable<BaseLanguageModelInput, string, CallOptions>;
  override getNumTokens(content: MessageContent): Promise<number>;
  protected override _separateRunnableConfigFromCallOptionsCompat(options?: Partial<CallOptions>): [RunnableConfig, this["ParsedCallOptions"]];
}
interface OperationFields extends Omit<EndpointFields, keyof ModelParameters | keyof FormatterOptions | "stopSequences" | "contentFormatter">, Omit<AsyncCallerParams, "maxRetries"> {
  readonly contentFormatter?: EndpointFields["contentFormatter"] | undefined;
}
interface AzureMLEmbeddingsFields extends OperationFields {
  readonly contentFormatter?: OperationFields["contentFormatter"];
  readonly batchSize?: number | undefined;
  readonly dimensions?: number | undefined;
  readonly inputType?: string | undefined;
}
declare class AzureMLEmbeddings extends Embeddings {
  readonly batchSize: number;
  readonly dimensions: number | undefined;
  constructor(fields?: AzureMLEmbeddingsFields);
  embedDocuments(documents: string[]): Promise<number[][]>;
  embedQuery(text: string): Promise<number[]>;
}
interface AzureMLRerankFields extends OperationFields {
  readonly contentFormatter?: OperationFields["contentFormatter"];
  readonly topN?: number | undefined;
}
interface RelevanceScore {
  readonly index: number;
  readonly relevanceScore: number;
}
interface RerankCallOptions {
  readonly topN?: number | undefined;
}
declare class AzureMLRerank extends BaseDocumentCompressor {
  readonly topN: number | undefined;
  constructor(fields?: AzureMLRerankFields);
  compressDocuments(documents: DocumentInterface[], query: string): Promise<DocumentInterface[]>;
  rerank(documents: readonly (DocumentInterface | string)[], query: string, options?: RerankCallOptions): Promise<RelevanceScore[]>;
}
export { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointCallOptions, type AzureMLChatOnlineEndpointFields, AzureMLEmbeddings, type AzureMLEmbeddingsFields, AzureMLEndpointApiType, AzureMLOnlineEndpoint, type AzureMLOnlineEndpointCallOptions, type AzureMLOnlineEndpointFields, AzureMLRerank, type AzureMLRerankFields, CustomOpenAIChatContentFormatter, type EndpointCallOptions, type EndpointFields, type ModelParameters, type OperationFields, type RelevanceScore, type RerankCallOptions, type StructuredSchema };