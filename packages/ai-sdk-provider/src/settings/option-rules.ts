import { InvalidArgumentError } from '@ai-sdk/provider'
import { printable, redactParameters } from '@azureml-endpoints/core'

/** What a value must be: the check, and the words for an error message. */
export type Rule = readonly [is: (value: unknown) => boolean, what: string]

/** A rule for each option. */
export type Rules<Options> = { readonly [Name in keyof Options]-?: Rule }

/** The rule for booleans. */
export const booleanRule: Rule = [(value) => typeof value === 'boolean', 'true or false']

/** The rule for non-empty strings. */
export const textRule: Rule = [(value) => typeof value === 'string' && value !== '', 'a non-empty string']

/** The rule for functions. */
export const functionRule: Rule = [(value) => typeof value === 'function', 'a function']

/**
 * Returns a value that satisfies its rule.
 * @throws InvalidArgumentError for any other value.
 */
export function checked(argument: string, value: unknown, [is, what]: Rule): unknown {
  if (is(value)) return value
  throw new InvalidArgumentError({ argument, message: `${argument} is ${shown(value)}; it must be ${what}.` })
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return String(value)
  try {
    return printable(JSON.stringify(redactParameters(value)).slice(0, 200))
  } catch {
    return 'an object that JSON cannot represent'
  }
}
