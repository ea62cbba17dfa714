import { jsonHazard } from '@azureml-endpoints/core'
import type { JSONSchema } from '@azureml-endpoints/core'
import { OutputParserException } from '@langchain/core/output_parsers'
import { Validator } from '@langchain/core/utils/json_schema'
import { isSerializableSchema, type SerializableSchema } from '@langchain/core/utils/standard_schema'
import { interopParseAsync, isInteropZodSchema } from '@langchain/core/utils/types'
import { printableStart } from '../untrusted/printable-start.ts'

/** Validates a value against a schema, and returns the schema's output, which may be transformed. */
export type Check = (value: unknown) => Promise<unknown>

/** Creates the check for a schema of any kind; `json` is the same schema as a JSON Schema. */
export function createCheck(schema: unknown, json: JSONSchema): Check {
  if (isInteropZodSchema(schema)) return (value) => interopParseAsync(schema, value)
  if (isSerializableSchema(schema)) return (value) => validateStandardSchema(schema, value)
  return async (value) => validateJSONSchema(json, value)
}

/** Parses and validates a model's output. Any failure becomes LangChain's parser error, which contains the text. */
export async function parseAndCheck(text: string, parse: () => unknown, check: Check): Promise<unknown> {
  try {
    const value = parse()
    const fault = jsonHazard(value)
    if (fault !== undefined) throw new Error(`The answer is ${fault}.`)
    return await check(value)
  } catch (error) {
    const problem = error instanceof SyntaxError ? `The answer is not valid JSON: ${error.message}` : String(error)
    throw new OutputParserException(
      `Failed to parse. Text: "${printableStart(text)}". Error: ${printableStart(problem)}`,
      text,
    )
  }
}

async function validateStandardSchema(schema: SerializableSchema, value: unknown): Promise<unknown> {
  const result = await schema['~standard'].validate(value)
  if (result.issues) throw new Error(`Validation failed: ${JSON.stringify(result.issues)}`)
  return result.value
}

function validateJSONSchema(schema: JSONSchema, value: unknown): unknown {
  const draft = String(schema['$schema'] ?? '').includes('draft-07') ? '7' : '2020-12'
  const validator = new Validator(schema as ConstructorParameters<typeof Validator>[0], draft, false)
  const { valid, errors } = validator.validate(value)
  if (valid) return value
  throw new Error(errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`).join(' '))
}
