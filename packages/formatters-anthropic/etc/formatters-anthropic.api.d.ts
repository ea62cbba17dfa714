import { ContentCodec, ContentFormatterBase } from "@azureml-endpoints/core";
declare class AnthropicContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: ContentCodec;
  };
}
export { AnthropicContentFormatter };