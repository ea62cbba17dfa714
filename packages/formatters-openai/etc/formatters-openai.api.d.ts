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
  readonly dedicated: ContentCodec;
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
export { CustomOpenAIChatContentFormatter, LlamaChatContentFormatter, MistralChatContentFormatter, type OpenAICodecs, type OpenAIEmbeddingCodecs, type OpenAIFormatterOptions, type ReasoningMode };