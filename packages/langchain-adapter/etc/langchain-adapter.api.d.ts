import { CallbackManagerForLLMRun } from "@langchain/core/callbacks/manager";
import { BaseLanguageModelInput, StructuredOutputMethodOptions } from "@langchain/core/language_models/base";
import { BaseChatModel, BaseChatModelCallOptions, BaseChatModelParams, BindToolsInput, LangSmithParams } from "@langchain/core/language_models/chat_models";
import { ChatModelStreamEvent } from "@langchain/core/language_models/event";
import { ModelProfile } from "@langchain/core/language_models/profile";
import { AIMessageChunk, BaseMessage, MessageContent } from "@langchain/core/messages";
import { ChatGenerationChunk, ChatResult, GenerationChunk, LLMResult } from "@langchain/core/outputs";
import { Runnable, RunnableConfig } from "@langchain/core/runnables";
import { IterableReadableStream } from "@langchain/core/utils/stream";
import { AzureMLEndpointApiType, EndpointOptions, ResponseFormat } from "@azureml-endpoints/core";
import { SerializableSchema } from "@langchain/core/utils/standard_schema";
import { ZodV3Like, ZodV4Like } from "@langchain/core/utils/types";
import { BaseLLM, BaseLLMCallOptions, BaseLLMParams } from "@langchain/core/language_models/llms";
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
}
interface EndpointFields extends Omit<EndpointOptions, "contentFormatter" | "onRetry">, ModelParameters {
  readonly contentFormatter?: EndpointOptions["contentFormatter"] | undefined;
  readonly maxRetries?: number | undefined;
  readonly apiKey?: EndpointOptions["endpointApiKey"];
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
  strict?: boolean | undefined;
}
type StructuredSchema<Output extends Record<string, unknown>> = SerializableSchema<Output> | ZodV3Like<Output> | ZodV4Like<Output> | Record<string, unknown>;
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
  override withStructuredOutput<Output extends Record<string, unknown> = Record<string, unknown>>(schema: StructuredSchema<Output>, config?: StructuredOutputMethodOptions<false>): Runnable<BaseLanguageModelInput, Output>;
  override withStructuredOutput<Output extends Record<string, unknown> = Record<string, unknown>>(schema: StructuredSchema<Output>, config?: StructuredOutputMethodOptions<true>): Runnable<BaseLanguageModelInput, {
    raw: BaseMessage;
    parsed: Output;
  }>;
  override stream(input: BaseLanguageModelInput, options?: Partial<CallOptions$1>): Promise<IterableReadableStream<AIMessageChunk>>;
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
interface AzureMLOnlineEndpointFields extends EndpointFields, Omit<BaseLLMParams, "maxRetries"> {}
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
export { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointCallOptions, type AzureMLChatOnlineEndpointFields, AzureMLEndpointApiType, AzureMLOnlineEndpoint, type AzureMLOnlineEndpointCallOptions, type AzureMLOnlineEndpointFields, CustomOpenAIChatContentFormatter, type EndpointCallOptions, type EndpointFields, type ModelParameters, type StructuredSchema };