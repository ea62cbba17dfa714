import { ConfigurationError, rejectUnknownNames } from '@azureml-endpoints/core'
import type { AnthropicFormatterOptions } from './formatter-options.ts'

/** Checks the options of the formatter, which callers without TypeScript can misspell. */
export function checkOptions(options: AnthropicFormatterOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw invalid('options', options, 'an object, such as { defaultMaxTokens: 4096 }')
  }
  rejectUnknownNames(options, new Set(Object.keys(rules)))
  for (const [name, { allows, wanted }] of Object.entries(rules)) {
    const value: unknown = options[name as keyof AnthropicFormatterOptions]
    if (value !== undefined && !allows(value)) throw invalid(name, value, wanted)
  }
}

interface OptionRule {
  readonly allows: (value: unknown) => boolean
  readonly wanted: string
}

const rules: Readonly<Record<keyof AnthropicFormatterOptions, OptionRule>> = {
  defaultMaxTokens: {
    allows: (value) => Number.isSafeInteger(value) && Number(value) > 0,
    wanted: 'a whole number above 0, such as 4096',
  },
  cacheControl: oneOf('5m', '1h'),
  jsonSchema: oneOf('native', 'prompt'),
  sendReasoning: { allows: isBoolean, wanted: 'true or false' },
  citations: { allows: isBoolean, wanted: 'true or false' },
  betas: {
    allows: (value) => Array.isArray(value) && value.length > 0 && value.every(isBeta),
    wanted: "a list of names, such as ['context-management-2025-06-27']",
  },
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function isBeta(value: unknown): boolean {
  return typeof value === 'string' && /^[\w.-]+$/.test(value)
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
