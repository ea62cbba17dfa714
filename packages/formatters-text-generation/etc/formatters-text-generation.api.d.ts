import { ContentCodec, ContentFormatterBase } from "@azureml-endpoints/core";
interface PromptTurn {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}
type ChatTemplate = (turns: readonly PromptTurn[]) => string;
type ChatTemplateName = "plain" | "llama2" | "llama3" | "chatml" | "qwen2.5" | "mistral-v0.1" | "mistral-v0.2" | "mistral-v0.3" | "mistral-nemo" | "phi3" | "zephyr" | "mistral" | "phi";
declare const chatTemplates: Readonly<Record<ChatTemplateName, ChatTemplate>>;
interface TextGenerationOptions {
  readonly chatTemplate?: ChatTemplateName | ChatTemplate | undefined;
  readonly addBosToken?: boolean | undefined;
  readonly stripPrompt?: boolean | undefined;
  readonly maxTokensParameter?: string | undefined;
}
declare class CustomOpenAIContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: Required<ContentCodec>;
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
    readonly dedicated: Required<ContentCodec>;
  };
  constructor(options?: TextGenerationOptions);
}
declare class GPT2ContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: Required<ContentCodec>;
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
    readonly dedicated: Required<ContentCodec>;
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
    readonly dedicated: Required<ContentCodec>;
  };
  constructor(options?: MLflowOptions);
}
interface PromptFlowOptions {
  readonly chatInput?: string | undefined;
  readonly chatHistory?: string | false | undefined;
  readonly chatOutput?: string | undefined;
}
declare class PromptFlowContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly codecs: {
    readonly dedicated: Required<ContentCodec>;
  };
  constructor(options?: PromptFlowOptions);
}
type TGIOptions = Omit<TextGenerationOptions, "stripPrompt">;
declare class TGIContentFormatter extends ContentFormatterBase {
  override readonly name: string;
  override readonly servedAtRoot = true;
  override readonly codecs: {
    readonly dedicated: Required<ContentCodec>;
  };
  constructor(options?: TGIOptions);
}
export { type ChatTemplate, type ChatTemplateName, CustomOpenAIContentFormatter, DollyContentFormatter, GPT2ContentFormatter, HFContentFormatter, LlamaContentFormatter, MLflowContentFormatter, type MLflowOptions, OSSContentFormatter, PromptFlowContentFormatter, type PromptFlowOptions, type PromptTurn, TGIContentFormatter, type TGIOptions, type TextGenerationOptions, chatTemplates };