export { AzureMLEndpointApiType } from './api-type.ts'
export type { EndpointApiKey, TokenCredential } from './authorization.ts'
export type { CallOptions } from './call.ts'
export type {
  AssistantMessage,
  ChatChunk,
  ChatMessage,
  ChatRequest,
  ChatResponse,
  ContentPart,
  FinishReason,
  JSONSchema,
  MediaPart,
  ResponseFormat,
  SentRequest,
  SystemMessage,
  TextPart,
  Tool,
  ToolCall,
  ToolCallDelta,
  ToolChoice,
  ToolMessage,
  Usage,
  UserMessage,
} from './chat.ts'
export { AzureMLEndpointClient } from './client.ts'
export { type ChatChunkMap, mapRequest, mapResponse } from './compose.ts'
export type { EmbeddingCodec, EmbeddingRequest, EmbeddingResponse, ParsedEmbeddingResponse } from './embedding.ts'
export { AzureMLError, ConfigurationError, EndpointError, FormatError } from './errors.ts'
export type { ConfigurationErrorDetails, EndpointErrorDetails, FormatErrorDetails } from './errors.ts'
export { requestIdIn } from './failure.ts'
export { ContentFormatterBase } from './formatter.ts'
export type {
  ChatStreamReader,
  ContentCodec,
  ParsedChatChunk,
  ParsedChatResponse,
  ParsedToolCall,
  ParsedToolCallDelta,
  RequestContext,
} from './formatter.ts'
export type { EndpointHooks, RequestEvent, ResponseEvent, RetryEvent } from './hooks.ts'
export { isSecretName } from './secret-names.ts'
export type { EndpointOptions } from './settings.ts'
