import type { ChatTemplate, ChatTemplateName } from '../prompt/chat-template.ts'

/** How a text-generation deployment is prompted. */
export interface TextGenerationOptions {
  /** How to render a conversation as a prompt: a published template, or a function of your own. @default 'plain' */
  readonly chatTemplate?: ChatTemplateName | ChatTemplate | undefined
  /**
   * Whether to remove the prompt from an answer that begins with it; never if the request has `return_full_text: true`
   * (dedicated) or `echo: true` (serverless).
   * @default true on dedicated, false on serverless endpoints
   */
  readonly stripPrompt?: boolean | undefined
  /**
   * The body parameter to send `maxTokens` as.
   * @default `max_new_tokens` on dedicated, `max_tokens` on serverless endpoints
   */
  readonly maxTokensParameter?: string | undefined
}
