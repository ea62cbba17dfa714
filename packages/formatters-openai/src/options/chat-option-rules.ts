import { booleanRule, oneOf, type OptionRule } from './check-options.ts'
import type { OpenAIFormatterOptions } from './formatter-options.ts'

/** The rules of the options of the chat formatters. */
export const chatOptionRules: Readonly<Record<keyof OpenAIFormatterOptions, OptionRule>> = {
  maxTokensParameter: {
    allows: (value) => typeof value === 'string' && value.trim() !== '',
    wanted: "the name of a body parameter, such as 'max_completion_tokens'",
  },
  streamUsage: booleanRule,
  reasoning: oneOf('auto', 'field', 'off'),
  sendReasoning: booleanRule,
  jsonSchema: oneOf('native', 'prompt'),
}
