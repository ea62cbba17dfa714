import { AzureMLError, ConfigurationError } from '@azureml-endpoints/core'
import { printable } from '../untrusted/printable.ts'

/** Makes whatever was thrown while a call was converted an error of this library: values in it that JSON cannot carry, mostly. */
export function conversionError(error: unknown): unknown {
  if (error instanceof AzureMLError) return error
  const problem = printable(error instanceof Error ? error.message : String(error))
  const remedy = 'Pass messages of LangChain and options that can be written as JSON.'
  return new ConfigurationError(`The call cannot be converted: ${problem}. ${remedy}`, { cause: error })
}

/** Writes a value as JSON; a value that cannot be written is a `ConfigurationError` that names it. */
export function toJSON(value: unknown, setting: string): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch (cause) {
    throw new ConfigurationError(
      `${setting} cannot be written as JSON: it refers to itself, is nested too deeply, or holds a BigInt.`,
      { setting, cause },
    )
  }
}
