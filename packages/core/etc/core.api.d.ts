declare const AzureMLEndpointApiType: {
  readonly dedicated: "dedicated";
  readonly serverless: "serverless";
};
type AzureMLEndpointApiType = (typeof AzureMLEndpointApiType)[keyof typeof AzureMLEndpointApiType];
interface TokenCredential {
  getToken(scopes: string | string[], options?: Record<string, unknown>): Promise<{
    readonly token: string;
    readonly expiresOnTimestamp: number;
  } | null>;
}
type EndpointApiKey = string | ((request: KeyRequest) => string | Promise<string>);
interface KeyRequest {
  readonly rejectedKey?: string | undefined;
}
interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly timeout?: number | undefined;
  readonly maxRetries?: number | undefined;
}
type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;
interface SystemMessage {
  readonly role: "system";
  readonly content: string;
}
interface UserMessage {
  readonly role: "user";
  readonly content: string | readonly ContentPart[];
}
interface AssistantMessage {
  readonly role: "assistant";
  readonly content: string;
  readonly reasoning?: string | undefined;
  readonly toolCalls?: readonly ToolCall[] | undefined;
  readonly providerData?: unknown;
}
interface ToolMessage {
  readonly role: "tool";
  readonly content: string;
  readonly toolCallId: string;
}
type ContentPart = TextPart | MediaPart;
interface TextPart {
  readonly type: "text";
  readonly text: string;
}
type MediaPart = LinkedMediaPart | InlineMediaPart;
interface AnyMediaPart {
  readonly type: "image" | "audio" | "video" | "file";
  readonly mediaType?: string | undefined;
  readonly filename?: string | undefined;
  readonly detail?: string | undefined;
}
interface LinkedMediaPart extends AnyMediaPart {
  readonly url: string | URL;
  readonly data?: undefined;
}
interface InlineMediaPart extends AnyMediaPart {
  readonly data: string | Uint8Array;
  readonly url?: undefined;
}
interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  readonly providerData?: unknown;
}
type JSONSchema = {
  readonly [key: string]: unknown;
};
interface Tool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parameters: JSONSchema;
  readonly strict?: boolean | undefined;
}
type ToolChoice = "auto" | "none" | "required" | {
  readonly name: string;
};
type ResponseFormat = {
  readonly type: "text";
} | {
  readonly type: "json";
  readonly schema?: JSONSchema | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly strict?: boolean | undefined;
};
interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly Tool[] | undefined;
  readonly toolChoice?: ToolChoice | undefined;
  readonly responseFormat?: ResponseFormat | undefined;
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
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined;
}
type FinishReason = "stop" | "length" | "tool-calls" | "content-filter" | "interrupted" | "error" | "other";
interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  readonly cachedInputTokens?: number | undefined;
  readonly cacheWriteTokens?: number | undefined;
  readonly reasoningTokens?: number | undefined;
  readonly raw: unknown;
}
interface SentRequest {
  readonly url: string;
  readonly body: unknown;
}
interface Source {
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  readonly text?: string | undefined;
}
interface GeneratedAudio {
  readonly id?: string | undefined;
  readonly data?: string | undefined;
  readonly transcript?: string | undefined;
  readonly mediaType?: string | undefined;
  readonly expiresAt?: Date | undefined;
}
interface AnswerExtras {
  readonly createdAt?: Date | undefined;
  readonly refusal?: string | undefined;
  readonly sources?: readonly Source[] | undefined;
  readonly logprobs?: unknown;
  readonly audio?: GeneratedAudio | undefined;
  readonly serviceTier?: string | undefined;
  readonly systemFingerprint?: string | undefined;
  readonly providerData?: unknown;
}
interface ChatResponse extends AnswerExtras {
  readonly text: string;
  readonly reasoning?: string | undefined;
  readonly toolCalls: ToolCall[];
  readonly finishReason: FinishReason;
  readonly rawFinishReason?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly raw: unknown;
  readonly headers: Headers;
  readonly request: SentRequest;
}
interface ToolCallDelta {
  readonly index: number;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments?: string | undefined;
  readonly providerData?: unknown;
}
interface ChatChunk extends AnswerExtras {
  readonly text?: string | undefined;
  readonly reasoning?: string | undefined;
  readonly toolCalls?: ToolCallDelta[] | undefined;
  readonly finishReason?: FinishReason | undefined;
  readonly rawFinishReason?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly raw: unknown;
  readonly headers?: Headers | undefined;
  readonly request?: SentRequest | undefined;
}
interface Answer {
  readonly raw: unknown;
  readonly headers: Headers;
  readonly request: SentRequest;
}
type Stored<Value> = unknown extends Value ? Value : Value extends Date ? string : Value extends readonly unknown[] | string | number | boolean | undefined ? Value : { readonly [Name in keyof Value as Name extends keyof Answer ? never : Name]: Stored<Value[Name]>; };
declare function toStoredAnswer<Whole extends Answer>(answer: Whole): Stored<Whole>;
interface EmbeddingRequest {
  readonly values: readonly string[];
  readonly dimensions?: number | undefined;
  readonly inputType?: string | undefined;
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined;
}
interface EmbeddingResponse {
  readonly embeddings: number[][];
  readonly usage?: Usage | undefined;
  readonly model?: string | undefined;
  readonly raw: unknown;
  readonly headers: Headers;
  readonly request: SentRequest;
}
interface RequestContext {
  readonly apiType: AzureMLEndpointApiType;
  readonly stream: boolean;
  readonly url: URL;
  readonly modelKwargs: Readonly<Record<string, unknown>>;
  readonly deploymentName?: string | undefined;
}
interface EmbeddingCodec {
  readonly inputTypes?: EmbeddingInputTypes | undefined;
  readonly maxValues?: number | undefined;
  formatRequest(request: EmbeddingRequest, context: RequestContext): unknown;
  parseResponse(body: unknown): ParsedEmbeddingResponse;
}
interface EmbeddingInputTypes {
  readonly document: string;
  readonly query: string;
}
interface ParsedEmbeddingResponse {
  readonly embeddings: number[][];
  readonly usage?: Usage | undefined;
  readonly model?: string | undefined;
}
interface RerankRequest {
  readonly query: string;
  readonly documents: readonly string[];
  readonly topN?: number | undefined;
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined;
}
interface RerankResult {
  readonly index: number;
  readonly score: number;
}
interface RerankResponse {
  readonly results: RerankResult[];
  readonly usage?: Usage | undefined;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly raw: unknown;
  readonly headers: Headers;
  readonly request: SentRequest;
}
interface RerankCodec {
  formatRequest(request: RerankRequest, context: RequestContext): unknown;
  parseResponse(body: unknown): ParsedRerankResponse;
}
interface ParsedRerankResponse {
  readonly results: readonly RerankResult[];
  readonly usage?: Usage | undefined;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
}
declare abstract class ContentFormatterBase {
  abstract readonly name: string;
  abstract readonly codecs: Readonly<Partial<Record<AzureMLEndpointApiType, ContentCodec>>>;
  readonly embeddingCodecs?: Readonly<Partial<Record<AzureMLEndpointApiType, EmbeddingCodec>>> | undefined;
  readonly rerankCodecs?: Readonly<Partial<Record<AzureMLEndpointApiType, RerankCodec>>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly servedAtRoot?: boolean | undefined;
}
interface ContentCodec {
  formatRequest(request: ChatRequest, context: RequestContext): unknown;
  parseResponse(body: unknown, sent?: unknown): ParsedChatResponse;
  openStream?(sent?: unknown): ChatStreamReader;
}
type ChatStreamReader = (event: unknown) => ParsedChatChunk | undefined;
interface ParsedToolCall {
  readonly id?: string | undefined;
  readonly name: string;
  readonly arguments: string;
  readonly providerData?: unknown;
}
interface ParsedToolCallDelta {
  readonly index?: number | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments?: string | undefined;
  readonly providerData?: unknown;
}
interface ParsedChatResponse extends AnswerExtras {
  readonly text: string;
  readonly reasoning?: string | undefined;
  readonly toolCalls?: readonly ParsedToolCall[] | undefined;
  readonly finishReason?: FinishReason | undefined;
  readonly rawFinishReason?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
}
interface ParsedChatChunk extends AnswerExtras {
  readonly text?: string | undefined;
  readonly reasoning?: string | undefined;
  readonly toolCalls?: readonly ParsedToolCallDelta[] | undefined;
  readonly finishReason?: FinishReason | undefined;
  readonly rawFinishReason?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
}
interface StoredError {
  readonly errorType: string;
  readonly name: string;
  readonly message: string;
  readonly setting?: string | undefined;
  readonly status?: number | undefined;
  readonly modelStatus?: number | undefined;
  readonly reason?: string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly formatter?: string | undefined;
  readonly apiType?: string | undefined;
  readonly method?: string | undefined;
}
declare class AzureMLError extends Error {
  override name: string;
  get errorType(): string;
  static isInstance(value: unknown): value is AzureMLError;
  toJSON(): StoredError;
}
interface EndpointErrorDetails {
  readonly status?: number | undefined;
  readonly modelStatus?: number | undefined;
  readonly reason?: string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly headers?: Headers | undefined;
  readonly body?: unknown;
  readonly request?: SentRequest | undefined;
  readonly contentFilter?: unknown;
  readonly retryable?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}
declare class EndpointError extends AzureMLError {
  override name: string;
  readonly status: number | undefined;
  readonly modelStatus: number | undefined;
  readonly reason: string | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly headers: Headers | undefined;
  readonly body: unknown;
  readonly request: SentRequest | undefined;
  readonly contentFilter: unknown;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  constructor(message: string, details?: EndpointErrorDetails);
  override get errorType(): string;
  static override isInstance(value: unknown): value is EndpointError;
  override toJSON(): StoredError;
}
interface EndpointHooks {
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
}
interface RequestEvent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly attempt: number;
}
interface ResponseEvent {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly attempt: number;
  readonly durationMs: number;
}
interface RetryEvent {
  readonly error: EndpointError;
  readonly attempt: number;
  readonly delayMs: number;
}
interface EndpointOptions extends EndpointHooks {
  readonly endpointUrl?: string | URL | undefined;
  readonly endpointApiType?: AzureMLEndpointApiType | undefined;
  readonly endpointApiKey?: EndpointApiKey | undefined;
  readonly credential?: TokenCredential | undefined;
  readonly deploymentName?: string | undefined;
  readonly contentFormatter: ContentFormatterBase | (new () => ContentFormatterBase);
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined;
  readonly timeout?: number | undefined;
  readonly idleTimeout?: number | undefined;
  readonly maxRetries?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly allowInsecureHttp?: boolean | undefined;
}
declare const endpointOptionNames: ReadonlySet<string>;
interface ApiNames {
  readonly renamed?: Readonly<Record<string, string>> | undefined;
  readonly wholeAnswer?: string | undefined;
  readonly formatterOwner?: string | undefined;
}
declare class AzureMLEndpointClient {
  readonly apiType: AzureMLEndpointApiType;
  constructor(options: EndpointOptions, names?: ApiNames);
  chat(request: ChatRequest, options?: CallOptions): Promise<ChatResponse>;
  stream(request: ChatRequest, options?: CallOptions): AsyncGenerator<ChatChunk, void, undefined>;
  streamBatches(request: ChatRequest, options?: CallOptions): AsyncGenerator<readonly ChatChunk[], void, undefined>;
  embed(request: EmbeddingRequest, options?: CallOptions): Promise<EmbeddingResponse>;
  rerank(request: RerankRequest, options?: CallOptions): Promise<RerankResponse>;
}
declare function mapRequest(formatter: ContentFormatterBase, map: (request: ChatRequest, context: RequestContext) => ChatRequest): ContentFormatterBase;
declare function mapBody(formatter: ContentFormatterBase, map: (body: unknown, context: RequestContext) => unknown): ContentFormatterBase;
declare function mapResponse(formatter: ContentFormatterBase, map: (response: ParsedChatResponse) => ParsedChatResponse, openMap?: () => ChatChunkMap): ContentFormatterBase;
type ChatChunkMap = (chunk: ParsedChatChunk | undefined, isEnd: boolean) => ParsedChatChunk | undefined;
interface ConfigurationErrorDetails {
  readonly setting?: string | undefined;
  readonly cause?: unknown;
}
declare class ConfigurationError extends AzureMLError {
  override name: string;
  readonly setting: string | undefined;
  constructor(message: string, details?: ConfigurationErrorDetails);
  override get errorType(): string;
  static override isInstance(value: unknown): value is ConfigurationError;
  override toJSON(): StoredError;
}
interface FormatErrorDetails {
  readonly formatter: string;
  readonly apiType: AzureMLEndpointApiType;
  readonly method: "formatRequest" | "parseResponse" | "openStream";
  readonly payload: unknown;
  readonly cause?: unknown;
}
declare class FormatError extends AzureMLError {
  override name: string;
  readonly formatter: string;
  readonly apiType: AzureMLEndpointApiType;
  readonly method: "formatRequest" | "parseResponse" | "openStream";
  readonly payload: unknown;
  constructor(message: string, details: FormatErrorDetails);
  override get errorType(): string;
  static override isInstance(value: unknown): value is FormatError;
  override toJSON(): StoredError;
}
declare function requestIdIn(headers: Headers): string | undefined;
interface NameHints {
  readonly synonyms: Synonyms;
  readonly advice: ReadonlyMap<string, string>;
}
type Synonyms = Readonly<Record<string, string>>;
declare function rejectUnknownNames(fields: object, known: ReadonlySet<string>, at?: string, hints?: NameHints): void;
declare function adviceForName(name: string, known: ReadonlySet<string>, hints?: NameHints): string;
declare function rightName(name: string, known: ReadonlySet<string>, hints?: NameHints): string | undefined;
declare function plainName(name: string): string;
declare function printable(text: string): string;
declare function isSecretName(name: string): boolean;
declare function rejectConversation(request: Pick<ChatRequest, "modelKwargs">, context: Pick<RequestContext, "modelKwargs">, fields: readonly string[]): void;
declare function rejectStreamContradiction(asked: unknown, stream: boolean): void;
declare function toBase64(bytes: Uint8Array): string;
declare function textOfBase64(base64: string): string | undefined;
declare function firstBytesOf(base64: string): string;
declare function textPieces(text: string, lengths: readonly number[]): readonly string[] | undefined;
type FormatterSetting = ContentFormatterBase | (new () => ContentFormatterBase);
declare function configuredFormatter(formatter: FormatterSetting, options: object): FormatterSetting;
type FormatterOptionRule = "boolean" | readonly string[] | {
  readonly allows: (value: unknown) => boolean;
  readonly wanted: string;
};
declare function checkFormatterOptions(options: unknown, rules: Readonly<Record<string, FormatterOptionRule>>): void;
interface FormatterOptions {
  readonly maxTokensParameter?: string | undefined;
  readonly streamUsage?: boolean | undefined;
  readonly reasoning?: "auto" | "field" | "off" | undefined;
  readonly sendReasoning?: boolean | undefined;
  readonly jsonSchema?: "native" | "prompt" | undefined;
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
declare const formatterOptionNames: readonly (keyof FormatterOptions)[];
declare function formatterOptionsIn(settings: FormatterOptions): FormatterOptions;
type Fields = Readonly<Record<string, unknown>>;
declare function isFields(value: unknown): value is Fields;
declare function isRecord(value: unknown): value is Fields;
declare function jsonHazard(value: unknown, depth?: number): string | undefined;
declare function redactParameters<Parameters>(parameters: Parameters, replacement?: (secret: string) => string | undefined): Parameters;
export { type AnswerExtras, type ApiNames, type AssistantMessage, AzureMLEndpointApiType, AzureMLEndpointClient, AzureMLError, type CallOptions, type ChatChunk, type ChatChunkMap, type ChatMessage, type ChatRequest, type ChatResponse, type ChatStreamReader, ConfigurationError, type ConfigurationErrorDetails, type ContentCodec, ContentFormatterBase, type ContentPart, type EmbeddingCodec, type EmbeddingInputTypes, type EmbeddingRequest, type EmbeddingResponse, type EndpointApiKey, EndpointError, type EndpointErrorDetails, type EndpointHooks, type EndpointOptions, type Fields, type FinishReason, FormatError, type FormatErrorDetails, type FormatterOptionRule, type FormatterOptions, type GeneratedAudio, type InlineMediaPart, type JSONSchema, type KeyRequest, type LinkedMediaPart, type MediaPart, type ParsedChatChunk, type ParsedChatResponse, type ParsedEmbeddingResponse, type ParsedRerankResponse, type ParsedToolCall, type ParsedToolCallDelta, type RequestContext, type RequestEvent, type RerankCodec, type RerankRequest, type RerankResponse, type RerankResult, type ResponseEvent, type ResponseFormat, type RetryEvent, type SentRequest, type Source, type Stored, type StoredError, type SystemMessage, type TextPart, type TokenCredential, type Tool, type ToolCall, type ToolCallDelta, type ToolChoice, type ToolMessage, type Usage, type UserMessage, adviceForName, checkFormatterOptions, configuredFormatter, endpointOptionNames, firstBytesOf, formatterOptionNames, formatterOptionsIn, isFields, isRecord, isSecretName, jsonHazard, mapBody, mapRequest, mapResponse, plainName, printable, redactParameters, rejectConversation, rejectStreamContradiction, rejectUnknownNames, requestIdIn, rightName, textOfBase64, textPieces, toBase64, toStoredAnswer };