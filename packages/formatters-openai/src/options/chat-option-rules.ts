import type { FormatterOptionRule } from '@azureml-endpoints/core'
import type { OpenAIFormatterOptions } from './formatter-options.ts'

/** The rules of the options of the chat formatters. */
export const chatOptionRules: Readonly<Record<keyof OpenAIFormatterOptions, FormatterOptionRule>> = {
  maxTokensParameter: {
    allows: (value) => typeof value === 'string' && value.trim() !== '',
    wanted: "the name of a body parameter, such as 'max_completion_tokens'",
  },
  streamUsage: 'boolean',
  reasoning: ['auto', 'field', 'off'],
  sendReasoning: 'boolean',
  jsonSchema: ['native', 'prompt'],
}
