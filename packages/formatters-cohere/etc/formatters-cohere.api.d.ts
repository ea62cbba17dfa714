import { ContentCodec, ContentFormatterBase, EmbeddingCodec, RerankCodec } from "@azureml-endpoints/core";
declare class CohereContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly serverless: Required<ContentCodec>;
  };
  override readonly embeddingCodecs: {
    readonly serverless: EmbeddingCodec;
  };
  override readonly rerankCodecs: {
    readonly serverless: RerankCodec;
  };
  constructor(options?: Readonly<Record<string, never>>);
}
interface CohereV2FormatterOptions {
  readonly sendReasoning?: boolean | undefined;
}
declare class CohereV2ContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly serverless: Required<ContentCodec>;
  };
  override readonly embeddingCodecs: {
    readonly serverless: EmbeddingCodec;
  };
  override readonly rerankCodecs: {
    readonly serverless: RerankCodec;
  };
  constructor(options?: CohereV2FormatterOptions);
}
declare const embeddingV1Codec: EmbeddingCodec;
declare const embeddingV2Codec: EmbeddingCodec;
declare const rerankV1Codec: RerankCodec;
declare const rerankV2Codec: RerankCodec;
export { CohereContentFormatter, CohereV2ContentFormatter, type CohereV2FormatterOptions, embeddingV1Codec as cohereEmbeddingV1Codec, embeddingV2Codec as cohereEmbeddingV2Codec, rerankV1Codec as cohereRerankV1Codec, rerankV2Codec as cohereRerankV2Codec };