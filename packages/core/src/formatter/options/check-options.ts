import { ConfigurationError } from '../../errors/configuration-error.ts'
import { printable } from '../../errors/printable.ts'
import { rejectUnknownNames } from '../../errors/unknown-names.ts'

/** What an option of a formatter accepts: a boolean, one of these strings, or what `allows` accepts and `wanted` describes. */
export type FormatterOptionRule =
  | 'boolean'
  | readonly string[]
  | {
      /** Returns whether the option can have this value. */
      readonly allows: (value: unknown) => boolean
      /** What the option must be, for the error: `a positive number`. */
      readonly wanted: string
    }

/**
 * Checks the options of a formatter, which callers without TypeScript can misspell; `undefined` is always allowed. For
 * formatters.
 */
export function checkFormatterOptions(options: unknown, rules: Readonly<Record<string, FormatterOptionRule>>): void {
  if (typeof options !== 'object' || options === null) throw invalid('options', options, 'an object')
  rejectUnknownNames(options, new Set(Object.keys(rules)))
  for (const [name, rule] of Object.entries(rules)) {
    const value = (options as Readonly<Record<string, unknown>>)[name]
    if (value !== undefined && !allows(rule, value)) throw invalid(name, value, wantedBy(rule))
  }
}

function allows(rule: FormatterOptionRule, value: unknown): boolean {
  if (rule === 'boolean') return typeof value === 'boolean'
  return 'allows' in rule ? rule.allows(value) : rule.includes(value as string)
}

function wantedBy(rule: FormatterOptionRule): string {
  if (rule === 'boolean') return 'true or false'
  return 'allows' in rule ? rule.wanted : rule.map((text) => `'${text}'`).join(' or ')
}

function invalid(setting: string, value: unknown, wanted: string): ConfigurationError {
  const shown = printable((JSON.stringify(value) ?? String(value)).slice(0, 100))
  return new ConfigurationError(`\`${setting}\` of the formatter is ${shown}; it must be ${wanted}.`, { setting })
}
