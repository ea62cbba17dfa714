import { ConfigurationError, isFields, type JSONSchema } from '@azureml-endpoints/core'
import { toJsonSchema } from '@langchain/core/utils/json_schema'
import { isStandardJsonSchema } from '@langchain/core/utils/standard_schema'
import { isInteropZodSchema } from '@langchain/core/utils/types'
import { tracedParameters } from '../redaction/secret-parameters.ts'
import { printableStart } from '../untrusted/printable-start.ts'

/** Converts a schema of any kind that LangChain accepts to a JSON Schema. */
export function toCoreSchema(schema: unknown, setting: string): JSONSchema {
  const isSchema = isInteropZodSchema(schema) || isStandardJsonSchema(schema)
  const json: unknown = isSchema ? convert(schema, setting) : schema
  if (isFields(json)) return json
  throw invalidSetting(setting, `is ${preview(schema)}, which is not a schema: pass a Zod, Standard or JSON Schema`)
}

function convert(schema: unknown, setting: string): unknown {
  try {
    return toJsonSchema(schema as Parameters<typeof toJsonSchema>[0])
  } catch (cause) {
    const problem = printableStart(cause instanceof Error ? cause.message : String(cause))
    throw new ConfigurationError(
      `\`${setting}\` cannot be converted to a JSON Schema: ${problem}. Use types that JSON has, or pass a JSON Schema.`,
      { setting, cause },
    )
  }
}

/** Creates the error for a setting with a wrong value. */
export function invalidSetting(setting: string, problem: string): ConfigurationError {
  return new ConfigurationError(`\`${setting}\` ${problem}.`, { setting })
}

/** Formats a value for an error message, without the secrets in it: a tool of a provider may have headers. */
export function preview(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  const shown = isFields(value) ? tracedParameters(value) : value
  return JSON.stringify(shown)?.slice(0, 200) ?? String(shown)
}
