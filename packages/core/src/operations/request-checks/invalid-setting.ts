import { ConfigurationError } from '../../errors/configuration-error.ts'
import { printable } from '../../errors/printable.ts'
import { jsonPreview } from '../../json/json-shape.ts'

/** Creates the error for a field of a request. */
export function invalid(setting: string, problem: string): ConfigurationError {
  return new ConfigurationError(`\`${setting}\` ${problem}.`, { setting })
}

/** Shows a value in a message. */
export function show(value: unknown): string {
  return printable(jsonPreview(value, 100))
}
