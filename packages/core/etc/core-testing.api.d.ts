declare const AzureMLEndpointApiType: {
  readonly dedicated: "dedicated";
  readonly serverless: "serverless";
};
type AzureMLEndpointApiType = (typeof AzureMLEndpointApiType)[keyof typeof AzureMLEndpointApiType];
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
interface RecordedExchange {
  readonly name: string;
  readonly apiType: AzureMLEndpointApiType;
  readonly context?: Partial<RequestContext> | undefined;
  readonly request?: ChatRequest | undefined;
  readonly body?: unknown;
  readonly response?: unknown;
  readonly events?: readonly unknown[] | undefined;
  readonly expected: ExpectedAnswer;
}
interface ExpectedAnswer extends Partial<Pick<ChatResponse, "text" | "reasoning" | "finishReason">> {
  readonly toolCalls?: readonly (Omit<ToolCall, "id"> & Partial<Pick<ToolCall, "id">>)[] | undefined;
  readonly usage?: Partial<Usage> | undefined;
}
interface RecordedOperation {
  readonly name: string;
  readonly apiType: AzureMLEndpointApiType;
  readonly context?: Partial<RequestContext> | undefined;
  readonly body?: unknown;
  readonly response?: unknown;
}
interface ExpectedUsage {
  readonly usage?: Partial<Usage> | undefined;
}
interface RecordedEmbedding extends RecordedOperation {
  readonly request: EmbeddingRequest;
  readonly expected?: (Partial<Pick<EmbeddingResponse, "embeddings">> & ExpectedUsage) | undefined;
}
interface RecordedReranking extends RecordedOperation {
  readonly request: RerankRequest;
  readonly expected?: (Partial<Pick<RerankResponse, "results">> & ExpectedUsage) | undefined;
}
interface OtherExchanges {
  readonly embeddings?: readonly RecordedEmbedding[] | undefined;
  readonly rerankings?: readonly RecordedReranking[] | undefined;
}
declare function testContentFormatter(formatter: ContentFormatterBase | (new () => ContentFormatterBase), exchanges: readonly RecordedExchange[], others?: OtherExchanges): void;
interface FakeRequest {
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}
type FakeAnswer = unknown;
interface FakeFetch {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  readonly requests: readonly FakeRequest[];
}
declare function fakeFetch(...answers: readonly FakeAnswer[]): FakeFetch;
declare function sse(events: readonly unknown[]): string;
export { type ExpectedAnswer, type ExpectedUsage, type FakeAnswer, type FakeFetch, type FakeRequest, type OtherExchanges, type RecordedEmbedding, type RecordedExchange, type RecordedReranking, fakeFetch, sse, testContentFormatter };