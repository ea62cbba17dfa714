export { AnthropicContentFormatter } from './anthropic-content-formatter.ts'
export type { AnthropicFormatterOptions } from './options/formatter-options.ts'
