import { ContentCodec, ContentFormatterBase } from "@azureml-endpoints/core";
interface AnthropicFormatterOptions {
  readonly defaultMaxTokens?: number | undefined;
  readonly cacheControl?: "5m" | "1h" | undefined;
  readonly jsonSchema?: "native" | "prompt" | undefined;
  readonly sendReasoning?: boolean | undefined;
  readonly citations?: boolean | undefined;
  readonly betas?: readonly string[] | undefined;
}
declare class AnthropicContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly serverless: Required<ContentCodec>;
  };
  override readonly headers: Readonly<Record<string, string>>;
  constructor(options?: AnthropicFormatterOptions);
}
export { AnthropicContentFormatter, type AnthropicFormatterOptions };