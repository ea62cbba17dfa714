import { ContentCodec, ContentFormatterBase } from "@azureml-endpoints/core";
interface PromptTurn {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}
type ChatTemplate = (turns: readonly PromptTurn[]) => string;
type ChatTemplateName = keyof typeof chatTemplates;
declare const chatTemplates: Readonly<Record<"plain" | "llama2" | "llama3" | "chatml" | "mistral" | "phi", ChatTemplate>>;
interface TextGenerationOptions {
  readonly chatTemplate?: ChatTemplateName | ChatTemplate | undefined;
  readonly stripPrompt?: boolean | undefined;
  readonly maxTokensParameter?: string | undefined;
}
declare class CustomOpenAIContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: ContentCodec;
    readonly serverless: Required<ContentCodec>;
  };
  constructor(options?: TextGenerationOptions);
}
declare class LlamaContentFormatter extends CustomOpenAIContentFormatter {
  override readonly name: string;
  constructor(options?: TextGenerationOptions);
}
declare class DollyContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: ContentCodec;
  };
  constructor(options?: TextGenerationOptions);
}
declare class GPT2ContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: ContentCodec;
  };
  constructor(options?: TextGenerationOptions);
}
declare class OSSContentFormatter extends GPT2ContentFormatter {
  override readonly name: string;
  constructor(options?: TextGenerationOptions);
}
declare class HFContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: ContentCodec;
  };
  constructor(options?: TextGenerationOptions);
}
interface MLflowOptions extends TextGenerationOptions {
  readonly input?: "list" | "pandas-split" | undefined;
  readonly column?: string | undefined;
}
declare class MLflowContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: ContentCodec;
  };
  constructor(options?: MLflowOptions);
}
declare class TGIContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: Required<ContentCodec>;
  };
  constructor(options?: TextGenerationOptions);
}
export { type ChatTemplate, type ChatTemplateName, CustomOpenAIContentFormatter, DollyContentFormatter, GPT2ContentFormatter, HFContentFormatter, LlamaContentFormatter, MLflowContentFormatter, type MLflowOptions, OSSContentFormatter, type PromptTurn, TGIContentFormatter, type TextGenerationOptions, chatTemplates };