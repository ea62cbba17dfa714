import type { ChatTemplate, ChatTemplateName } from './chat-template.ts'

/** What differs between deployments that take a prompt. */
export interface TextGenerationOptions {
  /** How a conversation becomes a prompt: a published template, or a function of your own. @default 'plain' */
  readonly chatTemplate?: ChatTemplateName | ChatTemplate | undefined
  /**
   * Whether the prompt is taken off an answer that begins with it. Never done when the call asks for the full text by
   * `return_full_text: true` or `echo: true`.
   * @default true on dedicated, false on serverless endpoints
   */
  readonly stripPrompt?: boolean | undefined
  /** The parameter that `maxTokens` becomes. @default `max_new_tokens` on dedicated, `max_tokens` on serverless endpoints */
  readonly maxTokensParameter?: string | undefined
}
