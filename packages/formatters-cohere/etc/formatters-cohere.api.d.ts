import { ContentCodec, ContentFormatterBase } from "@azureml-endpoints/core";
declare class CohereContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly serverless: Required<ContentCodec>;
  };
}
export { CohereContentFormatter };