import { ContentCodec, ContentFormatterBase } from "@azureml-endpoints/core";
declare class TemplateContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: ContentCodec;
  };
}
export { TemplateContentFormatter };