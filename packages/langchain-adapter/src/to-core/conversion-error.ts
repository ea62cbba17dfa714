import { AzureMLError, ConfigurationError } from '@azureml-endpoints/core'
import { printableStart } from '../untrusted/printable-start.ts'

/** Wraps what was thrown during the conversion of a call, usually because JSON cannot represent a value in it. */
export function conversionError(error: unknown): unknown {
  if (AzureMLError.isInstance(error)) return error
  const problem = printableStart(error instanceof Error ? error.message : String(error))
  const remedy = 'Pass LangChain messages, and options that can be serialized as JSON.'
  return new ConfigurationError(`The call cannot be converted: ${problem}. ${remedy}`, { cause: error })
}

/**
 * Serializes a value as JSON.
 * @throws ConfigurationError naming `setting` if the value cannot be serialized.
 */
export function toJSON(value: unknown, setting: string): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch (cause) {
    throw new ConfigurationError(
      `${setting} cannot be serialized as JSON: it is circular, nested too deeply, or contains a BigInt. Pass plain JSON values.`,
      { setting, cause },
    )
  }
}
