import { ConfigurationError, printable, rejectUnknownNames } from '@azureml-endpoints/core'

/** What an option allows. */
export interface OptionRule {
  readonly allows: (value: unknown) => boolean
  readonly wanted: string
}

/** The rules of the options that all prompt formats have. The template checks its own two. */
const promptRules: Readonly<Record<string, OptionRule>> = {
  chatTemplate: { allows: () => true, wanted: 'a template' },
  addBosToken: flag(),
  stripPrompt: flag(),
  maxTokensParameter: name("the name of a body parameter, such as 'max_tokens'"),
}

/** Checks the options of a formatter, which callers without TypeScript can misspell. */
export function checkOptions(options: object, more: Readonly<Record<string, OptionRule>> = {}): void {
  checkByRules(options, { ...promptRules, ...more })
}

/** Checks options by their rules: unknown names, and values that are not allowed. */
export function checkByRules(options: unknown, rules: Readonly<Record<string, OptionRule>>): void {
  if (typeof options !== 'object' || options === null) throw invalid('options', options, 'an object')
  rejectUnknownNames(options, new Set(Object.keys(rules)))
  for (const [setting, { allows, wanted }] of Object.entries(rules)) {
    const value: unknown = (options as Readonly<Record<string, unknown>>)[setting]
    if (value !== undefined && !allows(value)) throw invalid(setting, value, wanted)
  }
}

/** The rule for an option that is true or false. */
function flag(): OptionRule {
  return { allows: (value) => typeof value === 'boolean', wanted: 'true or false' }
}

/** The rule for an option that is a name. */
export function name(wanted: string): OptionRule {
  return { allows: (value) => typeof value === 'string' && value.trim() !== '', wanted }
}

/** The rule for an option that is one of some texts. */
export function oneOf(...values: readonly string[]): OptionRule {
  return {
    allows: (value) => values.includes(value as string),
    wanted: values.map((value) => `'${value}'`).join(' or '),
  }
}

function invalid(setting: string, value: unknown, wanted: string): ConfigurationError {
  const shown = printable((JSON.stringify(value) ?? String(value)).slice(0, 100))
  return new ConfigurationError(`\`${setting}\` of the formatter is ${shown}; it must be ${wanted}.`, { setting })
}
