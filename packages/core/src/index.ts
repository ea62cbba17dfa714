export { AzureMLEndpointApiType } from './messages/api-type.ts'
export type { EndpointApiKey, KeyRequest, TokenCredential } from './endpoint/authorization.ts'
export type { CallOptions } from './operations/call-options.ts'
export type {
  AssistantMessage,
  ChatMessage,
  ContentPart,
  InlineMediaPart,
  LinkedMediaPart,
  MediaPart,
  SystemMessage,
  TextPart,
  ToolCall,
  ToolMessage,
  UserMessage,
} from './messages/chat-message.ts'
export type { ChatRequest, JSONSchema, ResponseFormat, Tool, ToolChoice } from './messages/chat-request.ts'
export type {
  AnswerExtras,
  ChatChunk,
  ChatResponse,
  FinishReason,
  GeneratedAudio,
  SentRequest,
  Source,
  ToolCallDelta,
  Usage,
} from './messages/chat-response.ts'
export { type Stored, toStoredAnswer } from './messages/stored-answer.ts'
export { AzureMLEndpointClient } from './client.ts'
export { type ChatChunkMap, mapBody, mapRequest, mapResponse } from './formatter/compose.ts'
export type { EmbeddingCodec, EmbeddingInputTypes, ParsedEmbeddingResponse } from './formatter/embedding-codec.ts'
export type { ParsedRerankResponse, RerankCodec } from './formatter/rerank-codec.ts'
export type { RerankRequest, RerankResponse, RerankResult } from './messages/rerank.ts'
export type { EmbeddingRequest, EmbeddingResponse } from './messages/embedding.ts'
export type { ApiNames } from './errors/api-names.ts'
export { AzureMLError, type StoredError } from './errors/azureml-error.ts'
export { EndpointError, type EndpointErrorDetails } from './errors/endpoint-error.ts'
export { ConfigurationError, type ConfigurationErrorDetails } from './errors/configuration-error.ts'
export { FormatError, type FormatErrorDetails } from './errors/format-error.ts'
export { requestIdIn } from './endpoint/request-id.ts'
export { ContentFormatterBase } from './formatter/formatter.ts'
export type {
  ChatStreamReader,
  ContentCodec,
  ParsedChatChunk,
  ParsedChatResponse,
  ParsedToolCall,
  ParsedToolCallDelta,
} from './formatter/formatter.ts'
export type { RequestContext } from './formatter/request-context.ts'
export type { EndpointHooks, RequestEvent, ResponseEvent, RetryEvent } from './endpoint/hooks.ts'
export { adviceForName, plainName, rejectUnknownNames, rightName } from './errors/unknown-names.ts'
export { printable } from './errors/printable.ts'
export { isSecretName } from './redaction/secret-names.ts'
export { rejectConversation, rejectStreamContradiction } from './formatter/model-kwargs.ts'
export { firstBytesOf, textOfBase64, toBase64 } from './formatter/base64.ts'
export { textPieces } from './formatter/text-pieces.ts'
export { configuredFormatter } from './formatter/options/configured-formatter.ts'
export { checkFormatterOptions, type FormatterOptionRule } from './formatter/options/check-options.ts'
export { formatterOptionNames, type FormatterOptions, formatterOptionsIn } from './formatter/options/option-names.ts'
export { type Fields, isFields, isRecord } from './json/fields.ts'
export { jsonHazard } from './json/json-hazard.ts'
export { redactParameters } from './redaction/secret-parameters.ts'
export { endpointOptionNames, type EndpointOptions } from './endpoint/options.ts'
