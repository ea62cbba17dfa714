import { ConfigurationError, rejectUnknownNames } from '@azureml-endpoints/core'
import type { OpenAIFormatterOptions } from './formatter-options.ts'

/** Checks the options of a formatter, which callers without TypeScript can misspell. */
export function checkOptions(options: OpenAIFormatterOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw invalid('options', options, 'an object, such as { jsonSchema: "prompt" }')
  }
  rejectUnknownNames(options, new Set(Object.keys(rules)))
  for (const [name, { allows, wanted }] of Object.entries(rules)) {
    const value: unknown = options[name as keyof OpenAIFormatterOptions]
    if (value !== undefined && !allows(value)) throw invalid(name, value, wanted)
  }
}

interface OptionRule {
  readonly allows: (value: unknown) => boolean
  readonly wanted: string
}

const rules: Readonly<Record<keyof OpenAIFormatterOptions, OptionRule>> = {
  maxTokensParameter: {
    allows: (value) => typeof value === 'string' && value.trim() !== '',
    wanted: "the name of a body parameter, such as 'max_completion_tokens'",
  },
  streamUsage: { allows: isBoolean, wanted: 'true or false' },
  reasoning: oneOf('auto', 'field', 'off'),
  sendReasoning: { allows: isBoolean, wanted: 'true or false' },
  jsonSchema: oneOf('native', 'prompt'),
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function oneOf(...values: readonly string[]): OptionRule {
  return {
    allows: (value) => values.includes(value as string),
    wanted: values.map((value) => `'${value}'`).join(' or '),
  }
}

function invalid(setting: string, value: unknown, wanted: string): ConfigurationError {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 100)
  return new ConfigurationError(`\`${setting}\` of the formatter is ${shown}; it must be ${wanted}.`, { setting })
}
