import type { ChatTemplate, ChatTemplateName } from '../prompt/chat-template.ts'

/** How a text-generation deployment is prompted. */
export interface TextGenerationOptions {
  /** How to render a conversation as a prompt: a published template, or a function of your own. @default 'plain' */
  readonly chatTemplate?: ChatTemplateName | ChatTemplate | undefined
  /**
   * Whether to begin the prompt with the model's BOS token, such as `<s>`. Most servers, vLLM, llama.cpp and TGI among them, add
   * it themselves. Only with a named template.
   * @default false
   */
  readonly addBosToken?: boolean | undefined
  /**
   * Whether the deployment repeats the prompt at the start of an answer, so that it is removed. A request with
   * `return_full_text` (dedicated) or `echo` (serverless) decides by itself: nothing is removed, neither for true nor for false.
   * @default true for the images whose default is the full text, else false
   */
  readonly stripPrompt?: boolean | undefined
  /**
   * The body parameter to send `maxTokens` as.
   * @default `max_new_tokens` on dedicated, `max_tokens` on serverless endpoints
   */
  readonly maxTokensParameter?: string | undefined
}
