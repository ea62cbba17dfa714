import { ConfigurationError, type Fields, isFields } from '@azureml-endpoints/core'

/** Returns a JSON value that has to be an object. */
export function fieldsOf(value: unknown, at: string): Fields {
  if (isFields(value)) return value
  throw wrong(at, `is ${shown(value)}; it must be an object`)
}

/** Returns a JSON value that has to be a list. */
export function listOf(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw wrong(at, `is ${shown(value)}; it must be a list`)
}

/** Makes the error for a field of an item; `at` is its path. */
export function wrong(at: string, problem: string): ConfigurationError {
  return new ConfigurationError(`\`${at}\` ${problem}.`, { setting: at })
}

/** Formats a JSON value for a message, cut to a readable length. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** Removes fields that are null, which OpenAI's clients send for unset ones. */
export function withoutNulls(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
