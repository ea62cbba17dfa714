import { ContentCodec, ContentFormatterBase, EmbeddingCodec } from "@azureml-endpoints/core";
type ReasoningMode = "auto" | "field" | "off";
interface OpenAIFormatterOptions {
  readonly maxTokensParameter?: string | undefined;
  readonly streamUsage?: boolean | undefined;
  readonly reasoning?: ReasoningMode | undefined;
  readonly sendReasoning?: boolean | undefined;
  readonly jsonSchema?: "native" | "prompt" | undefined;
}
interface OpenAICodecs {
  readonly dedicated: Required<ContentCodec>;
  readonly serverless: Required<ContentCodec>;
}
interface OpenAIEmbeddingCodecs {
  readonly dedicated: EmbeddingCodec;
  readonly serverless: EmbeddingCodec;
}
declare class CustomOpenAIChatContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: OpenAICodecs;
  override readonly embeddingCodecs: OpenAIEmbeddingCodecs;
  constructor(options?: OpenAIFormatterOptions);
}
declare class LlamaChatContentFormatter extends CustomOpenAIChatContentFormatter {
  override readonly name: string;
  constructor(options?: OpenAIFormatterOptions);
}
declare class MistralChatContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: OpenAICodecs;
  override readonly embeddingCodecs: OpenAIEmbeddingCodecs;
  constructor(options?: OpenAIFormatterOptions);
}
interface OpenAIResponsesOptions {
  readonly sendReasoning?: boolean | undefined;
  readonly reasoningSummary?: "auto" | "concise" | "detailed" | undefined;
  readonly jsonSchema?: "native" | "prompt" | undefined;
}
interface OpenAIResponsesCodecs {
  readonly serverless: Required<ContentCodec>;
}
declare class OpenAIResponsesContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: OpenAIResponsesCodecs;
  constructor(options?: OpenAIResponsesOptions);
}
export { CustomOpenAIChatContentFormatter, LlamaChatContentFormatter, MistralChatContentFormatter, type OpenAICodecs, type OpenAIEmbeddingCodecs, type OpenAIFormatterOptions, type OpenAIResponsesCodecs, OpenAIResponsesContentFormatter, type OpenAIResponsesOptions, type ReasoningMode };