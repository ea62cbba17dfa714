export * from './custom-openai-chat-content-formatter.ts'
export * from './llama-chat-content-formatter.ts'
export * from './mistral-chat-content-formatter.ts'
export type { OpenAIFormatterOptions, ReasoningMode } from './formatter-options.ts'
