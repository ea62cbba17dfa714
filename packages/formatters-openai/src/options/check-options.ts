import { ConfigurationError, rejectUnknownNames } from '@azureml-endpoints/core'

/** Which values an option allows. */
export interface OptionRule {
  /** Checks a value. */
  readonly allows: (value: unknown) => boolean
  /** Names what is allowed, after "it must be". */
  readonly wanted: string
}

/** Checks the options of a formatter, which callers without TypeScript can misspell. */
export function checkOptions(options: object, rules: Readonly<Record<string, OptionRule>>): void {
  if (typeof options !== 'object' || options === null) {
    throw invalid('options', options, 'an object, such as { jsonSchema: "prompt" }')
  }
  rejectUnknownNames(options, new Set(Object.keys(rules)))
  for (const [name, { allows, wanted }] of Object.entries(rules)) {
    const value = (options as Readonly<Record<string, unknown>>)[name]
    if (value !== undefined && !allows(value)) throw invalid(name, value, wanted)
  }
}

/** The rule of an option that is true or false. */
export const booleanRule: OptionRule = {
  allows: (value) => typeof value === 'boolean',
  wanted: 'true or false',
}

/** The rule of an option with these values. */
export function oneOf(...values: readonly string[]): OptionRule {
  return {
    allows: (value) => values.includes(value as string),
    wanted: values.map((value) => `'${value}'`).join(' or '),
  }
}

function invalid(setting: string, value: unknown, wanted: string): ConfigurationError {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 100)
  return new ConfigurationError(`\`${setting}\` of the formatter is ${shown}; it must be ${wanted}.`, { setting })
}
