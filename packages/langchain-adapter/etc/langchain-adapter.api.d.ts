import { CallbackManagerForLLMRun, Callbacks } from "@langchain/core/callbacks/manager";
import { BaseLanguageModelInput, StructuredOutputMethodOptions } from "@langchain/core/language_models/base";
import { BaseChatModel, BaseChatModelCallOptions, BaseChatModelParams, BindToolsInput, LangSmithParams, ToolChoice } from "@langchain/core/language_models/chat_models";
import { ChatModelStreamEvent } from "@langchain/core/language_models/event";
import { ModelProfile } from "@langchain/core/language_models/profile";
import { AIMessageChunk, BaseMessage, BaseMessageLike, MessageContent } from "@langchain/core/messages";
import { ChatGenerationChunk, ChatResult, GenerationChunk, LLMResult } from "@langchain/core/outputs";
import { Runnable, RunnableBinding, RunnableConfig, RunnableWithFallbacks } from "@langchain/core/runnables";
import { IterableReadableStream } from "@langchain/core/utils/stream";
import { AzureMLEndpointApiType, AzureMLError, ConfigurationError, EndpointError, EndpointOptions, FormatError, FormatterOptions, ResponseFormat } from "@azureml-endpoints/core";
import { SerializableSchema } from "@langchain/core/utils/standard_schema";
import { InteropZodType } from "@langchain/core/utils/types";
import { StreamEvent } from "@langchain/core/tracers/log_stream";
import { BaseLLM, BaseLLMCallOptions, BaseLLMParams } from "@langchain/core/language_models/llms";
import { Embeddings } from "@langchain/core/embeddings";
import { AsyncCallerParams } from "@langchain/core/utils/async_caller";
import { DocumentInterface } from "@langchain/core/documents";
import { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";
import { CustomOpenAIChatContentFormatter } from "@azureml-endpoints/formatters-openai";
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
  readonly __includeRawResponse?: boolean | undefined;
  readonly profile?: ModelProfile | undefined;
}
interface AzureMLChatOnlineEndpointCallOptions extends BaseChatModelCallOptions, EndpointCallOptions {
  tools?: BindToolsInput[] | undefined;
  response_format?: Readonly<Record<string, unknown>> | undefined;
  responseFormat?: ResponseFormat | Readonly<Record<string, unknown>> | undefined;
  parallel_tool_calls?: boolean | undefined;
  strict?: boolean | undefined;
}
type OutputFields = Exclude<ToolChoice, string>;
type StructuredSchema<Output extends OutputFields> = InteropZodType<Output> | SerializableSchema<Output> | OutputFields;
type ChatModelStream = ReturnType<BaseChatModel["streamEvents"]>;
type Versioned = Partial<AzureMLChatOnlineEndpointCallOptions> & {
  readonly version: "v1" | "v2";
};
type EventFilter = Parameters<RunnableBinding<unknown, unknown>["streamEvents"]>[2];
type Fallbacks<Input, Output> = {
  fallbacks: Runnable<Input, Output>[];
} | Runnable<Input, Output>[];
type CallOptions$2 = AzureMLChatOnlineEndpointCallOptions;
declare class BoundChatModel extends RunnableBinding<BaseLanguageModelInput, AIMessageChunk, CallOptions$2> {
  bound: BaseChatModel<CallOptions$2>;
  static of(bound: BaseChatModel<CallOptions$2>, options: Partial<CallOptions$2>): BoundChatModel;
  override get lc_id(): string[];
  get profile(): ModelProfile;
  override withConfig(config: Partial<CallOptions$2>): BoundChatModel;
  bindTools(tools: BindToolsInput[], options?: Partial<CallOptions$2>): BoundChatModel;
  get withStructuredOutput(): BaseChatModel["withStructuredOutput"];
  override streamEvents(input: BaseLanguageModelInput, options?: Partial<CallOptions$2>): ChatModelStream;
  override streamEvents(input: BaseLanguageModelInput, options: Versioned & {
    readonly encoding: "text/event-stream";
  }, filter?: EventFilter): IterableReadableStream<Uint8Array>;
  override streamEvents(input: BaseLanguageModelInput, options: Versioned, filter?: EventFilter): IterableReadableStream<StreamEvent>;
  override withFallbacks(fields: Fallbacks<BaseLanguageModelInput, AIMessageChunk>): RunnableWithFallbacks<BaseLanguageModelInput, AIMessageChunk>;
}
declare abstract class ComposableChatModel extends BaseChatModel<AzureMLChatOnlineEndpointCallOptions> {
  override bindTools(tools: BindToolsInput[], kwargs?: Partial<AzureMLChatOnlineEndpointCallOptions>): BoundChatModel;
  override withConfig(config: Partial<AzureMLChatOnlineEndpointCallOptions>): BoundChatModel;
  override withStructuredOutput<RunOutput extends OutputFields = OutputFields>(outputSchema: StructuredSchema<RunOutput>, config?: StructuredOutputMethodOptions<false>): Runnable<BaseLanguageModelInput, RunOutput>;
  override withStructuredOutput<RunOutput extends OutputFields = OutputFields>(outputSchema: StructuredSchema<RunOutput>, config?: StructuredOutputMethodOptions<true>): Runnable<BaseLanguageModelInput, {
    raw: BaseMessage;
    parsed: RunOutput;
  }>;
  override withStructuredOutput<RunOutput extends OutputFields = OutputFields>(outputSchema: StructuredSchema<RunOutput>, config?: StructuredOutputMethodOptions<boolean>): Runnable<BaseLanguageModelInput, RunOutput> | Runnable<BaseLanguageModelInput, {
    raw: BaseMessage;
    parsed: RunOutput;
  }>;
  override streamEvents(input: BaseLanguageModelInput, options?: Partial<AzureMLChatOnlineEndpointCallOptions>): ChatModelStream;
  override streamEvents(input: BaseLanguageModelInput, options: Versioned & {
    readonly encoding: "text/event-stream";
  }, filter?: EventFilter): IterableReadableStream<Uint8Array>;
  override streamEvents(input: BaseLanguageModelInput, options: Versioned, filter?: EventFilter): IterableReadableStream<StreamEvent>;
  override withFallbacks(fields: Fallbacks<BaseLanguageModelInput, AIMessageChunk>): RunnableWithFallbacks<BaseLanguageModelInput, AIMessageChunk>;
}
type CallOptions$1 = AzureMLChatOnlineEndpointCallOptions;
declare class AzureMLChatOnlineEndpoint extends ComposableChatModel {
  override lc_serializable: boolean;
  readonly streaming: boolean;
  constructor(fields?: AzureMLChatOnlineEndpointFields);
  static override lc_name(): string;
  override get lc_serializable_keys(): string[];
  override get lc_aliases(): Record<string, string>;
  override get lc_secrets(): Record<string, string>;
  override get profile(): ModelProfile;
  override _llmType(): string;
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
export { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointCallOptions, type AzureMLChatOnlineEndpointFields, AzureMLEmbeddings, type AzureMLEmbeddingsFields, AzureMLEndpointApiType, AzureMLError, AzureMLOnlineEndpoint, type AzureMLOnlineEndpointCallOptions, type AzureMLOnlineEndpointFields, AzureMLRerank, type AzureMLRerankFields, type BoundChatModel, ConfigurationError, CustomOpenAIChatContentFormatter, type EndpointCallOptions, EndpointError, type EndpointFields, FormatError, type ModelParameters, type OperationFields, type OutputFields, type RelevanceScore, type RerankCallOptions, type StructuredSchema };